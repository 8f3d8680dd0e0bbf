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
    record Network(ModelCard card, List<String> classes, URI graph) implements Model {
        public Network {
            classes = List.copyOf(classes);
        }

        @Override
        public String name() {
            return card.name();
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

        /// `a+b`, or `a:0.7+b:0.3` where the weights differ.
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
            return network.name() + ":" + (weight == Math.rint(weight) ? Long.toString((long) weight) : weight);
        }
    }
}
