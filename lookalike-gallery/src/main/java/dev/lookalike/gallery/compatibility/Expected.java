package dev.lookalike.gallery.compatibility;

import java.util.Arrays;

/// How large weights are expected to be before anything is seen: the variance of each group of them, about 0.
///
/// @param together
///            of two values of each field, then of two coordinates of each block
/// @param alone
///            of a value of each field alone, then of a coordinate of each block
/// @param relations
///            of each relation
@SuppressWarnings("ArrayRecordComponent") // not compared
record Expected(double[] together, double[] alone, double[] relations) {
    /*
     * Little is known of two values and more of relations, of which there are few: TOGETHER, ALONE and RELATION, found on the demo's
     * seed 1. What a field is worth is then read off the weights that were learnt (MacKay 1992, the evidence approximation, with the
     * curvature's diagonal): the mean of their squares and of what is left unsure of each, as if some weights more had been seen that are
     * as small as HARDLY. A field that says nothing of what goes together (what lies behind the thing) is thereby hardly listened to.
     */
    private static final double TOGETHER = 0.03;
    private static final double ALONE = 0.1;
    private static final double RELATION = 0.3;
    private static final double HARDLY = 0.01;
    private static final double MORE = 1;
    private static final double LEAST = 1e-6;

    static Expected first(Known known, double strength) {
        var together = new double[known.codes.length + known.begins.length - 1];
        Arrays.fill(together, strength * TOGETHER);
        var alone = new double[together.length];
        Arrays.fill(alone, strength * ALONE);
        var relations = new double[known.relations()];
        Arrays.fill(relations, strength * RELATION);
        return new Expected(together, alone, relations);
    }

    /// What is expected after some weights were learnt.
    ///
    /// @param curves
    ///            how sharply what was seen holds each of them
    Expected after(Known known, Weights weights, Weights curves) {
        var nextTogether = new double[together.length];
        var nextAlone = new double[alone.length];
        int from = 0;
        for (int group = 0; group < together.length; group++) {
            int field = group - known.codes.length;
            double[] squares = field < 0 ? weights.fields()[group] : weights.blocks()[field];
            double[] held = field < 0 ? curves.fields()[group] : curves.blocks()[field];
            int side = (int) Math.round(Math.sqrt(squares.length));
            double sum = MORE * HARDLY;
            for (int i = 0; i < side; i++) {
                for (int j = 0; j <= i; j++) {
                    double curve = held[i * side + j] + (i == j ? 0 : held[j * side + i]);
                    sum += size(squares[i * side + j], curve, together[group]);
                }
            }
            nextTogether[group] = Math.max(LEAST, sum / (side * (side + 1) / 2.0 + MORE));
            sum = MORE * HARDLY;
            for (int i = from; i < from + side; i++) {
                sum += size(weights.alone()[i], curves.alone()[i], alone[group]);
            }
            nextAlone[group] = Math.max(LEAST, sum / (side + MORE));
            from += side;
        }
        var nextRelations = new double[relations.length];
        for (int i = 0; i < relations.length; i++) {
            double sum = MORE / 2 * relations[i] / 3
                    + size(weights.relations()[i], curves.relations()[i], relations[i]);
            nextRelations[i] = sum / (1 + MORE / 2);
        }
        return new Expected(nextTogether, nextAlone, nextRelations);
    }

    private static double size(double weight, double curve, double variance) {
        return weight * weight + 1 / (curve + 1 / variance);
    }
}
