package dev.lookalike.index.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The twins compute the same sums, exactly.
final class CodeKernelsTest {
    private static final int ROWS = 9;

    static IntStream strides() {
        return IntStream.concat(IntStream.rangeClosed(1, 12).map(i -> i * CodeKernels.LANES), IntStream.of(2048, 8192));
    }

    @Test
    void chosen_withVectorModule_isSimd() {
        assertThat(CodeKernels.chosen()).isInstanceOf(SimdCodeKernels.class);
    }

    @ParameterizedTest
    @MethodSource("strides")
    void dots_ofRandomCodes_equalsPlainSum(int stride) {
        var random = new Random(stride);
        var codes = new byte[ROWS * stride];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) random.nextInt(CodeKernels.LARGEST + 1);
        }
        var query = new byte[stride];
        for (int i = 0; i < stride; i++) {
            query[i] = (byte) (random.nextInt(2 * CodeKernels.LARGEST_OF_QUERY + 1) - CodeKernels.LARGEST_OF_QUERY);
        }
        assertEqualSums(query, codes, stride);
    }

    /// Every code the largest: the sums that would overflow first.
    @ParameterizedTest
    @MethodSource("strides")
    void dots_ofLargestCodes_doesNotOverflow(int stride) {
        var codes = new byte[ROWS * stride];
        Arrays.fill(codes, (byte) CodeKernels.LARGEST);
        var query = new byte[stride];
        Arrays.fill(query, (byte) CodeKernels.LARGEST_OF_QUERY);
        assertEqualSums(query, codes, stride);
        Arrays.fill(query, (byte) -CodeKernels.LARGEST_OF_QUERY);
        assertEqualSums(query, codes, stride);
    }

    /// All halves there are, infinities and what is not a number apart, which are never stored.
    @ParameterizedTest
    @ValueSource(floats = {1, 0x1p-126f, 0x1p-14f, 0x1p100f})
    void halves_ofAnyValue_becomeFloats(float factor) {
        short[] halves = new short[1 << 16];
        int count = 0;
        for (int bits = 0; bits < 1 << 16; bits++) {
            if (Float.isFinite(Float.float16ToFloat((short) bits))) {
                halves[count++] = (short) bits;
            }
        }
        try (var arena = Arena.ofConfined()) {
            var segment = arena.allocate(halves.length * 2L, 64);
            MemorySegment.copy(halves, 0, segment, ValueLayout.JAVA_SHORT.withOrder(ByteOrder.LITTLE_ENDIAN), 0, count);
            for (var kernels : new CodeKernels[]{new ScalarCodeKernels(), new SimdCodeKernels()}) {
                var values = new float[count];
                kernels.halves(segment, 6, count - 3, factor, values);
                for (int i = 0; i < count - 3; i++) {
                    assertThat(values[i]).isEqualTo(Float.float16ToFloat(halves[i + 3]) * factor);
                }
            }
        }
    }

    /// Nearer to the sum in doubles than its bound allows, whatever the length.
    @ParameterizedTest
    @ValueSource(ints = {16, 32, 48, 1280, 1296})
    void dotHalves_ofRandomHalves_isWithinItsBound(int length) {
        var random = new Random(length);
        var query = new float[length];
        try (var arena = Arena.ofConfined()) {
            var segment = arena.allocate(2L * length, 64);
            double truth = 0;
            double absolute = 0;
            for (int i = 0; i < length; i++) {
                query[i] = (float) random.nextGaussian();
                short half = Float.floatToFloat16((float) random.nextGaussian());
                segment.set(ScalarCodeKernels.HALF, 2L * i, half);
                double product = (double) query[i] * Float.float16ToFloat(half);
                truth += product;
                absolute += Math.abs(product);
            }
            for (var kernels : new CodeKernels[]{new ScalarCodeKernels(), new SimdCodeKernels()}) {
                double bound = Math.max(new ScalarKernels().roundings(length), new SimdKernels().roundings(length))
                        * 0x1p-24 * absolute;
                assertThat(Math.abs(kernels.dotHalves(query, segment, 0) - truth)).isLessThanOrEqualTo(bound);
            }
        }
    }

    private static void assertEqualSums(byte[] query, byte[] codes, int stride) {
        int[] ordinals = {7, 0, 3, 3, 8};
        try (var arena = Arena.ofConfined()) {
            var segment = arena.allocate(codes.length, 64);
            MemorySegment.copy(codes, 0, segment, ValueLayout.JAVA_BYTE, 0, codes.length);
            for (var kernels : new CodeKernels[]{new ScalarCodeKernels(), new SimdCodeKernels()}) {
                var sums = new int[ROWS - 1];
                kernels.dots(kernels.arranged(query), segment, stride, stride, ROWS - 1, sums);
                assertThat(sums)
                        .isEqualTo(IntStream.range(1, ROWS).map(row -> sum(query, codes, row, stride)).toArray());

                var sumsAt = new int[ordinals.length];
                kernels.dotsAt(kernels.arranged(query), segment, stride, ordinals, ordinals.length, sumsAt);
                assertThat(sumsAt)
                        .isEqualTo(Arrays.stream(ordinals).map(row -> sum(query, codes, row, stride)).toArray());
            }
        }
    }

    private static int sum(byte[] query, byte[] codes, int row, int stride) {
        int sum = 0;
        for (int i = 0; i < stride; i++) {
            sum += query[i] * codes[row * stride + i];
        }
        return sum;
    }
}
