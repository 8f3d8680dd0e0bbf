package dev.lookalike.gallery.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

import dev.lookalike.gallery.Progress;
import dev.lookalike.gallery.Vectors;
import dev.lookalike.index.Metric;
import org.jspecify.annotations.Nullable;

/// How good are the answers, measured by labels?
///
/// Each labelled picture that [asks][Labelled.Role] is asked for in turn, as if it were not in the gallery, and all others
/// that answer are ranked; those that share a label with it are the right answers. A picture without any is not asked for.
///
/// @param overall
///            over all queries
/// @param labels
///            over the queries of each label, by name; a query with several labels counts for each
/// @param asked
///            every query, by ascending id
/// @param confusion
///            of the queries of a label, which share of the first ten answers has which labels
public record Evaluation(Figures overall, Map<String, Figures> labels, List<Asked> asked,
        Map<String, Map<String, Double>> confusion) {

    /// How many pictures are asked for unless told otherwise; of more, so many are taken evenly.
    public static final int MOST_QUERIES = 10_000;

    public Evaluation {
        labels = Map.copyOf(labels);
        asked = List.copyOf(asked);
        confusion = Map.copyOf(confusion);
    }

    /// Measures a gallery's vectors, leave-one-out or with held-out queries, as the labels say.
    ///
    /// Exact: every query is compared with every vector, in double over its values as floats. `4 * values` bytes for
    /// each labelled picture go to a temporary file; the heap holds some tens of megabytes for each core and a few
    /// numbers for each picture, however many there are. Costs a pass over all vectors for each query; all cores work
    /// on it.
    ///
    /// @param vectors
    ///            all of one moment, see [dev.lookalike.gallery.Gallery#vectors()]
    /// @param labels
    ///            of the picture with an id, or null to leave it out
    /// @param metric
    ///            how vectors are compared
    /// @param mostQueries
    ///            how many pictures may be asked for, 1 or more
    /// @param progress
    ///            hears how many have been, from any thread
    /// @throws java.io.UncheckedIOException
    ///             if there is no room for the temporary file
    public static Evaluation run(Vectors vectors, LongFunction<@Nullable Labelled> labels, Metric metric,
            int mostQueries, Progress progress) {
        if (mostQueries < 1) {
            throw new IllegalArgumentException("mostQueries is " + mostQueries + "; ask for 1 or more");
        }
        try (var labelled = new LabelledVectors(metric)) {
            vectors.forEach((id, vector) -> {
                Labelled known = labels.apply(id);
                if (known != null) {
                    labelled.add(id, known, vector);
                }
            });
            var answered = new ArrayList<Answered>();
            int[] queries = labelled.queries(mostQueries);
            var told = new Told(progress, queries.length);
            labelled.rank(queries, (query, ranks, answers) -> {
                var one = Answered.of(query, labelled, ranks, answers);
                synchronized (answered) {
                    answered.add(one);
                    told.answered(answered.size());
                }
            });
            answered.sort(Comparator.comparingLong(one -> one.asked.id()));
            return of(answered);
        }
    }

    /// [#run(Vectors, LongFunction, Metric, int, Progress)] with up to [#MOST_QUERIES] queries, telling nobody.
    public static Evaluation run(Vectors vectors, LongFunction<@Nullable Labelled> labels, Metric metric) {
        return run(vectors, labels, metric, MOST_QUERIES, Progress.none());
    }

    /// How good guesses are that follow the labels of the first ten answers: the share that has a label is its probability.
    public Guessing guessing() {
        return Guessing.of(asked, Asked::shares);
    }

    /// Says how far it has come, some times a second at most.
    private static final class Told {
        private static final long PAUSE_NANOS = 200_000_000;

        private final Progress progress;
        private final int total;
        private final long begun = System.nanoTime();
        private long last = begun;

        Told(Progress progress, int total) {
            this.progress = progress;
            this.total = total;
        }

        void answered(int done) {
            long now = System.nanoTime();
            if (now - last >= PAUSE_NANOS || done == total) {
                last = now;
                double perSecond = done / ((now - begun) / 1e9);
                progress.at(new Progress.State(total, done, 0, perSecond, (total - done) / perSecond, done == total));
            }
        }
    }

    private static Evaluation of(List<Answered> answered) {
        var kinds = new TreeMap<String, Kind>();
        for (Answered one : answered) {
            one.asked.labels().forEach(label -> kinds.computeIfAbsent(label, _ -> new Kind()).add(one));
        }
        var figures = new TreeMap<String, Figures>();
        var confusion = new TreeMap<String, Map<String, Double>>();
        kinds.forEach((label, kind) -> {
            figures.put(label, Figures.of(kind.values));
            confusion.put(label, kind.meanShares());
        });
        return new Evaluation(Figures.of(answered.stream().map(Answered::values).toList()), figures,
                answered.stream().map(Answered::asked).toList(), confusion);
    }

    /// What the queries of one label gather.
    private static final class Kind {
        private final List<double[]> values = new ArrayList<>();
        private final Map<String, Double> shares = new TreeMap<>();

        void add(Answered one) {
            values.add(one.values);
            one.asked.shares().forEach((label, share) -> shares.merge(label, share, Double::sum));
        }

        Map<String, Double> meanShares() {
            var means = new TreeMap<String, Double>();
            shares.forEach((label, sum) -> means.put(label, sum / values.size()));
            return means;
        }
    }

    /// A query with its measures.
    private record Answered(Asked asked, double[] values) {
        static Answered of(int query, LabelledVectors vectors, int[] ranks, int[] answers) {
            double[] values = Measure.REPORTED.stream().mapToDouble(measure -> measure.of(ranks)).toArray();
            var shares = new TreeMap<String, Double>();
            var ids = new ArrayList<Long>(answers.length);
            for (int answer : answers) {
                ids.add(vectors.id(answer));
                vectors.labels(answer).forEach(label -> shares.merge(label, 1.0, Double::sum));
            }
            shares.replaceAll((_, count) -> count / answers.length);
            return new Answered(new Asked(vectors.id(query), vectors.labels(query),
                    Measure.MEAN_AVERAGE_PRECISION.of(ranks), ids, shares), values);
        }
    }
}
