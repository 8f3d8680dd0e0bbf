package dev.lookalike.vision;

import java.util.Arrays;

/// Draws lines: black on white.
final class Lines {
    private Lines() {}

    /// @param on
    ///            which pixels lie on a line
    /// @param line
    ///            how many pixels wide a line is drawn, to the right and downwards
    static Picture drawn(boolean[] on, int width, int height, int line) {
        var rgb = new byte[3 * width * height];
        Arrays.fill(rgb, (byte) 255);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (on[y * width + x]) {
                    for (int row = y; row < Math.min(height, y + line); row++) {
                        int from = 3 * (row * width + x);
                        Arrays.fill(rgb, from, from + 3 * Math.min(line, width - x), (byte) 0);
                    }
                }
            }
        }
        return Picture.of(width, height, rgb);
    }
}
