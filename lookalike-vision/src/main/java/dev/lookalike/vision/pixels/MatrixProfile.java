package dev.lookalike.vision.pixels;

/// A screen's profile: a curve for each of red, green and blue, and a mixture of their lights.
///
/// @param light
///            for red, green and blue: what each of the 256 levels stands for
/// @param mix
///            nine numbers, row by row: from the screen's lights to those of sRGB
record MatrixProfile(double[][] light, double[] mix) implements ColourProfile {
    /// From XYZ under D50 to the lights of sRGB (IEC 61966-2-1, adapted as ICC profiles are).
    private static final double[][] FROM_XYZ = {{3.1338561, -1.6168667, -0.4906146}, {-0.9787684, 1.9161415, 0.0334540},
            {0.0719453, -0.2289914, 1.4052427}};
    private static final double[] IDENTITY = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    private static final double SAME_MIX = 0.01;
    private static final double SAME_LEVEL = 1.0;
    private static final int STEPS = 4096;
    private static final byte[] LEVELS = levels();

    static ColourProfile colour(IccTags tags) {
        double[] red = tags.primary("rXYZ");
        double[] green = tags.primary("gXYZ");
        double[] blue = tags.primary("bXYZ");
        double[] mix = new double[9];
        for (int row = 0; row < 3; row++) {
            for (int i = 0; i < 3; i++) {
                mix[3 * row] += FROM_XYZ[row][i] * red[i];
                mix[3 * row + 1] += FROM_XYZ[row][i] * green[i];
                mix[3 * row + 2] += FROM_XYZ[row][i] * blue[i];
            }
        }
        return of(new double[][]{tags.curve("rTRC"), tags.curve("gTRC"), tags.curve("bTRC")}, mix);
    }

    static ColourProfile gray(IccTags tags) {
        double[] curve = tags.curve("kTRC");
        return of(new double[][]{curve, curve, curve}, IDENTITY);
    }

    private static ColourProfile of(double[][] light, double[] mix) {
        var profile = new MatrixProfile(light, mix);
        return profile.isSrgb() ? Srgb.INSTANCE : profile;
    }

    /// Whether no level would change by more than one: the profile most pictures carry, and one conversion less.
    private boolean isSrgb() {
        for (int i = 0; i < mix.length; i++) {
            if (Math.abs(mix[i] - IDENTITY[i]) > SAME_MIX) {
                return false;
            }
        }
        for (double[] curve : light) {
            for (int level = 0; level < curve.length; level++) {
                if (Math.abs(encoded(curve[level]) - level) > SAME_LEVEL) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public Pixels toSrgb(Pixels pixels) {
        byte[] rgb = pixels.rgb();
        byte[] converted = new byte[rgb.length];
        for (int i = 0; i < rgb.length; i += 3) {
            double red = light[0][rgb[i] & 0xFF];
            double green = light[1][rgb[i + 1] & 0xFF];
            double blue = light[2][rgb[i + 2] & 0xFF];
            converted[i] = level(mix[0] * red + mix[1] * green + mix[2] * blue);
            converted[i + 1] = level(mix[3] * red + mix[4] * green + mix[5] * blue);
            converted[i + 2] = level(mix[6] * red + mix[7] * green + mix[8] * blue);
        }
        return new Pixels(pixels.width(), pixels.height(), converted);
    }

    private static byte level(double light) {
        return LEVELS[Math.clamp((int) (light * STEPS + 0.5), 0, STEPS)];
    }

    private static byte[] levels() {
        byte[] levels = new byte[STEPS + 1];
        for (int i = 0; i <= STEPS; i++) {
            levels[i] = (byte) Math.round(encoded(i / (double) STEPS));
        }
        return levels;
    }

    /// sRGB's curve, 0 to 255.
    private static double encoded(double light) {
        return 255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055);
    }
}
