package dev.lookalike.index.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The kernels on the Vector API, for vectors of 128, 256 or 512 bits.
public final class SimdKernels implements Kernels {
    /*
     * Loops of vectors call no method of this class: one that happened to be compiled by itself first is called instead of
     * inlined, and each vector that it takes or gives is then an object. Measured: a projection in 180 us instead of 8.
     */
    /// The vectors' width: the processor's own, at most 512; `-Dlookalike.index.bits=` asks for narrower ones.
    static final int BITS = Math.min(Integer.getInteger("lookalike.index.bits", 512),
            Math.min(512, FloatVector.SPECIES_PREFERRED.vectorBitSize()));

    // Static and final: the compiler turns vector code into vector instructions only for species it knows.
    private static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class,
            VectorShape.forBitSize(Math.max(128, BITS)));
    private static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);
    private static final VectorSpecies<Double> DOUBLES = FLOATS.withLanes(double.class);
    private static final VectorSpecies<Float> HALF = VectorSpecies.of(float.class,
            VectorShape.forBitSize(Math.max(128, BITS) / 2));
    private static final int STEP = FLOATS.length();
    private static final int WIDE = DOUBLES.length();
    private static final VectorShuffle<Float> BY_EIGHT = VectorShuffle.iota(FLOATS, 8, 1, true);
    private static final VectorShuffle<Float> BY_FOUR = VectorShuffle.iota(FLOATS, 4, 1, true);
    private static final VectorShuffle<Float> BY_TWO = VectorShuffle.iota(FLOATS, 2, 1, true);
    private static final VectorShuffle<Float> BY_ONE = VectorShuffle.iota(FLOATS, 1, 1, true);

    /// Whether the processor's vectors are wide enough to be worth it.
    static boolean isSupported() {
        return BITS >= 128;
    }

    @Override
    public void dots(float[] query, float[] rows, int start, int stride, int count, float[] out) {
        int row = 0;
        for (; row + 4 <= count; row += 4) {
            fourDots(query, rows, start + row * stride, stride, out, row);
        }
        for (; row < count; row++) {
            out[row] = oneDot(query, rows, start + row * stride, stride);
        }
    }

    /// Four rows at a time: one load of the query serves four of them, and eight sums keep both multipliers busy.
    private static void fourDots(float[] query, float[] rows, int start, int stride, float[] out, int first) {
        int start1 = start + stride;
        int start2 = start1 + stride;
        int start3 = start2 + stride;
        var sum0 = FloatVector.zero(FLOATS);
        var sum1 = sum0;
        var sum2 = sum0;
        var sum3 = sum0;
        var more0 = sum0;
        var more1 = sum0;
        var more2 = sum0;
        var more3 = sum0;
        int i = 0;
        for (; i + 2 * STEP <= stride; i += 2 * STEP) {
            var q = FloatVector.fromArray(FLOATS, query, i);
            sum0 = FloatVector.fromArray(FLOATS, rows, start + i).fma(q, sum0);
            sum1 = FloatVector.fromArray(FLOATS, rows, start1 + i).fma(q, sum1);
            sum2 = FloatVector.fromArray(FLOATS, rows, start2 + i).fma(q, sum2);
            sum3 = FloatVector.fromArray(FLOATS, rows, start3 + i).fma(q, sum3);
            q = FloatVector.fromArray(FLOATS, query, i + STEP);
            more0 = FloatVector.fromArray(FLOATS, rows, start + i + STEP).fma(q, more0);
            more1 = FloatVector.fromArray(FLOATS, rows, start1 + i + STEP).fma(q, more1);
            more2 = FloatVector.fromArray(FLOATS, rows, start2 + i + STEP).fma(q, more2);
            more3 = FloatVector.fromArray(FLOATS, rows, start3 + i + STEP).fma(q, more3);
        }
        if (i < stride) {
            var q = FloatVector.fromArray(FLOATS, query, i);
            sum0 = FloatVector.fromArray(FLOATS, rows, start + i).fma(q, sum0);
            sum1 = FloatVector.fromArray(FLOATS, rows, start1 + i).fma(q, sum1);
            sum2 = FloatVector.fromArray(FLOATS, rows, start2 + i).fma(q, sum2);
            sum3 = FloatVector.fromArray(FLOATS, rows, start3 + i).fma(q, sum3);
        }
        out[first] = total(sum0.add(more0));
        out[first + 1] = total(sum1.add(more1));
        out[first + 2] = total(sum2.add(more2));
        out[first + 3] = total(sum3.add(more3));
    }

    private static float oneDot(float[] query, float[] rows, int start, int stride) {
        var sum = FloatVector.zero(FLOATS);
        var more = sum;
        int i = 0;
        for (; i + 2 * STEP <= stride; i += 2 * STEP) {
            sum = FloatVector.fromArray(FLOATS, rows, start + i).fma(FloatVector.fromArray(FLOATS, query, i), sum);
            more = FloatVector.fromArray(FLOATS, rows, start + i + STEP)
                    .fma(FloatVector.fromArray(FLOATS, query, i + STEP), more);
        }
        if (i < stride) {
            sum = FloatVector.fromArray(FLOATS, rows, start + i).fma(FloatVector.fromArray(FLOATS, query, i), sum);
        }
        return total(sum.add(more));
    }

    /// The sum of the lanes, by halves. The Vector API's own reduction adds floats in another order before the compiler has seen
    /// it than after, so that the same rows would not always give the same index.
    private static float total(FloatVector lanes) {
        var sums = lanes;
        if (STEP >= 16) {
            sums = sums.add(sums.rearrange(BY_EIGHT));
        }
        if (STEP >= 8) {
            sums = sums.add(sums.rearrange(BY_FOUR));
        }
        sums = sums.add(sums.rearrange(BY_TWO));
        return sums.add(sums.rearrange(BY_ONE)).lane(0);
    }

    /// Four vectors of pairs at a time, which are eight sums: enough to keep both multipliers busy.
    @Override
    public void sums(float[] query, int[] turned, float[] out) {
        int width = out.length / 2;
        int at = 0;
        for (; at + 4 * STEP <= width; at += 4 * STEP) {
            fourPairs(query, turned, width, at, out);
        }
        for (; at < width; at += STEP) {
            onePair(query, turned, width, at, out);
        }
    }

    private static void fourPairs(float[] query, int[] turned, int width, int at, float[] out) {
        var low0 = FloatVector.zero(FLOATS);
        var low1 = low0;
        var low2 = low0;
        var low3 = low0;
        var high0 = low0;
        var high1 = low0;
        var high2 = low0;
        var high3 = low0;
        int from = at;
        for (float value : query) {
            var q = FloatVector.broadcast(FLOATS, value);
            var pairs = IntVector.fromArray(INTS, turned, from);
            low0 = pairs.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(q, low0);
            high0 = pairs.reinterpretAsFloats().fma(q, high0);
            pairs = IntVector.fromArray(INTS, turned, from + STEP);
            low1 = pairs.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(q, low1);
            high1 = pairs.reinterpretAsFloats().fma(q, high1);
            pairs = IntVector.fromArray(INTS, turned, from + 2 * STEP);
            low2 = pairs.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(q, low2);
            high2 = pairs.reinterpretAsFloats().fma(q, high2);
            pairs = IntVector.fromArray(INTS, turned, from + 3 * STEP);
            low3 = pairs.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(q, low3);
            high3 = pairs.reinterpretAsFloats().fma(q, high3);
            from += width;
        }
        low0.intoArray(out, column(at));
        high0.intoArray(out, column(at) + LANES);
        low1.intoArray(out, column(at + STEP));
        high1.intoArray(out, column(at + STEP) + LANES);
        low2.intoArray(out, column(at + 2 * STEP));
        high2.intoArray(out, column(at + 2 * STEP) + LANES);
        low3.intoArray(out, column(at + 3 * STEP));
        high3.intoArray(out, column(at + 3 * STEP) + LANES);
    }

    private static void onePair(float[] query, int[] turned, int width, int at, float[] out) {
        var low = FloatVector.zero(FLOATS);
        var high = low;
        int from = at;
        for (float value : query) {
            var q = FloatVector.broadcast(FLOATS, value);
            var pairs = IntVector.fromArray(INTS, turned, from);
            low = pairs.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().fma(q, low);
            high = pairs.reinterpretAsFloats().fma(q, high);
            from += width;
        }
        low.intoArray(out, column(at));
        high.intoArray(out, column(at) + LANES);
    }

    /// The column that the low half of a pair belongs to.
    private static int column(int at) {
        return at / LANES * COLUMNS + at % LANES;
    }

    /// One for each addition to a sum, one for the odd vector, one for joining the sums, and one for each halving of the lanes.
    @Override
    public int roundings(int stride) {
        return stride / (2 * STEP) + 2 + Integer.numberOfTrailingZeros(STEP);
    }

    @Override
    public double dot(float[] a, int aStart, float[] b, int bStart, int stride) {
        var sums = new double[LANES];
        for (int lane = 0; lane < LANES; lane += WIDE) {
            var sum = DoubleVector.zero(DOUBLES);
            for (int i = lane; i < stride; i += LANES) {
                var x = (DoubleVector) FloatVector.fromArray(HALF, a, aStart + i)
                        .convertShape(VectorOperators.F2D, DOUBLES, 0);
                var y = (DoubleVector) FloatVector.fromArray(HALF, b, bStart + i)
                        .convertShape(VectorOperators.F2D, DOUBLES, 0);
                sum = sum.add(x.mul(y));
            }
            sum.intoArray(sums, lane);
        }
        return Kernels.total(sums);
    }

    @Override
    public double squaredDistance(float[] a, int aStart, float[] b, int bStart, int stride) {
        var sums = new double[LANES];
        for (int lane = 0; lane < LANES; lane += WIDE) {
            var sum = DoubleVector.zero(DOUBLES);
            for (int i = lane; i < stride; i += LANES) {
                var x = (DoubleVector) FloatVector.fromArray(HALF, a, aStart + i)
                        .convertShape(VectorOperators.F2D, DOUBLES, 0);
                var y = (DoubleVector) FloatVector.fromArray(HALF, b, bStart + i)
                        .convertShape(VectorOperators.F2D, DOUBLES, 0);
                var difference = x.sub(y);
                sum = sum.add(difference.mul(difference));
            }
            sum.intoArray(sums, lane);
        }
        return Kernels.total(sums);
    }
}
