package dev.lookalike.vision;

import java.util.Arrays;

import dev.lookalike.vision.pixels.Canny;
import dev.lookalike.vision.pixels.Pixels;

/// What somebody drew: lines on a ground, as they would be beside [edge maps][EdgeMap].
public final class Drawing {
    /*
     * The ground is the level that most pixels have (the median). Where it is dark the drawing is turned over, so that light
     * lines on a dark ground and dark ones on a light ground are the same. Levels are spread so that the ground is white and
     * the darkest is black: a pencil's grey is a line like a pen's. It becomes a square, with white at both sides: a network that
     * looks at the middle of a long picture would miss its ends. What is drawn small, or in a corner, is cut out first, with a
     * margin; a drawing that fills its sheet is left as it is, for cutting costs it P@10 (0.405 to 0.393 on edge drawings of
     * the validation photos).
     */
    private static final int LEAST_CONTRAST = 24;
    private static final double INK = 0.35;
    private static final double MARGIN = 0.04;
    private static final double SMALL = 0.66;
    private static final int WHITE = 255;

    private Drawing() {}

    /// A drawing as an edge map is: dark lines on white, in the middle of a square.
    ///
    /// @throws IllegalArgumentException
    ///             if nothing is drawn on it
    public static Picture of(Picture drawn) {
        int width = drawn.width();
        int height = drawn.height();
        float[] light = Canny.light(new Pixels(width, height, drawn.rgb()));
        float[] sorted = light.clone();
        Arrays.sort(sorted);
        float ground = sorted[sorted.length / 2];
        boolean turned = ground - sorted[0] < sorted[sorted.length - 1] - ground;
        float depth = turned ? sorted[sorted.length - 1] - ground : ground - sorted[0];
        if (depth < LEAST_CONTRAST) {
            throw new IllegalArgumentException(
                    "the sketch is empty: nothing on it stands out from its ground; draw a dark line on a light ground");
        }
        var ink = new double[light.length];
        int left = width;
        int right = -1;
        int top = height;
        int bottom = -1;
        for (int i = 0; i < ink.length; i++) {
            ink[i] = Math.clamp((turned ? light[i] - ground : ground - light[i]) / depth, 0, 1);
            if (ink[i] >= INK) {
                left = Math.min(left, i % width);
                right = Math.max(right, i % width);
                top = Math.min(top, i / width);
                bottom = Math.max(bottom, i / width);
            }
        }
        int longer = Math.max(right - left, bottom - top) + 1;
        boolean small = longer < SMALL * Math.max(width, height);
        int margin = small ? Math.max(1, (int) Math.round(MARGIN * longer)) : 0;
        int columns = small ? right - left + 1 : width;
        int rows = small ? bottom - top + 1 : height;
        left = small ? left : 0;
        top = small ? top : 0;
        int side = Math.max(columns, rows) + 2 * margin;
        var rgb = new byte[3 * side * side];
        Arrays.fill(rgb, (byte) WHITE);
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                int to = 3 * ((y + (side - rows) / 2) * side + x + (side - columns) / 2);
                double own = ink[(top + y) * width + left + x];
                Arrays.fill(rgb, to, to + 3, (byte) Math.round(WHITE * (1 - own)));
            }
        }
        return Picture.of(side, side, rgb);
    }
}
