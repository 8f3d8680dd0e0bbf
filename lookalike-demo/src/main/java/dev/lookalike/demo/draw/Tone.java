package dev.lookalike.demo.draw;

/// A colour in linear light, each channel 0 to 1.
public record Tone(float red, float green, float blue) {
    /// From a `0xRRGGBB` screen colour.
    public static Tone of(int rgb) {
        return new Tone(toLinear((rgb >> 16) & 255), toLinear((rgb >> 8) & 255), toLinear(rgb & 255));
    }

    public static Tone grey(double screen) {
        float value = toLinear((int) (screen * 255 + 0.5));
        return new Tone(value, value, value);
    }

    public Tone mix(Tone other, double share) {
        float t = (float) share;
        return new Tone(red + (other.red - red) * t, green + (other.green - green) * t, blue + (other.blue - blue) * t);
    }

    public Tone times(double factor) {
        float f = (float) factor;
        return new Tone(Math.min(1, red * f), Math.min(1, green * f), Math.min(1, blue * f));
    }

    public float luminance() {
        return 0.2126f * red + 0.7152f * green + 0.0722f * blue;
    }

    /// Mixes a share of this colour into `rgb`.
    public void over(float[] rgb, float share) {
        if (share > 0) {
            rgb[0] += (red - rgb[0]) * share;
            rgb[1] += (green - rgb[1]) * share;
            rgb[2] += (blue - rgb[2]) * share;
        }
    }

    private static float toLinear(int value) {
        double s = value / 255.0;
        return (float) (s <= 0.04045 ? s / 12.92 : StrictMath.pow((s + 0.055) / 1.055, 2.4));
    }
}
