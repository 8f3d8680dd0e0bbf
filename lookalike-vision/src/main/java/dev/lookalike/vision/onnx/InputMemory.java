package dev.lookalike.vision.onnx;

import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/// Memory outside the heap that one call at a time writes its pictures into, kept from call to call.
final class InputMemory implements AutoCloseable {
    private static final int CACHE_LINE = 64;

    private Arena arena = Arena.ofShared();
    private FloatBuffer floats = FloatBuffer.allocate(0);

    /// Room for so many floats; what it held is lost.
    FloatBuffer room(int count) {
        if (floats.capacity() < count) {
            arena.close();
            arena = Arena.ofShared();
            floats = arena.allocate((long) count * Float.BYTES, CACHE_LINE).asByteBuffer()
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }
        return floats.clear().limit(count);
    }

    @Override
    public void close() {
        arena.close();
    }
}
