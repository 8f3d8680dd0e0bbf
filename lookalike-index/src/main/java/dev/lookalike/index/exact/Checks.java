package dev.lookalike.index.exact;

import dev.lookalike.index.kernel.Kernels;

/// What a vector must be.
public final class Checks {
    private Checks() {}

    /// The sum of the squares of a padded row.
    ///
    /// @param name
    ///            what the caller calls the vector
    /// @throws IllegalArgumentException
    ///             if it has a value that is not finite, or only zeros
    public static double squaredLength(float[] values, int start, int stride, String name) {
        double square = Kernels.chosen().dot(values, start, values, start, stride);
        if (square > 0 && square < Double.POSITIVE_INFINITY) {
            return square;
        }
        for (int i = 0; i < stride; i++) {
            if (!Float.isFinite(values[start + i])) {
                throw new IllegalArgumentException(
                        "%s has %s at place %d; every value must be finite".formatted(name, values[start + i], i));
            }
        }
        throw new IllegalArgumentException(name + " has only zeros, so it has no direction; leave it out");
    }

    /// Checks how many values a vector has.
    ///
    /// @throws IllegalArgumentException
    ///             if they are not `dimension`
    public static void dimension(float[] vector, int dimension, String name) {
        if (vector.length != dimension) {
            throw new IllegalArgumentException(
                    "%s has %d values; this index holds vectors of %d".formatted(name, vector.length, dimension));
        }
    }

    /// Checks that each vector has an id.
    ///
    /// @throws IllegalArgumentException
    ///             if there are more or fewer vectors than ids
    public static void sameCount(long[] ids, float[][] vectors) {
        if (ids.length != vectors.length) {
            throw new IllegalArgumentException(
                    "%d ids for %d vectors; give each vector an id".formatted(ids.length, vectors.length));
        }
    }
}
