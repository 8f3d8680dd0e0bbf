package dev.lookalike.vision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads NumPy's files of little-endian float32.
public final class Npy {
    private Npy() {}

    /// All values, in the file's order.
    public static float[] floats(Path file) {
        try {
            return floats(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static float[] floats(byte[] content) {
        var bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        int header = bytes.getShort(8) & 0xFFFF;
        String description = new String(content, 10, header, StandardCharsets.US_ASCII);
        if (!description.contains("'<f4'") || description.contains("'fortran_order': True")) {
            throw new IllegalArgumentException(description);
        }
        var values = bytes.position(10 + header).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        var floats = new float[values.remaining()];
        values.get(floats);
        return floats;
    }
}
