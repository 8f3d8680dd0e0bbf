package dev.lookalike.vision.pixels;

import java.util.Random;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class CannyTest {
    private static final int WIDTH = 300;
    private static final int HEIGHT = 224;

    /// Overlapping boxes of any grey with grain, on a slope of light; on top a white one, and a black one in it.
    private static Pixels drawn(Random random) {
        var grey = new double[WIDTH * HEIGHT];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = 60 + 0.3 * (i % WIDTH) + 4 * random.nextGaussian();
        }
        for (int box = 0; box < 12; box++) {
            int left = random.nextInt(WIDTH - 20);
            int top = random.nextInt(HEIGHT - 20);
            fill(grey, random, left, top, 20 + random.nextInt(120), random.nextInt(256));
        }
        fill(grey, random, 40, 40, 140, 255);
        fill(grey, random, 80, 80, 60, 0);
        var rgb = new byte[3 * grey.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.clamp(Math.round(grey[i / 3]), 0, 255);
        }
        return new Pixels(WIDTH, HEIGHT, rgb);
    }

    private static void fill(double[] grey, Random random, int left, int top, int side, int level) {
        for (int y = top; y < Math.min(HEIGHT, top + side); y++) {
            for (int x = left; x < Math.min(WIDTH, left + side); x++) {
                grey[y * WIDTH + x] = level + 3 * random.nextGaussian();
            }
        }
    }

    private static byte[] levels(float[] light) {
        var levels = new byte[light.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (byte) light[i];
        }
        return levels;
    }

    private static byte[] bytes(Mat picture) {
        var bytes = new byte[WIDTH * HEIGHT];
        new BytePointer(picture.data()).get(bytes);
        return bytes;
    }

    @Test
    void edges_besideOpenCv_areTheSame() {
        long seed = Long.getLong("lookalike.seed", System.nanoTime());
        System.err.println("-Dlookalike.seed=" + seed);
        var random = new Random(seed);
        for (int trial = 0; trial < 5; trial++) {
            Pixels pixels = drawn(random);
            float[] light = Canny.light(pixels);
            float[] ours = Canny.blurred(pixels, 2.5);
            boolean[] edges = Canny.edges(pixels, 2.5, 60, 160);
            try (var picture = new Mat(HEIGHT, WIDTH, opencv_core.CV_8UC1);
                    var blurred = new Mat();
                    var found = new Mat();
                    var any = new Size(0, 0)) {
                new BytePointer(picture.data()).put(levels(light));
                opencv_imgproc.GaussianBlur(picture, blurred, any, 2.5);
                byte[] theirs = bytes(blurred);
                float off = 0;
                for (int i = 0; i < ours.length; i++) {
                    off = Math.max(off, Math.abs(ours[i] - (theirs[i] & 0xFF)));
                }
                new BytePointer(picture.data()).put(levels(ours));
                assertThat(off).isLessThanOrEqualTo(1);
                opencv_imgproc.Canny(picture, found, 60, 160);
                byte[] wanted = bytes(found);
                int count = 0;
                int differing = 0;
                for (int i = 0; i < edges.length; i++) {
                    if (edges[i] != (wanted[i] != 0)) {
                        differing++;
                    }
                    count += edges[i] ? 1 : 0;
                }
                assertThat(differing).isZero();
                assertThat(count).isGreaterThan(100);
            }
        }
    }

    @Test
    void edges_ofAPlainPicture_areNone() {
        var grey = new byte[3 * 40 * 30];
        java.util.Arrays.fill(grey, (byte) 90);

        assertThat(Canny.edges(new Pixels(40, 30, grey), 2.5, 60, 160)).doesNotContain(true);
    }
}
