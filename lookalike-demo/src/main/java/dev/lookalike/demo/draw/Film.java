package dev.lookalike.demo.draw;

/// From linear light to screen values, with a soft shoulder for what is brighter than white.
final class Film {
    private static final int STEPS = 16_384;
    private static final float BRIGHTEST = 2;
    private static final float[] CURVE = curve();

    private Film() {}

    /// @param speck added to the screen value, so that gradients do not band
    static int screen(float light, float speck) {
        int step = Math.clamp((int) (light * (STEPS / BRIGHTEST)), 0, STEPS);
        return Math.clamp((int) (CURVE[step] + speck + 0.5f), 0, 255);
    }

    private static float[] curve() {
        float[] values = new float[STEPS + 1];
        for (int i = 0; i <= STEPS; i++) {
            double light = (double) i / STEPS * BRIGHTEST;
            double knee = 0.82;
            double held = light <= knee
                    ? light
                    : knee + (1 - knee) * (1 - 1 / (1 + (light - knee) / (1 - knee) * 1.25));
            double screen = held <= 0.0031308 ? 12.92 * held : 1.055 * StrictMath.pow(held, 1 / 2.4) - 0.055;
            values[i] = (float) (255 * screen);
        }
        return values;
    }
}
