package dev.lookalike.index.store;

import java.util.Arrays;

import dev.lookalike.index.Metric;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.code.Coder;
import dev.lookalike.index.code.QueryCode;
import dev.lookalike.index.exact.Ranking;
import dev.lookalike.index.kernel.CodeKernels;

/// Scores the best of some candidates exactly.
final class Rerank {
    /*
     * The candidates come with estimates by their heads. Those by all codes are computed, and rows are scored from the best
     * estimate on, until the next is below the worst of the best scores. Estimates are rather too high than too low (QueryCode):
     * what is left out then would have to be among the best against the odds.
     */
    private static final CodeKernels KERNELS = CodeKernels.chosen();

    private Rerank() {}

    /// Shows the ranking the best of the candidates, at least as many as are asked for and at most `most`.
    ///
    /// @param ordinals
    ///            rows that may be answered
    /// @param estimates
    ///            by their heads
    static void run(CodedRows rows, QueryCode query, SearchSpec spec, Ranking ranking, int[] ordinals,
            float[] estimates, int count, int most) {
        var sums = new int[count];
        if (rows.restSize() > 0) {
            KERNELS.dotsAt(query.rest(), rows.rests(), rows.restSize(), ordinals, count, sums);
        }
        double queryLength = Math.sqrt(ranking.square());
        float[] headOutside = rows.terms(Coder.HEAD_OUTSIDE);
        float[] outside = rows.terms(Coder.OUTSIDE);
        float[] inside = rows.terms(Coder.INSIDE);
        var order = new long[count];
        for (int i = 0; i < count; i++) {
            int ordinal = ordinals[i];
            double estimate = query.estimate(estimates[i], sums[i], headOutside[ordinal], outside[ordinal])
                    + query.spread(inside[ordinal]);
            order[i] = entry(score(spec.metric(), estimate, queryLength, rows, ordinal), i);
        }
        Arrays.sort(order);
        var row = new float[rows.stride()];
        for (int place = 0; place < Math.min(most, count); place++) {
            if (place >= spec.count() && scoreOf(order[place]) < ranking.threshold()) {
                return;
            }
            rows.show(ordinals[(int) order[place]], ranking, row);
        }
    }

    /// A number that orders candidates as the metric does; of the cosine, the score.
    static double score(Metric metric, double estimate, double queryLength, CodedRows rows, int ordinal) {
        return switch (metric) {
            case COSINE -> estimate;
            case INNER_PRODUCT -> queryLength * Math.sqrt(rows.square(ordinal)) * estimate;
            case EUCLIDEAN -> {
                double square = rows.square(ordinal);
                double distance = queryLength * (queryLength - 2 * Math.sqrt(square) * estimate) + square;
                yield -Math.sqrt(Math.max(0, distance));
            }
        };
    }

    /// A number that is less for higher scores, and tells the candidate's place.
    private static long entry(double score, int place) {
        int bits = Float.floatToRawIntBits((float) -score);
        return (long) (bits ^ ((bits >> (Integer.SIZE - 1)) & Integer.MAX_VALUE)) << Integer.SIZE | place;
    }

    private static double scoreOf(long entry) {
        int bits = (int) (entry >> Integer.SIZE);
        return -Float.intBitsToFloat(bits ^ ((bits >> (Integer.SIZE - 1)) & Integer.MAX_VALUE));
    }
}
