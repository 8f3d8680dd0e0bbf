package dev.lookalike.vision;

import java.nio.FloatBuffer;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// What a network sees of a picture whose columns are told apart by red and whose rows by green.
class PictureInputTest {
    private static final int SIDE = 20;
    private static final int BLUE = 77;

    @Test
    void write_shorterSide_showsTheMiddleInPlanes() {
        var picture = gradient(200, 100);
        var shown = shown("shorter-side:20,0/1", picture, false);

        assertThat(at(shown, 0, 10, 0)).as("red, a quarter in").isCloseTo(50 + 2.5f, within(1f));
        assertThat(at(shown, 0, 10, 19)).isCloseTo(150 - 2.5f, within(1f));
        assertThat(at(shown, 1, 0, 10)).as("green, from the top").isCloseTo(2, within(1f));
        assertThat(at(shown, 1, 19, 10)).isCloseTo(97, within(1f));
        assertThat(at(shown, 2, 5, 5)).isEqualTo(BLUE);
    }

    @Test
    void write_margin_isCutOff() {
        var shown = shown("shorter-side:25,0/1", gradient(100, 200), false);

        assertThat(at(shown, 0, 10, 0)).as("two of 25 columns in").isCloseTo(8 + 2, within(1f));
        assertThat(at(shown, 1, 0, 10)).as("three tenths down").isCloseTo(60 + 2, within(1f));
    }

    @Test
    void write_squash_showsEverything() {
        var shown = shown("squash:20,0/1", gradient(200, 100), false);

        assertThat(at(shown, 0, 10, 0)).isCloseTo(5, within(1f));
        assertThat(at(shown, 0, 10, 19)).isCloseTo(195, within(1f));
        assertThat(at(shown, 1, 19, 10)).isCloseTo(97, within(1f));
    }

    @Test
    void write_letterbox_hasGreyBars() {
        var shown = shown("letterbox,0/1", gradient(200, 100), false);

        for (int row : new int[]{0, 4, 15, 19}) {
            assertThat(at(shown, 0, row, 0)).isEqualTo(127);
            assertThat(at(shown, 2, row, 19)).isEqualTo(127);
        }
        assertThat(at(shown, 2, 5, 0)).isEqualTo(BLUE);
        assertThat(at(shown, 2, 14, 19)).isEqualTo(BLUE);
        assertThat(at(shown, 1, 5, 10)).isCloseTo(5, within(1f));
        assertThat(at(shown, 0, 10, 19)).isCloseTo(195, within(1f));
    }

    @Test
    void write_channelsLast_interleavesTheColours() {
        var planes = shown("squash:20,imagenet", gradient(90, 60), false);
        var interleaved = shown("squash:20,imagenet", gradient(90, 60), true);

        for (int channel = 0; channel < 3; channel++) {
            for (int place = 0; place < SIDE * SIDE; place++) {
                assertThat(interleaved.get(3 * place + channel)).isEqualTo(planes.get(channel * SIDE * SIDE + place));
            }
        }
    }

    @Test
    void write_normalisations_turnLevelsIntoNumbers() {
        var white = Picture.of(30, 30, filled(255));

        assertThat(shown("squash:20,zero-to-one", white, false).get(0)).isEqualTo(1);
        assertThat(shown("squash:20,minus-one-to-one", white, false).get(0)).isEqualTo(1);
        assertThat(shown("squash:20,127/128", white, false).get(0)).isEqualTo(1);
        assertThat(shown("squash:20,imagenet", white, false).get(0)).isCloseTo((1 - 0.485f) / 0.229f, within(1e-4f));
        assertThat(at(shown("squash:20,imagenet", white, false), 1, 0, 0)).isCloseTo((1 - 0.456f) / 0.224f,
                within(1e-4f));
        assertThat(at(shown("squash:20,imagenet", white, false), 2, 0, 0)).isCloseTo((1 - 0.406f) / 0.225f,
                within(1e-4f));
    }

    @Test
    void view_stripOfOnePixel_isShownAllTheSame() {
        for (var text : new String[]{"shorter-side:25", "squash:20", "letterbox", "whole"}) {
            for (var strip : new Picture[]{gradient(1, 250), gradient(250, 1), gradient(1, 1)}) {
                var input = new PictureInput(Preprocessing.parse(text, SIDE), SIDE, SIDE, false);
                var view = input.view(strip);
                var shown = FloatBuffer.allocate(3 * view.canvasWidth() * view.canvasHeight());
                input.write(strip, view, shown);
                assertThat(view.canvasWidth()).isBetween(SIDE, 4 * SIDE);
                assertThat(view.canvasHeight()).isBetween(SIDE, 4 * SIDE);
            }
        }
    }

    private static FloatBuffer shown(String preprocessing, Picture picture, boolean channelsLast) {
        var input = new PictureInput(Preprocessing.parse(preprocessing, SIDE), SIDE, SIDE, channelsLast);
        var shown = FloatBuffer.allocate(3 * SIDE * SIDE);
        input.write(picture, input.view(picture), shown);
        return shown;
    }

    private static float at(FloatBuffer planes, int channel, int row, int column) {
        return planes.get((channel * SIDE + row) * SIDE + column);
    }

    private static Picture gradient(int width, int height) {
        var rgb = new byte[3 * width * height];
        for (int i = 0; i < width * height; i++) {
            rgb[3 * i] = (byte) (i % width);
            rgb[3 * i + 1] = (byte) (i / width);
            rgb[3 * i + 2] = BLUE;
        }
        return Picture.of(width, height, rgb);
    }

    private static byte[] filled(int level) {
        var rgb = new byte[3 * 30 * 30];
        java.util.Arrays.fill(rgb, (byte) level);
        return rgb;
    }
}
