package dev.lookalike.gallery;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.evaluation.Asked;
import dev.lookalike.gallery.evaluation.Estimate;
import dev.lookalike.gallery.evaluation.Evaluation;
import dev.lookalike.gallery.evaluation.Figures;
import dev.lookalike.gallery.evaluation.Labelled;
import dev.lookalike.gallery.evaluation.Measure;
import dev.lookalike.gallery.exchange.PairTable;
import dev.lookalike.gallery.ranking.Ranking;
import dev.lookalike.index.Metric;

/// Learns from a gallery's labels, or from pairs of its pictures, measures what came of it, and decides whether it serves.
final class Learning {
    /// Of each class, one picture in so many is held out.
    private static final int HELD_OUT = 5;

    /// How many groups the classes are left out in, one after the other, to see what becomes of classes without labels.
    private static final int GROUPS = 5;

    /// Classes that nobody labelled may lose so little: it is less than what chance does to the figure.
    private static final double ALLOWED = 0.01;

    private final Gallery gallery;
    private final Ranking ranking;
    private final Catalogue catalogue;
    private final Training training;

    Learning(Gallery gallery, Ranking ranking, Catalogue catalogue, Training training) {
        this.gallery = gallery;
        this.catalogue = catalogue;
        this.ranking = ranking;
        this.training = training;
    }

    TrainingReport run() {
        Path pairs = training.pairs();
        return pairs == null
                ? byLabels()
                : byPairs(PairTable.read(gallery.folder(), catalogue, pairs.toAbsolutePath().normalize()));
    }

    private TrainingReport byLabels() {
        Map<Long, Labelled> known = known();
        long start = System.nanoTime();
        Ranking.Learnt learnt = ranking.learn(id -> taught(known, id), training.labels(), training.seed());
        double seconds = (System.nanoTime() - start) / 1e9;
        Vectors before = ranking.vectors();
        Evaluation served = evaluation(before, known, labels -> true);
        if (served.overall().queries() == 0) {
            throw new IllegalArgumentException(
                    "no picture is held out to measure with; hold out some that have labels which others share");
        }
        Evaluation found = evaluation(learnt.vectors(), known, labels -> true);
        return judged(learnt, seconds, served, found, unlabelled(known, before));
    }

    /// A held-out picture is asked for among all; what it is like, and what else is liked by the same, are the right answers.
    private TrainingReport byPairs(List<Pair> pairs) {
        long[] ones = pairs.stream().filter(Pair::alike).mapToLong(Pair::one).sorted().distinct().toArray();
        Set<Long> heldOut = IntStream.range(0, ones.length).filter(i -> i % HELD_OUT == 0).mapToObj(i -> ones[i])
                .collect(Collectors.toSet());
        var labels = new HashMap<Long, Set<String>>();
        pairs.stream().filter(pair -> pair.alike() && heldOut.contains(pair.one())).forEach(pair -> {
            labels.computeIfAbsent(pair.one(), _ -> new HashSet<>()).add("like " + pair.one());
            labels.computeIfAbsent(pair.other(), _ -> new HashSet<>()).add("like " + pair.one());
        });
        LongFunction<Labelled> known = id -> new Labelled(labels.getOrDefault(id, Set.of()),
                heldOut.contains(id) ? Labelled.Role.BOTH : Labelled.Role.GALLERY);
        long start = System.nanoTime();
        Ranking.Learnt learnt = ranking.learn(pairs.stream().filter(pair -> !heldOut.contains(pair.one())).toList(),
                training.seed());
        double seconds = (System.nanoTime() - start) / 1e9;
        return judged(learnt, seconds, Evaluation.run(ranking.vectors(), known, Metric.COSINE),
                Evaluation.run(learnt.vectors(), known, Metric.COSINE), TrainingReport.Change.NONE);
    }

    /// Has what was learnt serve unless it is worse.
    private static TrainingReport judged(Ranking.Learnt learnt, double seconds, Evaluation served, Evaluation found,
            TrainingReport.Change unlabelled) {
        var precision = change(served.overall(), found.overall(), Measure.PRECISION_AT_10);
        var average = change(served.overall(), found.overall(), Measure.MEAN_AVERAGE_PRECISION);
        boolean isOfClasses = unlabelled.before().mean() > 0;
        String reason = "";
        if (precision.worse() || average.worse()) {
            reason = "the held-out pictures are not found better; give more labels or pairs, or see whether they are right";
        } else if (unlabelled.after().mean() < unlabelled.before().mean() - ALLOWED) {
            reason = "classes without labels would be found worse; label more classes";
        } else {
            learnt.serve();
        }
        return new TrainingReport(reason.isEmpty(),
                !reason.isEmpty()
                        ? reason
                        : "held-out pictures are found better"
                                + (isOfClasses ? ", and classes without labels no worse" : ""),
                learnt.description(), learnt.count(), served.overall().queries(), seconds, precision, average,
                unlabelled);
    }

