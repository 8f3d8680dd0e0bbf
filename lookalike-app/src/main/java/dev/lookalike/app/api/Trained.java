package dev.lookalike.app.api;

import dev.lookalike.gallery.TrainingReport;
import dev.lookalike.gallery.evaluation.Estimate;

/// What was learnt; the fields mean what [TrainingReport] says of them.
public record Trained(boolean switched, String reason, String space, long learntFrom, int queries, double seconds,
        Change precisionAt10, Change meanAveragePrecision, Change unlabelledPrecisionAt10) {

    /// A figure before and after, on held-out pictures.
    public record Change(Evaluations.Estimate before, Evaluations.Estimate after) {
        static Change of(TrainingReport.Change change) {
            return new Change(estimate(change.before()), estimate(change.after()));
        }

        private static Evaluations.Estimate estimate(Estimate one) {
            return new Evaluations.Estimate(one.mean(), one.low(), one.high());
        }
    }

    static Trained of(TrainingReport report) {
        return new Trained(report.switched(), report.reason(), report.space(), report.learntFrom(), report.queries(),
                report.seconds(), Change.of(report.precision()), Change.of(report.averagePrecision()),
                Change.of(report.unlabelled()));
    }
}
