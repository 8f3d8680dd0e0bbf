package dev.lookalike.vision;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class TextureEmbedderTest {
    private static final TextureEmbedder TEXTURES = TextureEmbedder.bundled();
    private static final int SIDE = 240;

    @AfterAll
    static void close() {
        TEXTURES.close();
    }

    /// What is on a cloth at a place.
    private interface Pattern {
        boolean at(int x, int y);
    }

    @Test
    void embed_sameClothCutToAnotherShape_isNearerThanAnotherCloth() {
        Pattern stripes = (_, y) -> y / 9 % 2 == 0;
        Pattern dots = (x, y) -> (x % 24 - 12) * (x % 24 - 12) + (y % 24 - 12) * (y % 24 - 12) < 40;
        float[] asked = TEXTURES.embed(thing(stripes, 40, 30, 160, 180, 0x2D5FB3, 0xF1F0EC));

        double same = dot(asked, TEXTURES.embed(thing(stripes, 20, 60, 200, 120, 0x702237, 0xEBDFC5)));
        double other = dot(asked, TEXTURES.embed(thing(dots, 40, 30, 160, 180, 0x2D5FB3, 0xF1F0EC)));

        assertThat(asked).hasSize(TEXTURES.dimension());
        assertThat(dot(asked, asked)).isCloseTo(1, within(1e-5));
        assertThat(same).isGreaterThan(other + 0.2);
    }

    @Test
    void embed_onceClosed_isRefused() {
        var closed = TextureEmbedder.bundled();
        closed.close();

        assertThatThrownBy(() -> closed.embed(Picture.of(30, 30, new byte[3 * 30 * 30])))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        assertThat(closed.fingerprint()).isEqualTo(TEXTURES.fingerprint());
    }

    private static Picture thing(Pattern pattern, int left, int top, int width, int height, int ground, int print) {
        var rgb = new byte[3 * SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                boolean within = x >= left && x < left + width && y >= top && y < top + height;
                int colour = within ? pattern.at(x, y) ? print : ground : 0xC8CCC4;
                int at = 3 * (y * SIDE + x);
                rgb[at] = (byte) (colour >> 16);
                rgb[at + 1] = (byte) (colour >> 8);
                rgb[at + 2] = (byte) colour;
            }
        }
        return Picture.of(SIDE, SIDE, rgb);
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }
}