    // Each class is left out once, together with some others.
    private TrainingReport.Change unlabelled(Map<Long, Labelled> known, Vectors before) {
        var classes = new TreeSet<String>();
        known.values().forEach(each -> classes.addAll(each.labels()));
        if (classes.size() < 3) {
            return TrainingReport.Change.NONE;
        }
        int groups = Math.min(GROUPS, classes.size());
        var served = new TreeMap<Long, double[]>();
        for (int group = 0; group < groups; group++) {
            int now = group;
            int[] number = {0};
            Set<String> leftOut = classes.stream().filter(_ -> number[0]++ % groups == now)
                    .collect(Collectors.toSet());
            Function<Long, Set<String>> taught = id -> {
                var left = new HashSet<>(taught(known, id));
                left.removeAll(leftOut);
                return left;
            };
            Ranking.Learnt learnt = ranking.learn(taught::apply, training.labels(), training.seed());
            Predicate<Set<String>> asked = leftOut::containsAll;
            note(served, evaluation(before, known, asked), known, 0);
            note(served, evaluation(learnt.vectors(), known, asked), known, 1);
        }
        if (served.isEmpty()) {
            return TrainingReport.Change.NONE;
        }
        return new TrainingReport.Change(mean(served, 0), mean(served, 1));
    }

    private static void note(Map<Long, double[]> noted, Evaluation evaluation, Map<Long, Labelled> known, int which) {
        evaluation.asked().forEach(query -> {
            long right = query.answers().stream()
                    .filter(id -> !Collections.disjoint(query.labels(), Objects.requireNonNull(known.get(id)).labels()))
                    .count();
            noted.computeIfAbsent(query.id(), _ -> new double[2])[which] = (double) right / Asked.KEPT;
        });
    }

    private static Estimate mean(Map<Long, double[]> noted, int which) {
        return Estimate.of(noted.values().stream().mapToDouble(values -> values[which]).toArray());
    }

    private static TrainingReport.Change change(Figures before, Figures after, Measure measure) {
        return new TrainingReport.Change(Objects.requireNonNull(before.estimates().get(measure)),
                Objects.requireNonNull(after.estimates().get(measure)));
    }

    private static Evaluation evaluation(Vectors vectors, Map<Long, Labelled> known,
            Predicate<Set<String>> asked) {
        return Evaluation.run(vectors, id -> {
            Labelled one = known.get(id);
            if (one == null || one.role() != Labelled.Role.QUERY) {
                return one;
            }
            return asked.test(one.labels()) ? one : null;
        }, Metric.COSINE);
    }

    private static Set<String> taught(Map<Long, Labelled> known, long id) {
        Labelled one = known.get(id);
        return one == null || one.role() == Labelled.Role.QUERY ? Set.of() : one.labels();
    }

    private Map<Long, Labelled> known() {
        var known = new HashMap<Long, Labelled>();
        var members = new HashMap<Set<String>, Integer>();
        var page = gallery.images(Filter.all(), 0, Gallery.MAX_COUNT);
        while (!page.isEmpty()) {
            for (Image image : page) {
                Set<String> labels = image.labels(training.labels());
                boolean asks = training.ask().isEmpty()
                        ? members.merge(labels, 1, Integer::sum) % HELD_OUT == 0
                        : isIn(image, training.ask());
                if (!labels.isEmpty() && (asks || isIn(image, training.among()))) {
                    known.put(image.id(),
                            new Labelled(labels, asks ? Labelled.Role.QUERY : Labelled.Role.GALLERY));
                }
            }
            page = gallery.images(Filter.all(), page.getLast().id(), Gallery.MAX_COUNT);
        }
        return known;
    }

    private static boolean isIn(Image image, String part) {
        String folder = image.folder();
        return part.isEmpty() || folder.equals(part) || folder.startsWith(part + "/")
                || part.equals(image.metadata().get("split"));
    }
}
