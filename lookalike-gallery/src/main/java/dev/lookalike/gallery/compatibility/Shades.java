package dev.lookalike.gallery.compatibility;

import java.util.Arrays;
import java.util.stream.IntStream;

import dev.lookalike.vision.Palette;

/// The main colour of each piece, and how two of them lie to each other.
final class Shades {
    /*
     * A colour is where it lies in CIELAB. It belongs to some of LANDMARKS colours, those furthest from each other among the pieces,
     * by a Gaussian of NEAR: what is learnt of red and navy holds for crimson and dark blue. Which colours go together is also a
     * matter of what can be said of any two: how far apart they are in lightness, in hue and in all; how vivid the less vivid
     * is, whether one is nearly grey; whether both are light or both dark (after Ou & Luo 2006, "A colour harmony model for
     * two-colour combinations", who found the same terms; how much each counts is learnt).
     */
    static final int LANDMARKS = 20;
    static final int RELATIONS = 7;
    private static final double NEAR = 15;
    private static final double UNIT = 50;
    private static final double GREY = 0.2;

    /// Lightness, green to red, blue to yellow, in units of 50 and from the middle; NaN where not known.
    private final double[][] lab;
    private final double[] chroma;
    private final double[] grey;

    /// @param colours
    ///            vectors of palettes; of length 0 where not known
    Shades(float[][] colours) {
        lab = new double[colours.length][];
        chroma = new double[colours.length];
        grey = new double[colours.length];
        for (int piece = 0; piece < lab.length; piece++) {
            double[] place = {Double.NaN, Double.NaN, Double.NaN};
            if (colours[piece].length == Palette.DIMENSION) {
                float[] main = Palette.main(colours[piece]);
                place = new double[]{main[0] / UNIT - 1, main[1] / UNIT, main[2] / UNIT};
            }
            lab[piece] = place;
            chroma[piece] = Math.hypot(place[1], place[2]);
            grey[piece] = Math.exp(-chroma[piece] / GREY);
        }
    }

    /// How much each piece's colour is each of [#LANDMARKS] colours: 1 together; zeros where not known.
    float[][] memberships() {
        int[] known = IntStream.range(0, lab.length).filter(this::isKnown).toArray();
        var memberships = new float[lab.length][LANDMARKS];
        if (known.length == 0) {
            return memberships;
        }
        var landmarks = new int[Math.min(LANDMARKS, known.length)];
        var apart = new double[known.length];
        Arrays.fill(apart, Double.POSITIVE_INFINITY);
        int next = 0;
        for (int i = 0; i < landmarks.length; i++) {
            landmarks[i] = known[next];
            for (int j = 0; j < known.length; j++) {
                apart[j] = Math.min(apart[j], squared(known[j], landmarks[i]));
                next = j == 0 || apart[j] > apart[next] ? j : next;
            }
        }
        for (int piece : known) {
            double sum = 0;
            var weights = new double[landmarks.length];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = Math.exp(-squared(piece, landmarks[i]) * UNIT * UNIT / (2 * NEAR * NEAR)) + 1e-9;
                sum += weights[i];
            }
            for (int i = 0; i < weights.length; i++) {
                memberships[piece][i] = (float) (weights[i] / sum);
            }
        }
        return memberships;
    }

    private boolean isKnown(int piece) {
        return !Double.isNaN(lab[piece][0]);
    }

    private double squared(int one, int other) {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double apart = lab[one][i] - lab[other][i];
            sum += apart * apart;
        }
        return sum;
    }

    /// Adds how the colours of two pieces lie to each other, [#RELATIONS] numbers; nothing where one is not known.
    void relate(int one, int other, float[] into, int at) {
        if (!isKnown(one) || !isKnown(other)) {
            return;
        }
        double[] a = lab[one];
        double[] b = lab[other];
        double along = a[1] * b[1] + a[2] * b[2];
        into[at] += (float) Math.abs(a[0] - b[0]);
        into[at + 1] += (float) Math.min(chroma[one], chroma[other]);
        into[at + 2] += (float) (along / Math.max(GREY, Math.sqrt(chroma[one] * chroma[other])));
        into[at + 3] += (float) Math.max(grey[one], grey[other]);
        into[at + 4] += (float) Math.sqrt(squared(one, other));
        into[at + 5] += (float) Math.hypot(a[1] - b[1], a[2] - b[2]);
        into[at + 6] += (float) (a[0] * b[0]);
    }
}
