package dev.lookalike.vision.pixels;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ResamplerTest {

    @ParameterizedTest
    @CsvSource({"40,53,26,35", "97,31,13,29", "5,7,50,61", "64,64,1,1", "1,1,9,4", "300,2,7,2", "33,33,33,33"})
    void resize_anySides_isWithinTwoLevelsOfTheDefinition(int width, int height, int toWidth, int toHeight) {
        byte[] rgb = noise(width, height);
        for (Filter filter : Filter.values()) {
            byte[] resized = Resampler.resize(rgb, width, height, Box.whole(width, height), toWidth, toHeight, filter);

            assertThat(farthest(resized,
                    byDefinition(rgb, width, height, Box.whole(width, height), toWidth, toHeight, filter)))
                    .as("%s", filter).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void resize_boxBetweenPixels_isWithinTwoLevelsOfTheDefinition() {
        byte[] rgb = noise(60, 50);
        var box = new Box(7.25, 3.5, 48.75, 46);

        byte[] resized = Resampler.resize(rgb, 60, 50, box, 17, 23, Filter.BICUBIC);

        assertThat(farthest(resized, byDefinition(rgb, 60, 50, box, 17, 23, Filter.BICUBIC))).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Filter.class)
    void resize_flatPicture_staysFlat(Filter filter) {
        byte[] rgb = new byte[3 * 311 * 97];
        Arrays.fill(rgb, (byte) 201);

        assertThat(Resampler.resize(rgb, 311, 97, Box.whole(311, 97), 23, 140, filter)).containsOnly((byte) 201);
    }

    @Test
    void resize_sameSides_changesNothing() {
        byte[] rgb = noise(31, 17);

        assertThat(Resampler.resize(rgb, 31, 17, Box.whole(31, 17), 31, 17, Filter.BICUBIC)).isEqualTo(rgb);
    }

    @Test
    void resize_boxOutside_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Resampler.resize(noise(4, 4), 4, 4, new Box(0, 0, 5, 4), 2, 2, Filter.BOX))
                .withMessageContaining("outside");
    }

    private static byte[] noise(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        new Random(width * 31L + height).nextBytes(rgb);
        return rgb;
    }

    private static int farthest(byte[] one, byte[] other) {
        assertThat(one).hasSameSizeAs(other);
        int farthest = 0;
        for (int i = 0; i < one.length; i++) {
            farthest = Math.max(farthest, Math.abs((one[i] & 0xFF) - (other[i] & 0xFF)));
        }
        return farthest;
    }

    /// Rows, cut off at black and white, then columns, in double.
    private static byte[] byDefinition(byte[] rgb, int width, int height, Box box, int toWidth, int toHeight,
            Filter filter) {
        byte[] resized = new byte[3 * toWidth * toHeight];
        double[] line = new double[width];
        for (int y = 0; y < toHeight; y++) {
            for (int channel = 0; channel < 3; channel++) {
                for (int x = 0; x < width; x++) {
                    double[] column = new double[height];
                    for (int row = 0; row < height; row++) {
                        column[row] = rgb[3 * (row * width + x) + channel] & 0xFF;
                    }
                    line[x] = mean(column, box.top(), box.bottom(), toHeight, y, filter);
                }
                for (int x = 0; x < toWidth; x++) {
                    double level = mean(line, box.left(), box.right(), toWidth, x, filter);
                    resized[3 * (y * toWidth + x) + channel] = (byte) Math.round(level);
                }
            }
        }
        return resized;
    }

    private static double mean(double[] values, double from, double to, int places, int place, Filter filter) {
        double scale = (to - from) / places;
        double centre = from + (place + 0.5) * scale;
        double spread = Math.max(1, scale);
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < values.length; i++) {
            double weight = filter.weight((i + 0.5 - centre) / spread);
            sum += weight * values[i];
            weights += weight;
        }
        return Math.clamp(sum / weights, 0, 255);
    }
}
