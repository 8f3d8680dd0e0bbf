package dev.lookalike.vision;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/// A network that can be opened, or an ensemble of several. A [ModelStore] finds them by name.
public sealed interface Model {

    /// The name by which it is asked for.
    String name();

    /// One network.
    ///
    /// @param card
    ///            what is known of it
    /// @param classes
    ///            the names of what it tells apart, in the order of its output; empty if they are not known
    /// @param graph
    ///            where its ONNX file lies: the bytes are read and checked against the card's SHA-256 when opened
    /// @param words
    ///            how its pictures are prepared otherwise than its own card says, such as `mirror`; the card here says all of it
    record Network(ModelCard card, List<String> classes, URI graph, String words) implements Model {
        public Network {
            classes = List.copyOf(classes);
        }

        /// A network whose pictures are prepared as its own card says.
        public Network(ModelCard card, List<String> classes, URI graph) {
            this(card, classes, graph, "");
        }

        /// The same network, its pictures prepared as some words say; what they do not say stays.
        ///
        /// @param words
        ///            as [Preprocessing#parse(String, int)] reads them, such as `mirror` or `squash:256,bicubic`
        /// @throws IllegalArgumentException
        ///             if one is unknown, or there are none
        public Network prepared(String words) {
            if (words.isBlank()) {
                throw new IllegalArgumentException(
                        "nothing says how to prepare pictures; write %s@mirror, or leave out the @".formatted(name()));
            }
            var prepared = Preprocessing.parse(card.preprocessing() + "," + words, card.width());
            String all = (this.words.isEmpty() ? "" : this.words + ",") + words.replaceAll("\\s+", "");
            return new Network(new ModelCard(card.name(), card.title(), card.origin(), card.licence(), card.sha256(),
                    card.bytes(), card.width(), card.height(), prepared, card.dimension(), card.classes(), null),
                    classes, graph, all);
        }

        /// The card's name, or `a@mirror` where pictures are prepared otherwise.
        @Override
        public String name() {
            return card.name() + suffix();
        }

        private String suffix() {
            return words.isEmpty() ? "" : "@" + words;
        }
    }

    /// Several networks whose embeddings are joined: the cosine of two joined embeddings is the weighted mean of the
    /// networks' own cosines.
    ///
    /// @param members
    ///            at least two, different ones
    record Ensemble(List<Member> members) implements Model {
        /// How many networks can be joined.
        public static final int MAX_MEMBERS = 8;

        public Ensemble {
            members = List.copyOf(members);
            if (members.size() < 2 || members.size() > MAX_MEMBERS) {
                throw new IllegalArgumentException(
                        "an ensemble of %d networks; join 2 to %d".formatted(members.size(), MAX_MEMBERS));
            }
            if (members.stream().map(member -> member.network().name()).distinct().count() < members.size()) {
                throw new IllegalArgumentException(
                        "an ensemble names a network twice; give it a larger weight instead");
            }
        }

        /// `a+b`, or `a:0.7+b:0.3@mirror` where the weights differ and the second's pictures are prepared otherwise.
        @Override
        public String name() {
            boolean same = members.stream().mapToDouble(Member::weight).distinct().count() == 1;
            return members.stream().map(member -> same ? member.network().name() : member.toString())
                    .collect(Collectors.joining("+"));
        }
    }

    /// A network's part in an ensemble.
    ///
    /// @param weight
    ///            above 0; what counts is its share of all weights
    record Member(Network network, double weight) {
        public Member {
            if (!(weight > 0 && weight <= 1_000)) {
                throw new IllegalArgumentException(
                        "%s has weight %s; use more than 0, at most 1000".formatted(network.name(), weight));
            }
        }

        @Override
        public String toString() {
            return network.card().name() + ":" + (weight == Math.rint(weight) ? Long.toString((long) weight) : weight)
                    + network.suffix();
        }
    }
}
