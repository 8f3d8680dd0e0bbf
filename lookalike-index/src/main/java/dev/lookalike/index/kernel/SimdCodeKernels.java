package dev.lookalike.index.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The code kernels on the Vector API, for vectors of 128, 256 or 512 bits.
public final class SimdCodeKernels implements CodeKernels {
    private static final VectorSpecies<Short> SHORTS = VectorSpecies.of(short.class,
            VectorShape.forBitSize(Math.max(128, SimdKernels.BITS)));
    private static final VectorSpecies<Integer> INTS = SHORTS.withLanes(int.class);
    private static final int PAIRS = SHORTS.length();
    private static final int STEP = 2 * PAIRS;
    /// Codes until a 16-bit lane has taken its four products.
    private static final int UNTIL_FULL = 4 * PAIRS;
    private static final int LOW_BYTE = 0xFF;
    private static final int CACHE_LINE = 64;

    private static final VectorSpecies<Float> FLOATS = SHORTS.withLanes(float.class);
    private static final VectorSpecies<Short> HALF_SHORTS = VectorSpecies.of(short.class,
            VectorShape.forBitSize(SHORTS.vectorBitSize() / 2));
    /// The sign, which sign extension has copied up to bit 31, and the fifteen bits above the thirteen new ones.
    private static final int HALF_BITS = 0x8FFF_E000;
    private static final float HALF_SCALE = 0x1p112f;

    /// For each vector of a row, the codes at even places and then those at odd ones.
    @Override
    public short[] arranged(byte[] values) {
        var arranged = new short[values.length];
        for (int start = 0; start < values.length; start += STEP) {
            for (int pair = 0; pair < PAIRS; pair++) {
                arranged[start + pair] = values[start + 2 * pair];
                arranged[start + PAIRS + pair] = values[start + 2 * pair + 1];
            }
        }
        return arranged;
    }

    @Override
    public void dots(short[] query, MemorySegment codes, long start, int stride, int count, int[] sums) {
        for (int row = 0; row < count; row++) {
            sums[row] = dot(query, codes, start + (long) row * stride, stride);
        }
    }

    /// Reads one byte of each cache line of all rows before it multiplies: the loads overlap, which makes up for the
    /// prefetch instruction that Java lacks.
    @Override
    public void dotsAt(short[] query, MemorySegment codes, int stride, int[] ordinals, int count, int[] sums) {
        int touched = 0;
        for (int row = 0; row < count; row++) {
            long start = (long) ordinals[row] * stride;
            for (int line = 0; line < stride; line += CACHE_LINE) {
                touched |= codes.get(ValueLayout.JAVA_BYTE, start + line);
            }
        }
        // A code is never negative, so this never holds; the compiler does not know and keeps the loads.
        if (touched < 0) {
            throw new AssertionError("a code has more than 6 bits");
        }
        for (int row = 0; row < count; row++) {
            sums[row] = dot(query, codes, (long) ordinals[row] * stride, stride);
        }
    }

    /// Added to two sums in turn, which are joined at the end, as [SimdKernels] adds.
    @Override
    public float dotHalves(float[] query, MemorySegment halves, long start) {
        var sum = FloatVector.zero(FLOATS);
        var other = sum;
        for (int i = 0; i < query.length; i += FLOATS.length()) {
            var bits = (IntVector) ShortVector
                    .fromMemorySegment(HALF_SHORTS, halves, start + (long) i * Short.BYTES, ByteOrder.LITTLE_ENDIAN)
                    .convertShape(VectorOperators.S2I, INTS, 0);
            var next = bits.lanewise(VectorOperators.LSHL, 13).and(HALF_BITS).reinterpretAsFloats()
                    .fma(FloatVector.fromArray(FLOATS, query, i), other);
            other = sum;
            sum = next;
        }
        return sum.add(other).reduceLanes(VectorOperators.ADD) * HALF_SCALE;
    }

    /// A half's sign, exponent and fraction, moved to a float's places, are the half times 2^-112: their exponents
    /// count from 15 and from 127. That holds for subnormal halves too, which become subnormal floats.
    @Override
    public void halves(MemorySegment halves, long start, int count, float factor, float[] into) {
        int i = 0;
        for (; i + FLOATS.length() <= count; i += FLOATS.length()) {
            var bits = (IntVector) ShortVector
                    .fromMemorySegment(HALF_SHORTS, halves, start + (long) i * Short.BYTES, ByteOrder.LITTLE_ENDIAN)
                    .convertShape(VectorOperators.S2I, INTS, 0);
            bits.lanewise(VectorOperators.LSHL, 13).and(HALF_BITS).reinterpretAsFloats().mul(HALF_SCALE).mul(factor)
                    .intoArray(into, i);
        }
        for (; i < count; i++) {
            into[i] = Float.float16ToFloat(halves.get(ScalarCodeKernels.HALF, start + (long) i * Short.BYTES)) * factor;
        }
    }

    private static int dot(short[] query, MemorySegment codes, long start, int stride) {
        var total = IntVector.zero(INTS);
        for (int block = 0; block < stride; block += UNTIL_FULL) {
            int end = Math.min(block + UNTIL_FULL, stride);
            var sums = ShortVector.zero(SHORTS);
            for (int i = block; i < end; i += STEP) {
                var pairs = ShortVector.fromMemorySegment(SHORTS, codes, start + i, ByteOrder.LITTLE_ENDIAN);
                var even = pairs.and((short) LOW_BYTE).mul(ShortVector.fromArray(SHORTS, query, i));
                var odd = pairs.lanewise(VectorOperators.LSHR, 8).mul(ShortVector.fromArray(SHORTS, query, i + PAIRS));
                sums = sums.add(even).add(odd);
            }
            var two = sums.reinterpretAsInts();
            total = total.add(two.lanewise(VectorOperators.LSHL, Short.SIZE).lanewise(VectorOperators.ASHR, Short.SIZE))
                    .add(two.lanewise(VectorOperators.ASHR, Short.SIZE));
        }
        return total.reduceLanes(VectorOperators.ADD);
    }
}
