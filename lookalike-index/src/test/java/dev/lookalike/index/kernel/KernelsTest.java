package dev.lookalike.index.kernel;

import java.math.BigDecimal;
import java.util.Random;
import java.util.stream.IntStream;

import dev.lookalike.index.contract.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The twins agree with each other and keep what [Kernels] promises.
final class KernelsTest {
    private static final int ROWS = 11;
    private static final int START = 3;

    private final Kernels scalar = new ScalarKernels();
    private final Kernels simd = new SimdKernels();

    static IntStream strides() {
        return IntStream.concat(IntStream.rangeClosed(1, 20).map(i -> i * Kernels.LANES),
                IntStream.of(1280, 2048, 4096));
    }

    @Test
    void chosen_withVectorModule_isSimd() {
        assertThat(Kernels.chosen()).isInstanceOf(SimdKernels.class);
    }

    @Test
    void padded_ofDimension_isNextMultiple() {
        assertThat(IntStream.of(1, 15, 16, 17, 1280).map(Kernels::padded)).containsExactly(16, 16, 16, 32, 1280);
    }

    @ParameterizedTest
    @MethodSource("strides")
    void dot_ofTwins_isSameToTheBit(int stride) {
        for (double factor : new double[]{1, 1e-40, 1e30}) {
            float[] query = Vectors.times(Vectors.random(new Random(stride), stride), factor);
            float[] rows = Vectors.random(new Random(stride + 1), START + stride * ROWS);
            for (int row = 0; row < ROWS; row++) {
                int start = START + row * stride;
                assertThat(simd.dot(query, 0, rows, start, stride))
                        .isEqualTo(scalar.dot(query, 0, rows, start, stride));
                assertThat(simd.squaredDistance(query, 0, rows, start, stride))
                        .isEqualTo(scalar.squaredDistance(query, 0, rows, start, stride));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("strides")
    void dot_ofRows_isNearTheTruth(int stride) {
        float[] query = Vectors.random(new Random(stride), stride);
        float[] row = Vectors.random(new Random(stride + 1), stride);
        var truth = BigDecimal.ZERO;
        double absolute = 0;
        for (int i = 0; i < stride; i++) {
            truth = truth.add(new BigDecimal((double) query[i] * row[i]));
            absolute += Math.abs((double) query[i] * row[i]);
        }
        assertThat(truth.subtract(new BigDecimal(scalar.dot(query, 0, row, 0, stride))).abs().doubleValue())
                .isLessThanOrEqualTo(absolute * (stride / 16 + 4) * 0x1p-53);
    }

    @ParameterizedTest
    @MethodSource("strides")
    void products_ofQueries_areDotsToTheBit(int stride) {
        int count = Kernels.VALUES_PER_PASS / stride + ROWS;
        var random = new Random(stride);
        float[] rows = Vectors.random(random, count * stride);
        float[][] queries = Vectors.random(random, 3, stride);
        for (var kernels : new Kernels[]{scalar, simd}) {
            var products = new float[queries.length][count];
            kernels.products(queries, rows, stride, count, products);
            for (int k = 0; k < queries.length; k++) {
                var dots = new float[count];
                kernels.dots(queries[k], rows, 0, stride, count, dots);
                assertThat(products[k]).isEqualTo(dots);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("strides")
    void dots_ofTwins_stayWithinTheirBound(int stride) {
        float[] query = Vectors.random(new Random(stride), stride);
        float[] rows = Vectors.random(new Random(stride + 1), START + stride * ROWS);
        for (var kernels : new Kernels[]{scalar, simd}) {
            for (int count = 0; count <= ROWS; count++) {
                var sums = new float[ROWS + 1];
                kernels.dots(query, rows, START, stride, count, sums);
                assertWithinBound(kernels, query, rows, stride, count, sums);
            }
        }
    }

    private void assertWithinBound(Kernels kernels, float[] query, float[] rows, int stride, int count, float[] sums) {
        for (int row = 0; row < count; row++) {
            int start = START + row * stride;
            double absolute = 0;
            for (int i = 0; i < stride; i++) {
                absolute += Math.abs((double) query[i] * rows[start + i]);
            }
            double error = Math.abs(sums[row] - scalar.dot(query, 0, rows, start, stride));
            assertThat(error).isLessThanOrEqualTo(absolute * kernels.roundings(stride) * 0x1p-24);
        }
        for (int row = count; row < sums.length; row++) {
            assertThat(sums[row]).isZero();
        }
    }

    /// Columns for sketches: near what rows give, by both twins.
    @ParameterizedTest
    @CsvSource({"16,1", "48,3", "160,33", "1280,128", "1280,256"})
    void sums_ofTurnedRows_areNearDots(int stride, int count) {
        var random = new Random(stride + count);
        var rows = new float[count * stride];
        var query = new float[stride];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) (random.nextGaussian() / Math.sqrt(stride));
        }
        for (int i = 0; i < stride; i++) {
            query[i] = (float) (random.nextGaussian() / Math.sqrt(stride));
        }
        int[] turned = Kernels.turned(rows, count, stride);
        var dots = new float[count];
        Kernels.chosen().dots(query, rows, 0, stride, count, dots);
        for (var kernels : new Kernels[]{new ScalarKernels(), new SimdKernels()}) {
            var sums = new float[Kernels.paddedColumns(count)];
            kernels.sums(query, turned, sums);
            for (int i = 0; i < count; i++) {
                assertThat(Math.abs(sums[i] - dots[i])).isLessThan(0.02f / (float) Math.sqrt(stride));
            }
        }
    }
}
