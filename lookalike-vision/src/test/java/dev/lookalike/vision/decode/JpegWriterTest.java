package dev.lookalike.vision.decode;

import dev.lookalike.vision.Limits;
import dev.lookalike.vision.PixelBudget;
import dev.lookalike.vision.pixels.Pixels;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JpegWriterTest {
    private static final Pixels SCENE = Samples.scene(96, 64);

    @Test
    void write_withAndWithoutTheNativeLibrary_isTheSameScene() {
        for (byte[] jpeg : new byte[][]{JpegWriter.write(SCENE), JpegWriter.writeInJava(SCENE)}) {
            var decoded = new Decoder(PixelBudget.shared()).read(jpeg, Limits.UPLOAD, 1_000);

            assertThat(Likeness.cosine(decoded.pixels(), SCENE)).isGreaterThan(0.999);
        }
    }

    @Test
    void nativeLibrary_onTheMachineThatBuilds_isThere() {
        assertThat(NativeJpeg.isAvailable()).isTrue();
    }
}
