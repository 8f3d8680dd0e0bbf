package dev.lookalike.vision.pixels;

/// Colours as people see them: CIELAB for daylight (D65), where what lies as far apart looks about as different.
public final class Lab {
    private static final double WHITE_X = 0.95047;
    private static final double WHITE_Z = 1.08883;
    private static final double LINEAR_BELOW = 216.0 / 24389;
    private static final double SLOPE = 24389.0 / 27;
    private static final double[] LINEAR = linear();

    private Lab() {}

    private static double[] linear() {
        var linear = new double[256];
        for (int level = 0; level < 256; level++) {
            double c = level / 255.0;
            linear[level] = c <= 0.04045 ? c / 12.92 : StrictMath.pow((c + 0.055) / 1.055, 2.4);
        }
        return linear;
    }

    /// Of each pixel lightness (0 to 100), green to red and blue to yellow, side by side.
    ///
    /// @param rgb
    ///            three bytes for each pixel
    public static float[] of(byte[] rgb) {
        var lab = new float[rgb.length];
        for (int i = 0; i < rgb.length; i += 3) {
            put(rgb[i] & 0xFF, rgb[i + 1] & 0xFF, rgb[i + 2] & 0xFF, lab, i);
        }
        return lab;
    }

    /// The same of one colour, `0xRRGGBB`.
    public static float[] of(int rgb) {
        var lab = new float[3];
        put(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF, lab, 0);
        return lab;
    }

    private static void put(int red, int green, int blue, float[] lab, int at) {
        double r = LINEAR[red];
        double g = LINEAR[green];
        double b = LINEAR[blue];
        double x = bent((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / WHITE_X);
        double y = bent(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
        double z = bent((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / WHITE_Z);
        lab[at] = (float) (116 * y - 16);
        lab[at + 1] = (float) (500 * (x - y));
        lab[at + 2] = (float) (200 * (y - z));
    }

    private static double bent(double share) {
        return share > LINEAR_BELOW ? StrictMath.cbrt(share) : (SLOPE * share + 16) / 116;
    }

    /// The light of a colour, red, green and blue, 0 to 1 where a screen can show it.
    public static double[] light(double lightness, double greenToRed, double blueToYellow) {
        double fy = (lightness + 16) / 116;
        double x = WHITE_X * straight(fy + greenToRed / 500);
        double y = straight(fy);
        double z = WHITE_Z * straight(fy - blueToYellow / 200);
        return new double[]{3.2404542 * x - 1.5371385 * y - 0.4985314 * z,
                -0.9692660 * x + 1.8760108 * y + 0.0415560 * z, 0.0556434 * x - 0.2040259 * y + 1.0572252 * z};
    }

    private static double straight(double bent) {
        double cube = bent * bent * bent;
        return cube > LINEAR_BELOW ? cube : (116 * bent - 16) / SLOPE;
    }

    /// The nearest colour that a screen can show, `0xRRGGBB`.
    public static int rgb(double lightness, double greenToRed, double blueToYellow) {
        int rgb = 0;
        for (double light : light(lightness, greenToRed, blueToYellow)) {
            double c = light <= 0.0031308 ? 12.92 * light : 1.055 * StrictMath.pow(light, 1 / 2.4) - 0.055;
            rgb = rgb << 8 | Math.clamp(Math.round(255 * c), 0, 255);
        }
        return rgb;
    }
}
