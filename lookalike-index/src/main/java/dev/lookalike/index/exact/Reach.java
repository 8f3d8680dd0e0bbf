package dev.lookalike.index.exact;

import dev.lookalike.index.Metric;
import dev.lookalike.index.kernel.Kernels;

/// How near a row may be at most, told from a single-precision sum: the bound that makes a fast search exact.
public final class Reach {
    /*
     * Let q be the query, x a row, u the query divided by its length and rounded to floats, and s the single-precision
     * inner product of u and x. Each value of u is off by a rounding, and each term of s passes through at most m roundings
     * (Kernels), each a factor within 1 ± 2^-24. By Cauchy-Schwarz the absolute products sum to at most |x| (1 + 2^-24), so
     *
     *     | s - <q, x> / |q| |  <=  e |x|,    e = (m + 2) 2^-24, and a hundredth more for the terms of second order.
     *
     * That hundredth is at least 10^-9 and also covers the rounding of everything here that is done in doubles (10^-13).
     * Sums cannot overflow and products cannot lose precision to underflow where |x| is tame (Chunk); other rows have the
     * length NaN, for which no comparison below holds, so they are always looked at.
     *
     * A row can be left out when its score must be below t, the worst of the hits so far. In each metric that is a
     * comparison of s with a polynomial in |x|:
     *
     *     cosine          s / |x| + e < t                     s < (t - e) |x|
     *     inner product   |q| (s + e |x|) < t                 s < t / |q| - e |x|
     *     Euclidean       |q|² + |x|² - 2 |q| (s + e |x|) > t²    s < (|q|² - t²) / 2|q| - e |x| + |x|² / 2|q|
     *
     * What is left is compared by its exact score, computed in doubles; some k ln(n / k) rows in n for the best k, and all
     * near-ties. So the answer is that of doubles throughout, at the speed of floats.
     */
    private static final double ROUNDING = 0x1p-24;
    private static final double SLACK = 1.01;
    private static final double DOUBLE_SLACK = 1e-12;

    private final Metric metric;
    private final double square;
    private final double length;
    private final double error;
    private double constant;
    private double linear;
    private final double quadratic;

    /// For sums of [Kernels#dots] over rows of `stride` values.
    public static Reach ofSums(Metric metric, double squaredLength, int stride) {
        double error = (Kernels.chosen().roundings(stride) + 2) * ROUNDING * SLACK;
        return new Reach(metric, squaredLength, error);
    }

    /// For sums that are nowhere below the truth.
    public static Reach ofUpperBounds(Metric metric, double squaredLength) {
        return new Reach(metric, squaredLength, 0);
    }

    private Reach(Metric metric, double squaredLength, double error) {
        this.metric = metric;
        square = squaredLength;
        length = Math.sqrt(squaredLength);
        this.error = error;
        quadratic = metric == Metric.EUCLIDEAN ? (1 - DOUBLE_SLACK) / (2 * length) : 0;
    }

    /// Asks for scores of at least `threshold` from here on.
    public void raise(double threshold) {
        switch (metric) {
            case COSINE -> linear = threshold - error;
            case INNER_PRODUCT -> {
                constant = (threshold - DOUBLE_SLACK * Math.abs(threshold)) / length;
                linear = -error;
            }
            case EUCLIDEAN -> {
                double limit = threshold > 0 ? 0 : threshold * threshold;
                constant = (square * (1 - DOUBLE_SLACK) - limit * (1 + DOUBLE_SLACK)) / (2 * length);
                linear = -error;
            }
        }
    }

    /// Whether a row of this length may score the threshold or more.
    public boolean includes(double sum, double rowLength) {
        return !(sum < constant + rowLength * (linear + rowLength * quadratic));
    }
}
