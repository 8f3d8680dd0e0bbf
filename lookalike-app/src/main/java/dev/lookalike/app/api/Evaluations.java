package dev.lookalike.app.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;

import org.jspecify.annotations.Nullable;

/// How good the answers are, by each kind of label there is: measured at once, or all that are remembered, the newest first.
public record Evaluations(List<Evaluation> evaluations) {

    /// One measurement; the fields mean what [dev.lookalike.gallery.evaluation.Evaluation] says of them.
    ///
    /// @param labels
    ///            what counted as right: `folder`, the name of the folder a picture lies in, or `label`, what was told
    ///            about it in the field of that name
    /// @param occasion
    ///            of what was measured and when; null in a comparison, which says it beside
    /// @param guessing
    ///            how good guesses of the query's label are
    /// @param measures
    ///            by their names, such as `P@10`
    /// @param classes
    ///            by name
    /// @param best
    ///            the queries that were answered best
    /// @param worst
    ///            those that were answered worst, the worst first
    public record Evaluation(String labels, int queries, double precisionAt1, double precisionAt10,
            double meanAveragePrecision, @Nullable Occasion occasion, Guessing guessing,
            Map<String, Estimate> measures, List<OfClass> classes, List<Asked> best, List<Asked> worst) {

        /// The same of pictures with these ids in place of theirs, on this occasion.
        Evaluation with(LongUnaryOperator ids, Occasion then) {
            return new Evaluation(labels, queries, precisionAt1, precisionAt10, meanAveragePrecision, then, guessing,
                    measures, classes, best.stream().map(one -> one.with(ids)).toList(),
                    worst.stream().map(one -> one.with(ids)).toList());
        }
    }

    /// What was measured, and when.
    ///
    /// @param space
    ///            in which pictures were compared, such as `centred, 256 of 1280 values`
    /// @param ask
    ///            the folder or split whose pictures were asked for, or empty
    /// @param among
    ///            the folder or split that answered, or empty
    public record Occasion(String model, String space, String ask, String among, Instant measured) {
        /// Whether a measurement on another occasion takes the place of this one.
        boolean isAgain(Occasion other) {
            return model.equals(other.model) && space.equals(other.space) && ask.equals(other.ask)
                    && among.equals(other.among);
        }
    }

    /// How often the likeliest label was right, and how far its probability was from that.
    public record Guessing(double right, double calibrationError) {}

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
    /// @param answerLabels
    ///            of each answer, several separated by commas
    public record Asked(long image, String label, double averagePrecision, List<Long> answers,
            List<String> answerLabels) {
        Asked with(LongUnaryOperator ids) {
            return new Asked(ids.applyAsLong(image), label, averagePrecision,
                    answers.stream().map(ids::applyAsLong).toList(), answerLabels);
        }
    }
}
