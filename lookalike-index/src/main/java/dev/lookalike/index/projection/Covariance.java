package dev.lookalike.index.projection;

import java.util.Arrays;
import java.util.stream.IntStream;

import dev.lookalike.index.kernel.Kernels;

/// A sample's covariance around its mean, as a map of rows.
sealed interface Covariance {
    /// Writes the product with a padded row to `product`, one value for each dimension.
    void times(float[] row, float[] product);

    /// In whichever form costs less to multiply with.
    static Covariance of(Sample sample, float[] mean, int dimension) {
        return 2 * sample.count() < dimension ? Thin.of(sample, mean, dimension) : Full.of(sample, mean, dimension);
    }

    /// The matrix itself.
    ///
    /// @param matrix
    ///            `dimension` padded rows
    record Full(int dimension, int stride, float[] matrix) implements Covariance {
        /// Rows of the sample that are added at a time: their values, turned, stay in a core's cache.
        private static final int SLICE = 256;

        private static Full of(Sample sample, float[] mean, int dimension) {
            int stride = mean.length;
            var matrix = new float[dimension * stride];
            for (int first = 0; first < sample.count(); first += SLICE) {
                float[] turned = linesOf(sample, mean, dimension, first, Math.min(SLICE, sample.count() - first),
                        SLICE);
                IntStream.range(0, dimension).parallel().forEach(i -> {
                    float[] line = Arrays.copyOfRange(turned, i * SLICE, (i + 1) * SLICE);
                    var products = new float[i + 1];
                    Kernels.chosen().dots(line, turned, 0, SLICE, i + 1, products);
                    for (int j = 0; j <= i; j++) {
                        matrix[i * stride + j] += products[j];
                    }
                });
            }
            for (int i = 0; i < dimension; i++) {
                for (int j = 0; j < i; j++) {
                    matrix[j * stride + i] = matrix[i * stride + j];
                }
            }
            return new Full(dimension, stride, matrix);
        }

        @Override
        public void times(float[] row, float[] product) {
            Kernels.chosen().dots(row, matrix, 0, stride, dimension, product);
        }
    }

    /// The sample itself, where it has fewer rows than half the dimension: `X' (X q)` without `X'X`.
    ///
    /// @param rows
    ///            the centred rows
    /// @param turned
    ///            one line for each value
    record Thin(int count, int dimension, int stride, float[] rows, float[] turned) implements Covariance {

        private static Thin of(Sample sample, float[] mean, int dimension) {
            int count = sample.count();
            int stride = mean.length;
            float[] turned = linesOf(sample, mean, dimension, 0, count, Kernels.padded(count));
            var rows = new float[count * stride];
            int width = Kernels.padded(count);
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < dimension; j++) {
                    rows[i * stride + j] = turned[j * width + i];
                }
            }
            return new Thin(count, dimension, stride, rows, turned);
        }

        @Override
        public void times(float[] row, float[] product) {
            var weights = new float[Kernels.padded(count)];
            Kernels.chosen().dots(row, rows, 0, stride, count, weights);
            Kernels.chosen().dots(weights, turned, 0, weights.length, dimension, product);
        }
    }

    /// Centred rows of the sample, one line of `width` for each value.
    private static float[] linesOf(Sample sample, float[] mean, int dimension, int first, int rowCount, int width) {
        var turned = new float[dimension * width];
        var row = new float[mean.length];
        for (int i = 0; i < rowCount; i++) {
            sample.read(first + i, row);
            for (int j = 0; j < dimension; j++) {
                turned[j * width + i] = row[j] - mean[j];
            }
        }
        return turned;
    }
}
