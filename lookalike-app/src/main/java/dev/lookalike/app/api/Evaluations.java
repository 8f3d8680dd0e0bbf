package dev.lookalike.app.api;

import java.util.List;

/// How good the answers are, by each kind of label there is.
public record Evaluations(List<Evaluation> evaluations) {

    /// One measurement, leave-one-out; the fields mean what [dev.lookalike.gallery.evaluation.Evaluation] says of them.
    ///
    /// @param labels
    ///            what counted as right, such as `folder`
    public record Evaluation(String labels, int queries, double precisionAt1, double precisionAt10,
            double meanAveragePrecision) {}
}
