package dev.lookalike.gallery.health;

/// How well a change of colours that people make takes one picture to another.
final class ColourMap {
    /*
     * Contrast, brightness, white balance and how colourful a picture is: each channel is mixed with the brightness, the same share for all
     * three, scaled by a gain and moved. What a mid grey becomes and gains are bounded, so that a hue does not become another: any
     * linear map would do that, and take a pink cushion to a blue one. Within that, gains and offsets are least squares. What is left is
     * held against what there was, in brightness and in the two differences of channels apart: hues have to fit as well as light and dark,
     * which vary far more. All colours may go, but only to grey: a ramp of greys would fit whatever is lighter and darker.
     */
    private static final double[] COLOURFUL = {1, 0.6};
    private static final double LEAST_GAIN = 0.33;
    private static final double MOST_GAIN = 3;
    private static final double GREY = 127;
    private static final double MOST_MOVED = 64;

    /// So many levels of noise are nothing: what compression leaves of hues.
    private static final double NOISE = 4;

    private ColourMap() {}

    /// The lower of the correlations of brightness and of hue between `to` and what the best change makes of `from`, 0 to 1.
    static double agreement(Plane[] from, Plane[] to) {
        double best = isGrey(to) ? explained(from, to, 0) : 0;
        for (double colourful : COLOURFUL) {
            best = Math.max(best, explained(from, to, colourful));
        }
        return Math.sqrt(best);
    }

    private static double explained(Plane[] from, Plane[] to, double colourful) {
        var changed = new float[3][];
        for (int channel = 0; channel < 3; channel++) {
            changed[channel] = changed(mixed(from, channel, colourful), to[channel].values());
        }
        return Math.min(explained(changed, to, 0, 1), explained(changed, to, 1, 3));
    }

    private static boolean isGrey(Plane[] colours) {
        int count = colours[0].values().length;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            for (int channel = 1; channel < 3; channel++) {
                double hue = opponent(colours[0].values()[i], colours[1].values()[i], colours[2].values()[i], channel);
                squares += hue * hue;
            }
        }
        return squares < 2 * NOISE * NOISE * count;
    }

    private static float[] mixed(Plane[] colours, int channel, double colourful) {
        var mixed = new float[colours[channel].values().length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = (float) (colourful * colours[channel].values()[i] + (1 - colourful)
                    * (colours[0].values()[i] + colours[1].values()[i] + colours[2].values()[i]) / 3);
        }
        return mixed;
    }

    /// The values, scaled and moved so that they are as near to others as bounded gains allow.
    private static float[] changed(float[] values, float[] to) {
        double mean = mean(values);
        double wanted = mean(to);
        double squares = 0;
        double products = 0;
        for (int i = 0; i < values.length; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
            products += (values[i] - mean) * (to[i] - wanted);
        }
        double gain = Math.clamp(products / Math.max(squares, 1e-6), LEAST_GAIN, MOST_GAIN);
        double grey = Math.clamp(wanted + gain * (GREY - mean), GREY - MOST_MOVED, GREY + MOST_MOVED);
        var changed = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            changed[i] = (float) (grey + gain * (values[i] - GREY));
        }
        return changed;
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    // The share of the variance of some opponent channels that the change explains.
    private static double explained(float[][] changed, Plane[] to, int first, int end) {
        int count = changed[0].length;
        double left = 0;
        double all = 0;
        for (int channel = first; channel < end; channel++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < count; i++) {
                double value = opponent(to[0].values()[i], to[1].values()[i], to[2].values()[i], channel);
                double apart = value - opponent(changed[0][i], changed[1][i], changed[2][i], channel);
                sum += value;
                squares += value * value;
                left += apart * apart;
            }
            all += squares - sum * sum / count;
        }
        double noise = NOISE * NOISE * count * (end - first);
        return 1 - Math.max(0, left - noise) / (all + noise);
    }

    /// Brightness, red less green, and blue less both.
    private static double opponent(double red, double green, double blue, int channel) {
        return switch (channel) {
            case 0 -> (red + green + blue) / 3;
            case 1 -> red - green;
            default -> blue - (red + green) / 2;
        };
    }
}
