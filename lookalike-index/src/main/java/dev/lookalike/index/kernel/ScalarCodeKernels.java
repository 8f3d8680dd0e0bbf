package dev.lookalike.index.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The code kernels in plain Java.
public final class ScalarCodeKernels implements CodeKernels {
    static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @Override
    public short[] arranged(byte[] values) {
        var arranged = new short[values.length];
        for (int i = 0; i < values.length; i++) {
            arranged[i] = values[i];
        }
        return arranged;
    }

    @Override
    public void dots(short[] query, MemorySegment codes, long start, int stride, int count, int[] sums) {
        for (int row = 0; row < count; row++) {
            sums[row] = dot(query, codes, start + (long) row * stride, stride);
        }
    }

    @Override
    public void dotsAt(short[] query, MemorySegment codes, int stride, int[] ordinals, int count, int[] sums) {
        for (int row = 0; row < count; row++) {
            sums[row] = dot(query, codes, (long) ordinals[row] * stride, stride);
        }
    }

    @Override
    public float dotHalves(float[] query, MemorySegment halves, long start) {
        var values = new float[query.length];
        halves(halves, start, query.length, 1, values);
        var sum = new float[1];
        new ScalarKernels().dots(query, values, 0, query.length, 1, sum);
        return sum[0];
    }

    @Override
    public void halves(MemorySegment halves, long start, int count, float factor, float[] into) {
        for (int i = 0; i < count; i++) {
            into[i] = Float.float16ToFloat(halves.get(HALF, start + (long) i * Short.BYTES)) * factor;
        }
    }

    private static int dot(short[] query, MemorySegment codes, long start, int stride) {
        int sum = 0;
        for (int i = 0; i < stride; i++) {
            sum += query[i] * codes.get(ValueLayout.JAVA_BYTE, start + i);
        }
        return sum;
    }
}
