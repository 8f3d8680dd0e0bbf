package dev.lookalike.vision;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class EdgeMapTest {
    private static Picture box(int width, int height) {
        var rgb = new byte[3 * width * height];
        for (int i = 0; i < width * height; i++) {
            boolean inside = i % width > width / 4 && i % width < 3 * width / 4 && i / width > height / 4
                    && i / width < 3 * height / 4;
            Arrays.fill(rgb, 3 * i, 3 * i + 3, (byte) (inside ? 200 : 40));
        }
        return Picture.of(width, height, rgb);
    }

    private static int grey(Picture picture, int x, int y) {
        return picture.rgb()[3 * (y * picture.width() + x)] & 0xFF;
    }

    @Test
    void of_aBox_isItsOutlineInBlackOnWhite() {
        Picture map = EdgeMap.of(box(640, 480));

        assertThat(map.height()).isEqualTo(EdgeMap.SIDE);
        assertThat(map.width()).isEqualTo(299);
        int row = map.height() / 2;
        int dark = 0;
        for (int x = 0; x < map.width(); x++) {
            assertThat(grey(map, x, row)).isIn(0, 255);
            if (grey(map, x, row) == 0) {
                dark++;
                assertThat(Math.min(Math.abs(x - map.width() / 4), Math.abs(x - 3 * map.width() / 4))).isLessThan(4);
            }
        }
        assertThat(dark).as("two lines of two pixels").isEqualTo(4);
    }

    @Test
    void of_aVeryLongPicture_looksAtItsMiddle() {
        assertThat(EdgeMap.of(box(20_000, 10)).width()).isEqualTo(4 * EdgeMap.SIDE);
        assertThat(EdgeMap.of(box(1, 1)).width()).isEqualTo(EdgeMap.SIDE);
    }
}
