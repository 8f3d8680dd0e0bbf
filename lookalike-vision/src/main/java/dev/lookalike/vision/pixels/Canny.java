package dev.lookalike.vision.pixels;

import java.util.ArrayDeque;

/// Finds the lines along which a picture's light changes.
public final class Canny {
    /*
     * Canny 1986, in the four steps everybody uses: blur, so that grain has no edges; slopes by Sobel's filter; of each slope
     * only its ridge, where neither neighbour across the edge is steeper; and of the ridges those that are steep somewhere and
     * nowhere flat (hysteresis), so that a line is not broken where it is faint.
     *
     * As OpenCV's Canny does with its standard settings, so that drawings made elsewhere can be compared: a slope is |dx| + |dy|,
     * the direction across it is one of four, and of two equal neighbours the later one gives way. What differs is the blur,
     * which is in floats here and in fixed point there, so that some levels differ by one.
     */
    private static final double TAN_22_5 = 0.4142135623730951;

    private final int width;
    private final int height;
    private final int[] across;
    private final int[] down;
    private final int[] slope;

    private Canny(float[] light, int width, int height) {
        this.width = width;
        this.height = height;
        across = new int[width * height];
        down = new int[width * height];
        slope = new int[width * height];
        for (int y = 0; y < height; y++) {
            int above = Math.max(0, y - 1) * width;
            int here = y * width;
            int below = Math.min(height - 1, y + 1) * width;
            for (int x = 0; x < width; x++) {
                int left = Math.max(0, x - 1);
                int right = Math.min(width - 1, x + 1);
                across[here + x] = Math.round(light[above + right] - light[above + left]
                        + 2 * (light[here + right] - light[here + left]) + light[below + right] - light[below + left]);
                down[here + x] = Math.round(light[below + left] - light[above + left]
                        + 2 * (light[below + x] - light[above + x]) + light[below + right] - light[above + right]);
                slope[here + x] = Math.abs(across[here + x]) + Math.abs(down[here + x]);
            }
        }
    }

    /// Which pixels lie on an edge.
    ///
    /// @param pixels
    ///            of a picture
    /// @param blur
    ///            standard deviation of the blur in pixels, 0.5 to 8
    /// @param low
    ///            a ridge less steep than this is none, in levels of light as Sobel's filter sums them (0 to 2,040)
    /// @param high
    ///            a line is one if it is steeper than this somewhere
    /// @return `width * height` values, row by row
    public static boolean[] edges(Pixels pixels, double blur, int low, int high) {
        return new Canny(blurred(pixels, blur), pixels.width(), pixels.height()).edges(low, high);
    }

    /// How light each pixel of a blurred picture is, in whole levels.
    static float[] blurred(Pixels pixels, double blur) {
        float[] light = blurred(light(pixels), pixels.width(), pixels.height(), kernel(blur));
        for (int i = 0; i < light.length; i++) {
            light[i] = Math.round(light[i]);
        }
        return light;
    }

    /// How light each pixel is, 0 to 255, as television weighs colours (BT.601).
    public static float[] light(Pixels pixels) {
        byte[] rgb = pixels.rgb();
        var light = new float[rgb.length / 3];
        for (int i = 0, at = 0; i < light.length; i++, at += 3) {
            light[i] = Math.round(0.299f * (rgb[at] & 0xFF) + 0.587f * (rgb[at + 1] & 0xFF)
                    + 0.114f * (rgb[at + 2] & 0xFF));
        }
        return light;
    }

    private static float[] kernel(double blur) {
        int reach = (int) Math.round(blur * 3);
        var kernel = new float[2 * reach + 1];
        double sum = 0;
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) Math.exp(-(i - reach) * (i - reach) / (2 * blur * blur));
            sum += kernel[i];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= (float) sum;
        }
        return kernel;
    }

    // Along rows, then along columns; beyond its sides a picture is mirrored.
    private static float[] blurred(float[] light, int width, int height, float[] kernel) {
        var rows = new float[light.length];
        int reach = kernel.length / 2;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float sum = 0;
                for (int i = 0; i < kernel.length; i++) {
                    sum += kernel[i] * light[y * width + mirrored(x + i - reach, width)];
                }
                rows[y * width + x] = sum;
            }
        }
        var blurred = new float[light.length];
        for (int y = 0; y < height; y++) {
            for (int i = 0; i < kernel.length; i++) {
                int from = mirrored(y + i - reach, height) * width;
                for (int x = 0; x < width; x++) {
                    blurred[y * width + x] += kernel[i] * rows[from + x];
                }
            }
        }
        return blurred;
    }

    private static int mirrored(int at, int size) {
        int place = at;
        while (place < 0 || place >= size) {
            place = size == 1 ? 0 : place < 0 ? -place : 2 * size - 2 - place;
        }
        return place;
    }

    private boolean[] edges(int low, int high) {
        var ridge = new boolean[slope.length];
        var edge = new boolean[slope.length];
        var open = new ArrayDeque<Integer>();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                if (slope[at] > low && isRidge(x, y)) {
                    ridge[at] = true;
                    if (slope[at] > high) {
                        edge[at] = true;
                        open.add(at);
                    }
                }
            }
        }
        while (!open.isEmpty()) {
            int at = open.remove();
            int x = at % width;
            int y = at / width;
            for (int row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
                for (int column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
                    int next = row * width + column;
                    if (ridge[next] && !edge[next]) {
                        edge[next] = true;
                        open.add(next);
                    }
                }
            }
        }
        return edge;
    }

    private boolean isRidge(int x, int y) {
        int at = y * width + x;
        int dx = Math.abs(across[at]);
        int dy = Math.abs(down[at]);
        if (dy < dx * TAN_22_5) {
            return slope[at] > slope(x - 1, y) && slope[at] >= slope(x + 1, y);
        }
        if (dx < dy * TAN_22_5) {
            return slope[at] > slope(x, y - 1) && slope[at] >= slope(x, y + 1);
        }
        int side = (across[at] ^ down[at]) < 0 ? -1 : 1;
        return slope[at] > slope(x - side, y - 1) && slope[at] > slope(x + side, y + 1);
    }

    private int slope(int x, int y) {
        return x < 0 || y < 0 || x >= width || y >= height ? 0 : slope[y * width + x];
    }
}
