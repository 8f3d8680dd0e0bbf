package dev.lookalike.demo.draw;

/// The relief of a surface, too fine to be an outline: a height in about -1..1 for each place in the product's units.
@FunctionalInterface
public interface Texture {
    Texture SMOOTH = (x, y) -> 0;

    float at(double x, double y);

    /// Threads over and under.
    static Texture weave(double thread) {
        return (x, y) -> {
            double u = x / thread;
            double v = y / thread;
            int column = Noise.floor(u);
            int row = Noise.floor(v);
            float across = hump(u - column);
            float down = hump(v - row);
            float over = ((column + row) & 1) == 0 ? across : down;
            return over + 0.5f * Noise.hash(3, column, row) - 0.4f;
        };
    }

    /// Slanting lines, as on jeans.
    static Texture twill(double thread) {
        return (x, y) -> hump(fraction((x + y * 0.6) / thread)) - 0.5f
                + 0.7f * Noise.at(5, x / thread * 0.9, y / thread * 0.25);
    }

    /// Columns of small Vs.
    static Texture knit(double stitch) {
        return (x, y) -> {
            double u = x / stitch;
            double lean = Math.abs(fraction(u) - 0.5);
            double v = (y + lean * stitch * 1.2) / (stitch * 0.9);
            return hump(fraction(v)) * hump(fraction(u * 2)) * 1.6f - 0.7f;
        };
    }

    static Texture ribs(double rib) {
        return (x, y) -> hump(fraction(x / rib)) * 1.6f - 0.8f;
    }

    static Texture leather(double grain) {
        return (x, y) -> Math.min(0.5f, Noise.cells(11, x / grain, y / grain)) * 2 - 0.6f
                + 0.4f * Noise.at(12, x / grain / 6, y / grain / 6);
    }

    /// Long soft hair.
    static Texture fur(double hair) {
        return (x, y) -> {
            double bend = hair * 2.5 * Noise.at(21, x / hair / 5, y / hair / 5);
            return Noise.at(22, (x + bend) / hair * 1.6, (y + bend) / hair * 0.7)
                    + 0.5f * Noise.at(23, (x - bend) / hair * 2.6, y / hair);
        };
    }

    static Texture grain(double size) {
        return (x, y) -> Noise.at(31, x / size, y / size);
    }

    private static double fraction(double value) {
        return value - Noise.floor(value);
    }

    private static float hump(double phase) {
        return (float) (4 * phase * (1 - phase));
    }
}
