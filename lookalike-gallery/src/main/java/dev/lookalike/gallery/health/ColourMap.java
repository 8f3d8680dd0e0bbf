package dev.lookalike.gallery.health;

/// How well one affine map takes the colours of one picture to those of another.
final class ColourMap {
    /*
     * Least squares: each channel of the one is a sum of the three of the other and a constant. What is left is held against
     * what there was, in brightness and in the two differences of channels apart: hues have to fit as well as light and dark,
     * which vary far more.
     */
    private static final int TERMS = 4;

    /// So many levels of noise are nothing: what compression leaves of hues.
    private static final double NOISE = 4;

    private ColourMap() {}

    /// The lower of the correlations of brightness and of hue between `to` and what the map makes of `from`, 0 to 1.
    static double agreement(Plane[] from, Plane[] to) {
        int count = from[0].values().length;
        var products = new double[TERMS][TERMS + 3];
        var terms = new double[TERMS];
        terms[3] = 1;
        for (int pixel = 0; pixel < count; pixel++) {
            for (int i = 0; i < 3; i++) {
                terms[i] = from[i].values()[pixel] / 256;
            }
            for (int i = 0; i < TERMS; i++) {
                for (int j = 0; j < TERMS; j++) {
                    products[i][j] += terms[i] * terms[j];
                }
                for (int j = 0; j < 3; j++) {
                    products[i][TERMS + j] += terms[i] * opponent(to, j, pixel);
                }
            }
        }
        for (int i = 0; i < TERMS; i++) {
            products[i][i] += 1e-4 * count;
        }
        double[][] weights = solved(products);
        double brightness = explained(from, to, weights, 0, 1);
        double hue = explained(from, to, weights, 1, 3);
        return Math.sqrt(Math.max(0, Math.min(brightness, hue)));
    }

    // The share of the variance of some opponent channels that the map explains.
    private static double explained(Plane[] from, Plane[] to, double[][] weights, int first, int end) {
        int count = from[0].values().length;
        double left = 0;
        double all = 0;
        for (int channel = first; channel < end; channel++) {
            double sum = 0;
            double squares = 0;
            for (int pixel = 0; pixel < count; pixel++) {
                double value = opponent(to, channel, pixel);
                double mapped = weights[3][channel];
                for (int i = 0; i < 3; i++) {
                    mapped += weights[i][channel] * from[i].values()[pixel] / 256;
                }
                sum += value;
                squares += value * value;
                left += (value - mapped) * (value - mapped);
            }
            all += squares - sum * sum / count;
        }
        double noise = NOISE * NOISE * count * (end - first);
        return 1 - Math.max(0, left - noise) / (all + noise);
    }

    /// Brightness, red less green, and blue less both.
    private static double opponent(Plane[] colours, int channel, int pixel) {
        double red = colours[0].values()[pixel];
        double green = colours[1].values()[pixel];
        double blue = colours[2].values()[pixel];
        return switch (channel) {
            case 0 -> (red + green + blue) / 3;
            case 1 -> red - green;
            default -> blue - (red + green) / 2;
        };
    }

    // Gauss and Jordan; the matrix is positive definite, so no row has to be exchanged.
    private static double[][] solved(double[][] rows) {
        for (int pivot = 0; pivot < TERMS; pivot++) {
            double scale = 1 / rows[pivot][pivot];
            for (int j = pivot; j < rows[pivot].length; j++) {
                rows[pivot][j] *= scale;
            }
            for (int i = 0; i < TERMS; i++) {
                double factor = i == pivot ? 0 : rows[i][pivot];
                for (int j = pivot; factor != 0 && j < rows[i].length; j++) {
                    rows[i][j] -= factor * rows[pivot][j];
                }
            }
        }
        var weights = new double[TERMS][3];
        for (int i = 0; i < TERMS; i++) {
            System.arraycopy(rows[i], TERMS, weights[i], 0, 3);
        }
        return weights;
    }
}
