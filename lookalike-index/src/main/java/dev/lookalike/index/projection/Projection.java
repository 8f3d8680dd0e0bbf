package dev.lookalike.index.projection;

import dev.lookalike.index.kernel.Kernels;

/// A linear map of unit vectors to fewer values: minus the mean, times a basis of nearly orthonormal rows.
///
/// @param dimension
///            how many values go in
/// @param count
///            how many come out
/// @param mean
///            padded to a row ([Kernels#padded])
/// @param basis
///            `count` padded rows
/// @param skew
///            at most how far the basis is from orthonormal: the Frobenius norm of (basis times its transpose,
///            minus one)
public record Projection(int dimension, int count, float[] mean, float[] basis, double skew) {

    /// The most values that are the head: those that hold the most energy, and come first.
    public static final int HEAD = 128;

    /// How many of `count` values are the head.
    public static int headCount(int count) {
        return Math.min(count, HEAD);
    }

    /// A projection with its skew measured.
    public static Projection of(int dimension, int count, float[] mean, float[] basis) {
        return new Projection(dimension, count, mean, basis, skew(count, Kernels.padded(dimension), basis));
    }

    /// How many floats a row takes.
    public int stride() {
        return mean.length;
    }

    /// The values of a padded row: of a query, which is not centred, since only its inner product with centred
    /// rows counts.
    public void apply(float[] row, float[] values) {
        Kernels.chosen().dots(row, basis, 0, stride(), count, values);
    }

    /// The values of several padded rows, as [#apply(float[], float[])] gives them one by one.
    public void apply(float[][] rows, float[][] values) {
        Kernels.chosen().products(rows, basis, stride(), count, values);
    }

    /// Takes the mean from a padded row.
    public void centre(float[] row) {
        for (int i = 0; i < row.length; i++) {
            row[i] -= mean[i];
        }
    }

    /// How far off the length of the values of a row of length at most 2 may be, for the rounding of single precision
    /// ([Kernels#roundings]): at most so much for each value.
    public double roundingError() {
        return 2.02 * (1 + skew) * (Kernels.chosen().roundings(stride()) + 1) * 0x1p-24 * Math.sqrt(count);
    }

    private static double skew(int count, int stride, float[] basis) {
        var kernels = Kernels.chosen();
        double squares = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j <= i; j++) {
                double off = kernels.dot(basis, i * stride, basis, j * stride, stride) - (i == j ? 1 : 0);
                squares += i == j ? off * off : 2 * off * off;
            }
        }
        return Math.sqrt(squares) * (1 + 1e-9);
    }
}
