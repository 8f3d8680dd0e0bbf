package dev.lookalike.vision;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Made-up pictures: soft waves and hard squares, so that a network finds something in each.
final class Pictures {
    private Pictures() {}

    static Picture of(int width, int height, long seed) {
        var random = new Random(seed);
        double across = 3 + random.nextInt(60);
        double down = 3 + random.nextInt(60);
        int square = 5 + random.nextInt(40);
        var rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = 3 * (y * width + x);
                rgb[at] = (byte) (128 + 100 * Math.sin(x / across));
                rgb[at + 1] = (byte) (128 + 100 * Math.sin(y / down));
                rgb[at + 2] = (byte) ((x / square + y / square) % 2 * 200);
            }
        }
        return Picture.of(width, height, rgb);
    }

    /// Pictures of one size.
    static List<Picture> several(int count, int width, int height, long seed) {
        var pictures = new ArrayList<Picture>();
        for (int i = 0; i < count; i++) {
            pictures.add(of(width, height, seed + i));
        }
        return pictures;
    }

    static Picture black(int width, int height) {
        return Picture.of(width, height, new byte[3 * width * height]);
    }
}
