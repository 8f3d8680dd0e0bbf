package dev.lookalike.index.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The code kernels in plain Java.
public final class ScalarCodeKernels implements CodeKernels {
    static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @Override
    public short[] arranged(byte[] codes) {
        var arranged = new short[codes.length];
        for (int i = 0; i < codes.length; i++) {
            arranged[i] = codes[i];
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
