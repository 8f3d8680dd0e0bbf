package dev.lookalike.index.exact;

import java.util.List;

import dev.lookalike.index.Hit;
import dev.lookalike.index.Metric;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.kernel.Kernels;

/// A query, and the best rows it has met so far.
public final class Ranking {
    /// Lengths for which a single-precision sum neither overflows nor loses its precision to tiny values.
    private static final double SHORTEST_TAME = 1e-30;
    private static final double LONGEST_TAME = 1e37;

    private static final Kernels KERNELS = Kernels.chosen();

    private final int stride;
    private final Metric metric;
    private final float[] query;
    private final double square;
    private final float[] direction;
    private final Reach reach;
    private final Best best;
    private final float[] sum = new float[1];

    /// @param room
    ///            how many rows there are to meet
    /// @throws IllegalArgumentException
    ///             if the query has another dimension, a value that is not finite, or only zeros
    public Ranking(int dimension, float[] query, SearchSpec spec, int room) {
        Checks.dimension(query, dimension, "query");
        stride = Kernels.padded(dimension);
        metric = spec.metric();
        this.query = new float[stride];
        System.arraycopy(query, 0, this.query, 0, dimension);
        square = Checks.squaredLength(this.query, 0, stride, "query");
        direction = direction(this.query, square);
        best = new Best(Math.clamp(room, 1, spec.count()), spec.atLeast());
        reach = Reach.ofSums(metric, square, stride);
        reach.raise(best.threshold());
    }

    /// A vector divided by its length, rounded to floats.
    ///
    /// @param square
    ///            its squared length
    public static float[] direction(float[] vector, double square) {
        var direction = new float[vector.length];
        double length = Math.sqrt(square);
        for (int i = 0; i < vector.length; i++) {
            direction[i] = (float) (vector[i] / length);
        }
        return direction;
    }

    /// The length of a row; NaN, which passes every test of [Reach], if a single-precision sum over it cannot
    /// be trusted.
    public static double tameLength(double square) {
        double length = Math.sqrt(square);
        return length >= SHORTEST_TAME && length <= LONGEST_TAME ? length : Double.NaN;
    }

    /// The query divided by its length, padded.
    public float[] direction() {
        return direction;
    }

    /// The query's squared length.
    public double square() {
        return square;
    }

    /// The score below which a row is of no use.
    public double threshold() {
        return best.threshold();
    }

    /// Whether a row may be among the best.
    ///
    /// @param sum
    ///            the inner product of [#direction] and the row by [Kernels#dots]
    /// @param length
    ///            [#tameLength] of the row
    public boolean mayTake(float sum, double length) {
        return reach.includes(sum, length);
    }

    /// Takes a row if it is among the best.
    public void offer(float[] values, int start, double rowSquare, long id) {
        if (best.offer(score(values, start, rowSquare), id)) {
            reach.raise(best.threshold());
        }
    }

    /// Looks at one row, in single precision first.
    public void consider(float[] values, int start, double rowSquare, double length, long id) {
        KERNELS.dots(direction, values, start, stride, 1, sum);
        if (mayTake(sum[0], length)) {
            offer(values, start, rowSquare, id);
        }
    }

    /// The exact score, never a negative zero.
    private double score(float[] values, int start, double rowSquare) {
        return switch (metric) {
            case COSINE -> Math.clamp(dot(values, start) / Math.sqrt(square * rowSquare), -1.0, 1.0) + 0.0;
            case INNER_PRODUCT -> dot(values, start) + 0.0;
            case EUCLIDEAN -> 0.0 - Math.sqrt(KERNELS.squaredDistance(query, 0, values, start, stride));
        };
    }

    private double dot(float[] values, int start) {
        return KERNELS.dot(query, 0, values, start, stride);
    }

    /// The hits, best first; once, at the end.
    public List<Hit> hits() {
        return best.drain();
    }
}
