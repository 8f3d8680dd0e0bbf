package dev.lookalike.gallery.ranking;

/// What the scores of one answer mean.
///
/// @param measured
///            whether the collection said so; otherwise everything counts as alike, and the scale is a fixed one
/// @param cutOff
///            the score below which a picture is unrelated
/// @param unrelated
///            the score of two pictures taken at random
/// @param same
///            the score of a picture with itself
record Judgement(boolean measured, double cutOff, double unrelated, double same) {
    /// A score this far of the way from unrelated to the same is that of two copies of one photo.
    private static final double COPY = 0.9;

    private static final double PRACTICALLY_THE_SAME = 0.999;

    /// The same, where nothing with a score like this is alike.
    Judgement above(double score) {
        return new Judgement(true, Math.nextUp(score), unrelated, same);
    }

    boolean alike(double score) {
        return !measured || score >= cutOff;
    }

    /// The score between unrelated (0) and the same (1); a half is at the cut-off, where there is one.
    double likeness(double score) {
        double place = place(score);
        double middle = measured ? Math.clamp(place(cutOff), 0.05, 0.95) : 0.5;
        double likeness = place < middle ? place / middle / 2 : 0.5 + (place - middle) / (1 - middle) / 2;
        return Math.clamp(likeness, 0, 1);
    }

    boolean isCopy(double score) {
        return place(score) >= COPY;
    }

    boolean isSame(double score) {
        return place(score) >= PRACTICALLY_THE_SAME;
    }

    private double place(double score) {
        return (score - unrelated) / (same - unrelated);
    }
}
