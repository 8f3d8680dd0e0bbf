package dev.lookalike.index.projection;

import java.util.Arrays;
import java.util.stream.IntStream;

import dev.lookalike.index.kernel.Kernels;

/// A sample's covariance around its mean, as a map of rows.
sealed interface Covariance {
    /// Writes the products with some padded rows to `products`, one value for each dimension.
    void times(float[][] rows, float[][] products);

    /// Rows that one thread reads together: what they are to each line is a cache line.
    int ROWS = 16;

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
        private static final int SLICE = 1_024;
        /// Lines of the matrix that are made together.
        private static final int LINES = 16;

        private static Full of(Sample sample, float[] mean, int dimension) {
            int stride = mean.length;
            var matrix = new float[dimension * stride];
            for (int first = 0; first < sample.count(); first += SLICE) {
                float[] turned = linesOf(sample, mean, dimension, first, Math.min(SLICE, sample.count() - first),
                        SLICE);
                IntStream.range(0, Math.ceilDiv(dimension, LINES)).parallel()
                        .forEach(group -> add(turned, group * LINES, Math.min(dimension, (group + 1) * LINES), matrix,
                                stride));
            }
            for (int i = 0; i < dimension; i++) {
                for (int j = 0; j < i; j++) {
                    matrix[j * stride + i] = matrix[i * stride + j];
                }
            }
            return new Full(dimension, stride, matrix);
        }

        /// Adds a slice's share to the lines from `first` to `end`, up to the diagonal.
        private static void add(float[] turned, int first, int end, float[] matrix, int stride) {
            var lines = new float[end - first][];
            Arrays.setAll(lines, i -> Arrays.copyOfRange(turned, (first + i) * SLICE, (first + i + 1) * SLICE));
            var products = new float[lines.length][end];
            Kernels.chosen().products(lines, turned, SLICE, end, products);
            for (int i = first; i < end; i++) {
                for (int j = 0; j <= i; j++) {
                    matrix[i * stride + j] += products[i - first][j];
                }
            }
        }

        @Override
        public void times(float[][] rows, float[][] products) {
            Kernels.chosen().products(rows, matrix, stride, dimension, products);
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
        public void times(float[][] queries, float[][] products) {
            var weights = new float[queries.length][Kernels.padded(count)];
            Kernels.chosen().products(queries, rows, stride, count, weights);
            Kernels.chosen().products(weights, turned, Kernels.padded(count), dimension, products);
        }
    }

    /// Centred rows of the sample, one line of `width` for each value.
    private static float[] linesOf(Sample sample, float[] mean, int dimension, int first, int rowCount, int width) {
        var turned = new float[dimension * width];
        IntStream.range(0, Math.ceilDiv(rowCount, ROWS)).parallel().forEach(group -> {
            var row = new float[mean.length];
            for (int i = group * ROWS; i < Math.min(rowCount, (group + 1) * ROWS); i++) {
                sample.read(first + i, row);
                for (int j = 0; j < dimension; j++) {
                    turned[j * width + i] = row[j] - mean[j];
                }
            }
        });
        return turned;
    }
}
