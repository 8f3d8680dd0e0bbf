package dev.lookalike.vision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// How each value of a texture varies among pictures of things.
///
/// @param means
///            of the values
/// @param deviations
///            of the values, each more than 0
record TextureScale(float[] means, float[] deviations) {
    private static final String FILE = "texture-scale.f16";

    /// The one that comes with the program; `TextureScaleMaker` among the tests made it.
    static final TextureScale BUNDLED = bundled();

    private static TextureScale bundled() {
        try (var in = TextureScale.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing from the jar");
            }
            var values = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
            int count = values.remaining() / 2;
            var scale = new TextureScale(new float[count], new float[count]);
            for (int i = 0; i < count; i++) {
                scale.means[i] = Float.float16ToFloat(values.get(i));
                scale.deviations[i] = Float.float16ToFloat(values.get(count + i));
            }
            return scale;
        } catch (IOException e) {
            throw new UncheckedIOException("the bundled file " + FILE + " cannot be read", e);
        }
    }

    /// Values in these terms, of length 1.
    float[] unit(float[] values) {
        var scaled = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = (values[i] - means[i]) / deviations[i];
        }
        return TextEmbedder.unit(scaled);
    }
}
