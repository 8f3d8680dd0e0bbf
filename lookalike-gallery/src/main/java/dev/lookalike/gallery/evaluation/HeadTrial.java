package dev.lookalike.gallery.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

import dev.lookalike.gallery.catalogue.StoredEmbedding;
import dev.lookalike.gallery.ranking.SpaceChoice;
import dev.lookalike.index.Metric;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Model;
import dev.lookalike.vision.Picture;

/// How much does learning from labels help, with the classes that were labelled and with those that were not?
///
/// The photos that answer are learnt from, those that only ask are asked for.
public final class HeadTrial {
    private final Photos photos;
    private final Embedded embedded;

    private HeadTrial(Photos photos, Embedded embedded) {
        this.photos = photos;
        this.embedded = embedded;
    }

    /// What came of it.
    ///
    /// @param before
    ///            in the space that a gallery of these photos has
    /// @param after
    ///            of each seed, in the space learnt from all labels
    public record Result(Outcome before, List<Outcome> after) {}

    /// What was measured in one space.
    ///
    /// @param seconds
    ///            that fitting it took
    /// @param labelled
    ///            with all classes known
    /// @param guesses
    ///            as a gallery guesses: by the classes that were learnt, or else by the ten neighbours
    /// @param neighbours
    ///            by the share of the ten neighbours in any case
    /// @param unseen
    ///            the mean over pairs of classes, left out of what was learnt, of the share of the ten neighbours of their
    ///            queries that are of the same class; 0 if no pair was left out
    public record Outcome(double seconds, Evaluation labelled, Guessing guesses, Guessing neighbours,
            double unseen) {}

    /// Measures a model.
    ///
    /// @param seeds
    ///            how many times to learn from all labels
    /// @param unseen
    ///            how many of these times also to leave out each pair of classes
    /// @param progress
    ///            hears how many more pictures have been embedded
    public static Result run(Photos photos, Model model, int seeds, int unseen, IntConsumer progress)
            throws InterruptedException {
        var made = new HashMap<Model.Network, Embedded>();
        for (Model.Member member : Comparison.members(model)) {
            try (var embedder = Embedder.of(member.network())) {
                made.put(member.network(), Embedded.of(embedder, photos.files().size(),
                        number -> Picture.read(photos.files().get(number), Limits.FOLDER, embedder.sideNeeded()),
                        progress));
            }
        }
        var trial = new HeadTrial(photos, Comparison.joined(model, made::get));
        Outcome before = trial.outcome("usual", 0, true);
        var after = new ArrayList<Outcome>();
        for (int seed = 0; seed < seeds; seed++) {
            after.add(trial.outcome("learnt", seed, seed < unseen));
        }
        return new Result(before, after);
    }

    private Outcome outcome(String space, long seed, boolean unseen) {
        Embedded answers = embedded.only(photos::answers);
        long start = System.nanoTime();
        SpaceChoice.Placing placing = new SpaceChoice(space).fit(answers, photos::labels, seed);
        double seconds = (System.nanoTime() - start) / 1e9;
        Evaluation labelled = evaluation(placing, labels -> true);
        double sum = 0;
        List<Set<String>> pairs = unseen ? pairs() : List.of();
        for (Set<String> pair : pairs) {
            SpaceChoice.Placing fitted = space.equals("usual")
                    ? placing
                    : new SpaceChoice(space).fit(answers, number -> without(photos.labels(number), pair), seed);
            sum += evaluation(fitted, labels -> pair.containsAll(labels)).overall().mean(Measure.PRECISION_AT_10);
        }
        var probabilities = new HashMap<Long, Map<String, Double>>();
        labelled.asked().forEach(query -> {
            StoredEmbedding stored = Objects.requireNonNull(embedded.find(query.id()));
            Map<String, Double> learnt = placing.labels(stored.unit(), stored.norm());
            probabilities.put(query.id(), learnt.isEmpty() ? query.shares() : learnt);
        });
        return new Outcome(seconds, labelled,
                Guessing.of(labelled.asked(), query -> probabilities.getOrDefault(query.id(), Map.of())),
                labelled.guessing(), pairs.isEmpty() ? 0 : sum / pairs.size());
    }

    private static Set<String> without(Set<String> labels, Set<String> leftOut) {
        var left = new HashSet<>(labels);
        left.removeAll(leftOut);
        return left;
    }

    private Evaluation evaluation(SpaceChoice.Placing placing, Predicate<Set<String>> asked) {
        return Evaluation.run(
                visitor -> embedded.forEach((id, unit, norm) -> visitor.visit(id, placing.place(unit, norm))),
                id -> {
                    Labelled known = photos.known().get((int) id);
                    return known.answers()
                            ? new Labelled(known.labels(), Labelled.Role.GALLERY)
                            : asked.test(known.labels()) ? known : null;
                }, Metric.COSINE);
    }

    private List<Set<String>> pairs() {
        var all = new TreeSet<String>();
        photos.known().forEach(each -> all.addAll(each.labels()));
        var pairs = new ArrayList<Set<String>>();
        for (String one : all) {
            all.tailSet(one, false).forEach(other -> pairs.add(Set.of(one, other)));
        }
        return pairs;
    }
}
