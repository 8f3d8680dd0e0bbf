package dev.lookalike.demo.draw;

/// A soft blur: three running means each way, which is close to a Gaussian and costs the same at any radius.
final class Blur {
    /// From this radius on a field is halved first: a wide blur keeps nothing that halving loses.
    private static final double WIDE = 5;

    private Blur() {}

    /// Blurs `field` in place; `radius` is about the standard deviation in pixels.
    static void soften(float[] field, int width, int height, double radius) {
        if (radius < WIDE || width < 8 || height < 8) {
            means(field, width, height, (int) (radius + 0.5));
            return;
        }
        int columns = (width + 1) / 2;
        int rows = (height + 1) / 2;
        float[] half = halved(field, width, height, columns, rows);
        soften(half, columns, rows, radius / 2);
        doubled(half, columns, rows, field, width, height);
    }

    private static void means(float[] field, int width, int height, int reach) {
        if (reach < 1) {
            return;
        }
        float[] other = new float[field.length];
        for (int pass = 0; pass < 3; pass++) {
            rows(field, other, width, height, reach);
            columns(other, field, width, height, reach);
        }
    }

    private static float[] halved(float[] field, int width, int height, int columns, int rows) {
        float[] half = new float[columns * rows];
        for (int y = 0; y < rows; y++) {
            int upper = 2 * y * width;
            int lower = Math.min(2 * y + 1, height - 1) * width;
            for (int x = 0; x < columns; x++) {
                int left = 2 * x;
                int right = Math.min(left + 1, width - 1);
                half[y * columns + x] = 0.25f
                        * (field[upper + left] + field[upper + right] + field[lower + left] + field[lower + right]);
            }
        }
        return half;
    }

    /// Each pixel takes 9 : 3 : 3 : 1 of the four nearest, which is bilinear at this scale.
    private static void doubled(float[] half, int columns, int rows, float[] field, int width, int height) {
        for (int y = 0; y < height; y++) {
            int near = (y >> 1) * columns;
            int far = clamp((y & 1) == 0 ? (y >> 1) - 1 : (y >> 1) + 1, rows) * columns;
            for (int x = 0; x < width; x++) {
                int column = x >> 1;
                int beside = clamp((x & 1) == 0 ? column - 1 : column + 1, columns);
                field[y * width + x] = 0.5625f * half[near + column]
                        + 0.1875f * (half[near + beside] + half[far + column]) + 0.0625f * half[far + beside];
            }
        }
    }

    private static void rows(float[] from, float[] to, int width, int height, int reach) {
        float scale = 1f / (2 * reach + 1);
        int start = Math.min(reach, width);
        int end = Math.max(start, width - reach - 1);
        for (int y = 0; y < height; y++) {
            int row = y * width;
            float sum = 0;
            for (int x = -reach; x <= reach; x++) {
                sum += from[row + clamp(x, width)];
            }
            for (int x = 0; x < start; x++) {
                to[row + x] = sum * scale;
                sum += from[row + clamp(x + reach + 1, width)] - from[row];
            }
            for (int x = start; x < end; x++) {
                to[row + x] = sum * scale;
                sum += from[row + x + reach + 1] - from[row + x - reach];
            }
            for (int x = end; x < width; x++) {
                to[row + x] = sum * scale;
                sum += from[row + width - 1] - from[row + clamp(x - reach, width)];
            }
        }
    }

    private static void columns(float[] from, float[] to, int width, int height, int reach) {
        float scale = 1f / (2 * reach + 1);
        float[] sums = new float[width];
        for (int y = -reach; y <= reach; y++) {
            int row = clamp(y, height) * width;
            for (int x = 0; x < width; x++) {
                sums[x] += from[row + x];
            }
        }
        for (int y = 0; y < height; y++) {
            int row = y * width;
            int enter = clamp(y + reach + 1, height) * width;
            int leave = clamp(y - reach, height) * width;
            for (int x = 0; x < width; x++) {
                to[row + x] = sums[x] * scale;
                sums[x] += from[enter + x] - from[leave + x];
            }
        }
    }

    private static int clamp(int value, int bound) {
        return value < 0 ? 0 : value >= bound ? bound - 1 : value;
    }
}
