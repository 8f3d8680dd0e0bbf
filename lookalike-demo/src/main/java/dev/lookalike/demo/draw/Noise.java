package dev.lookalike.demo.draw;

/// Smooth random fields over the plane: what makes cloth uneven, wood grained and plaster rough.
public final class Noise {
    private Noise() {}

    /// Value noise in -1..1 with a period of 1, smooth to the first derivative.
    public static float at(int seed, double x, double y) {
        int column = floor(x);
        int row = floor(y);
        float fx = ease((float) (x - column));
        float fy = ease((float) (y - row));
        float top = mix(hash(seed, column, row), hash(seed, column + 1, row), fx);
        float bottom = mix(hash(seed, column, row + 1), hash(seed, column + 1, row + 1), fx);
        return mix(top, bottom, fy);
    }

    /// Several octaves of [#at], in about -1..1.
    public static float cloud(int seed, double x, double y, int octaves) {
        float sum = 0;
        float weight = 0.5f;
        double scale = 1;
        for (int octave = 0; octave < octaves; octave++) {
            sum += weight * at(seed + octave * 101, x * scale, y * scale);
            weight *= 0.5f;
            scale *= 2.03;
        }
        return sum;
    }

    /// The distance to the border between the nearest two of scattered points, 0 on the border: pebbles, scales, leather.
    public static float cells(int seed, double x, double y) {
        int column = floor(x);
        int row = floor(y);
        double nearest = 9;
        double second = 9;
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                double px = column + dx + 0.5 + 0.45 * hash(seed, column + dx, row + dy) - x;
                double py = row + dy + 0.5 + 0.45 * hash(seed + 7, column + dx, row + dy) - y;
                double distance = px * px + py * py;
                if (distance < nearest) {
                    second = nearest;
                    nearest = distance;
                } else if (distance < second) {
                    second = distance;
                }
            }
        }
        return (float) (Math.sqrt(second) - Math.sqrt(nearest));
    }

    /// A value in -1..1 that belongs to this place of the grid.
    public static float hash(int seed, int x, int y) {
        int h = seed * 0x27d4eb2d + x * 0x165667b1 + y * 0x9e3779b1;
        h = (h ^ (h >>> 15)) * 0x85ebca6b;
        h = (h ^ (h >>> 13)) * 0xc2b2ae35;
        h ^= h >>> 16;
        return h * 0x1.0p-31f;
    }

    public static int floor(double value) {
        int whole = (int) value;
        return value < whole ? whole - 1 : whole;
    }

    /// 0 below `low`, 1 above `high`, smooth between.
    public static float step(double low, double high, double value) {
        double t = (value - low) / (high - low);
        return t <= 0 ? 0 : t >= 1 ? 1 : ease((float) t);
    }

    private static float ease(float t) {
        return t * t * (3 - 2 * t);
    }

    private static float mix(float a, float b, float t) {
        return a + (b - a) * t;
    }
}
