package dev.lookalike.demo.draw;

/// What is printed, woven or painted on a surface: a colour for each place.
@FunctionalInterface
public interface Pattern {
    /// Writes the colour at (x, y), in the product's units, into `rgb` (linear light).
    ///
    /// @param pixel the width of one pixel in these units: no edge is drawn sharper
    void at(double x, double y, double pixel, float[] rgb);

    static Pattern plain(Tone tone) {
        return (x, y, pixel, rgb) -> set(rgb, tone);
    }

    static Pattern stripes(Tone ground, Tone stripe, double period, double share, boolean upright) {
        return (x, y, pixel, rgb) -> set(rgb, ground, stripe, band(upright ? x : y, period, share, pixel));
    }

    static Pattern checks(Tone ground, Tone check, double period) {
        return (x, y, pixel, rgb) -> {
            float columns = band(x, period, 0.5, pixel);
            float rows = band(y, period, 0.5, pixel);
            float thin = Math.max(band(x + period * 0.25, period, 0.06, pixel),
                    band(y + period * 0.25, period, 0.06, pixel));
            set(rgb, ground, check, Math.max((columns + rows) * 0.5f, thin * 0.35f));
        };
    }

    static Pattern dots(Tone ground, Tone dot, double period, double size) {
        return (x, y, pixel, rgb) -> {
            int row = Noise.floor(y / period);
            double px = x + (row & 1) * period * 0.5;
            double dx = px - (Noise.floor(px / period) + 0.5) * period;
            double dy = y - (row + 0.5) * period;
            set(rgb, ground, dot, 1 - Noise.step(size - pixel, size + pixel, Math.sqrt(dx * dx + dy * dy)));
        };
    }

    /// Scattered blossoms of five petals with a heart and a leaf or two.
    static Pattern flowers(Tone ground, Tone petal, Tone leaf, double period, int seed) {
        return (x, y, pixel, rgb) -> {
            set(rgb, ground);
            int row = Noise.floor(y / period);
            int column = Noise.floor(x / period);
            for (int dy = -1; dy <= 1; dy++) {
                for (int dx = -1; dx <= 1; dx++) {
                    Blossom.at(x, y, pixel, rgb, petal, leaf, period, seed, column + dx, row + dy);
                }
            }
        };
    }

    /// Rows of zigzag, as on a knitted jumper.
    static Pattern zigzag(Tone ground, Tone line, double period) {
        return (x, y, pixel, rgb) -> {
            double phase = x / period - Noise.floor(x / period);
            double wave = Math.abs(phase - 0.5) * period * 1.1;
            set(rgb, ground, line, band(y + wave, period * 1.25, 0.36, pixel));
        };
    }

    /// Two colours, one above the other.
    static Pattern blocks(Tone upper, Tone lower, double edge) {
        return (x, y, pixel, rgb) -> set(rgb, upper, lower, Noise.step(edge - pixel, edge + pixel, y));
    }

    /// Planks or a solid piece of wood; the grain runs along x, or along y if `upright`.
    static Pattern wood(Tone tone, boolean upright, int seed) {
        Tone dark = tone.times(0.55);
        Tone light = tone.times(1.15);
        return (x, y, pixel, rgb) -> {
            double along = upright ? y : x;
            double across = upright ? x : y;
            double wander = 0.05 * Noise.cloud(seed, along * 1.6, across * 4, 2);
            float rings = Noise.at(seed + 1, along * 0.8, (across + wander) * 26);
            float fibre = Noise.at(seed + 2, along * 9, across * 190);
            set(rgb, light, dark, 0.35f + 0.3f * rings + 0.16f * fibre);
        };
    }

    /// Glaze with small specks.
    static Pattern specks(Tone ground, Tone speck, double period, int seed) {
        return (x, y, pixel, rgb) -> {
            int column = Noise.floor(x / period);
            int row = Noise.floor(y / period);
            double dx = x / period - column - 0.5 - 0.3 * Noise.hash(seed, column, row);
            double dy = y / period - row - 0.5 - 0.3 * Noise.hash(seed + 1, column, row);
            double size = 0.1 + 0.13 * Noise.hash(seed + 2, column, row);
            double soft = pixel / period;
            set(rgb, ground, speck, (1 - Noise.step(size - soft, size + soft, Math.sqrt(dx * dx + dy * dy))) * 0.85f);
        };
    }

    static float band(double value, double period, double share, double pixel) {
        double phase = value / period - Noise.floor(value / period);
        double soft = pixel * 0.8 / period;
        double edge = share * 0.5;
        return 1 - Noise.step(edge - soft, edge + soft, Math.abs(phase - 0.5));
    }

    private static void set(float[] rgb, Tone tone) {
        rgb[0] = tone.red();
        rgb[1] = tone.green();
        rgb[2] = tone.blue();
    }

    private static void set(float[] rgb, Tone tone, Tone other, float share) {
        set(rgb, tone);
        other.over(rgb, share);
    }
}
