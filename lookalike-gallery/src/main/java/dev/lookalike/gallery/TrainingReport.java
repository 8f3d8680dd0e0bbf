package dev.lookalike.gallery;

import dev.lookalike.gallery.evaluation.Estimate;

/// What was learnt from labels or pairs, measured on pictures that were held out.
///
/// @param switched
///            whether pictures are compared in the learnt space from now on; it is not if any figure became worse
/// @param reason
///            why
/// @param space
///            that was learnt, such as `learnt from folder, 10 classes: 266 of 1280 values`
/// @param learntFrom
///            how many pictures, or pairs of pictures
/// @param queries
///            how many held-out pictures were asked for
/// @param seconds
///            that learning took
/// @param precision
///            the share of the ten most alike that are of the query's class
/// @param averagePrecision
///            the mean average precision of the whole ranking
/// @param unlabelled
///            the first of these for classes that were left out of what was learnt, each in turn; no queries where there are
///            too few classes, or none
public record TrainingReport(boolean switched, String reason, String space, long learntFrom, int queries,
        double seconds,
        Change precision, Change averagePrecision, Change unlabelled) {

    /// A figure in the space before and in the one that was learnt.
    public record Change(Estimate before, Estimate after) {
        /// What can be told of a figure that was not measured.
        static final Change NONE = new Change(new Estimate(0, 0, 0), new Estimate(0, 0, 0));

        boolean worse() {
            return after.mean() < before.mean();
        }
    }
}
