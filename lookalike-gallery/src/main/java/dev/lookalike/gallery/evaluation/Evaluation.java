package dev.lookalike.gallery.evaluation;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

import dev.lookalike.gallery.Vectors;
import dev.lookalike.index.Metric;
import org.jspecify.annotations.Nullable;

/// How good are the answers, measured by labels?
///
/// Each labelled picture is asked for in turn, as if it were not in the gallery (leave one out), and all other labelled
/// pictures are ranked; those with its label are the right answers. A picture that is alone with its label cannot be
/// answered and is not asked for.
///
/// @param overall
///            the mean over all queries
/// @param labels
///            the mean over the queries of each label, by name
public record Evaluation(Figures overall, Map<String, Figures> labels) {

    public Evaluation {
        labels = Map.copyOf(labels);
    }

    /// What was measured over some queries.
    ///
    /// @param queries
    ///            how many
    /// @param precisionAt1
    ///            share of right first answers
    /// @param precisionAt10
    ///            mean share of right answers among the first ten
    /// @param meanAveragePrecision
    ///            over the whole ranking: the mean, over the right answers, of the share of right ones up to each
    public record Figures(int queries, double precisionAt1, double precisionAt10, double meanAveragePrecision) {}

    /// Measures a gallery's vectors.
    ///
    /// Exact: every query is compared with every vector, in double. Takes `4 * values` bytes for each labelled picture,
    /// and a pass over them for each query; all cores work on it. Never holds more than some rows of scores at once.
    ///
    /// @param vectors
    ///            all of one moment, see [dev.lookalike.gallery.Gallery#vectors()]
    /// @param labels
    ///            the label of the picture with an id, or null to leave it out
    /// @param metric
    ///            how vectors are compared
    public static Evaluation run(Vectors vectors, LongFunction<@Nullable String> labels, Metric metric) {
        var labelled = new LabelledVectors(metric);
        vectors.forEach((id, vector) -> {
            String label = labels.apply(id);
            if (label != null) {
                labelled.add(label, vector);
            }
        });
        var sums = new TreeMap<String, Sums>();
        labelled.rank((label, ranks) -> {
            synchronized (sums) {
                sums.computeIfAbsent(label, _ -> new Sums()).add(ranks);
            }
        });
        var all = new Sums();
        var figures = new TreeMap<String, Figures>();
        sums.forEach((label, each) -> {
            all.add(each);
            figures.put(label, each.figures());
        });
        return new Evaluation(all.figures(), figures);
    }
}
