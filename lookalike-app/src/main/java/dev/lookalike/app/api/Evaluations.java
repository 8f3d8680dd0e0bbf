package dev.lookalike.app.api;

import java.util.List;
import java.util.Map;

/// How good the answers are, by each kind of label there is.
public record Evaluations(List<Evaluation> evaluations) {

    /// One measurement; the fields mean what [dev.lookalike.gallery.evaluation.Evaluation] says of them.
    ///
    /// @param labels
    ///            what counted as right: `folder`, the name of the folder a picture lies in, or `label`, what was told
    ///            about it in the field of that name
    /// @param measures
    ///            by their names, such as `P@10`
    /// @param classes
    ///            by name
    /// @param best
    ///            the queries that were answered best
    /// @param worst
    ///            those that were answered worst, the worst first
    public record Evaluation(String labels, int queries, double precisionAt1, double precisionAt10,
            double meanAveragePrecision, Map<String, Estimate> measures, List<OfClass> classes, List<Asked> best,
            List<Asked> worst) {}

    /// A mean over queries, and the 95 % interval of the bootstrap around it.
    public record Estimate(double mean, double low, double high) {}

    /// The queries of one class.
    ///
    /// @param neighbours
    ///            which share of the first ten answers has which class, largest first
    public record OfClass(String name, int queries, double precisionAt10, double meanAveragePrecision,
            Map<String, Double> neighbours) {}

    /// One query.
    ///
    /// @param image
    ///            the id that was asked for
    /// @param answers
    ///            ids, the best first
    public record Asked(long image, String label, double averagePrecision, List<Long> answers) {}
}
