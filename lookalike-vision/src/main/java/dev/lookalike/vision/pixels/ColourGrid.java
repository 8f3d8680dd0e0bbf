package dev.lookalike.vision.pixels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Colours with shares as vectors: how much lies near each of some colours spread evenly over all that a screen can show.
public final class ColourGrid {
    /*
     * A colour gives its share to the grid's colours around it, by exp(-d^2 / 2 SPREAD^2) of the distance d in CIELAB. The dot product
     * of two such vectors falls with the distance of their colours as a Gaussian of twice the variance does: colours that look the
     * same count fully, such that look alike some, others nothing. So the cosine compares palettes as wholes, shares and
     * all, as an earth mover's distance does that moves nothing further than alike (a kernel mean embedding; Smola et al. 2007), and is a
     * dot product of vectors that any index finds. STEP and SPREAD: docs/measurements/recommendation.md.
     */
    private static final int STEP = 14;
    private static final double SPREAD = 7;
    private static final int LIGHTNESSES = 8;
    private static final int FROM_A = -90;
    private static final int COUNT_A = 13;
    private static final int FROM_B = -110;
    private static final int COUNT_B = 15;

    /// How far outside a screen's range a colour of the grid may lie, in light.
    private static final double OUTSIDE = 0.05;

    /// Colours nearer to each other than this are counted as one before they are spread.
    private static final int FINE = 4;

    private static final int[] NUMBERS = numbers();

    /// How many values a vector has.
    public static final int DIMENSION = Arrays.stream(NUMBERS).max().orElseThrow() + 1;

    /// Of each number its place of the grid.
    private static final int[] PLACES = IntStream.range(0, NUMBERS.length).filter(i -> NUMBERS[i] >= 0).toArray();

    private ColourGrid() {}

    /// Of each place of the grid its number, or -1 where no screen can show it.
    private static int[] numbers() {
        var numbers = new int[LIGHTNESSES * COUNT_A * COUNT_B];
        int next = 0;
        for (int i = 0; i < numbers.length; i++) {
            double[] light = Lab.light(STEP * (i / (COUNT_A * COUNT_B)),
                    FROM_A + STEP * (i / COUNT_B % COUNT_A), FROM_B + STEP * (i % COUNT_B));
            boolean shown = Arrays.stream(light).allMatch(each -> each > -OUTSIDE && each < 1 + OUTSIDE);
            numbers[i] = shown ? next++ : -1;
        }
        return numbers;
    }

    /// A colour and how much of it there is.
    ///
    /// @param lab
    ///            lightness, green to red, blue to yellow
    public record Shade(double[] lab, double share) {}

    /// The colours of pixels, those that are nearly the same together.
    ///
    /// @param lab
    ///            three values for each pixel
    /// @param weights
    ///            of the pixels
    public static List<Shade> shades(float[] lab, float[] weights) {
        Map<Long, double[]> sums = new HashMap<>();
        for (int i = 0; i < weights.length; i++) {
            long key = 0;
            for (int channel = 0; channel < 3; channel++) {
                key = key << 16 | (Math.round(lab[3 * i + channel] / FINE) & 0xFFFF);
            }
            double[] sum = sums.computeIfAbsent(key, _ -> new double[4]);
            for (int channel = 0; channel < 3; channel++) {
                sum[channel] += weights[i] * lab[3 * i + channel];
            }
            sum[3] += weights[i];
        }
        var shades = new ArrayList<Shade>();
        sums.values().stream().filter(sum -> sum[3] > 0).forEach(sum -> shades
                .add(new Shade(new double[]{sum[0] / sum[3], sum[1] / sum[3], sum[2] / sum[3]}, sum[3])));
        return shades;
    }

    /// The vector of some colours: `DIMENSION` values, of length 1.
    ///
    /// @param shades
    ///            with shares that are more than 0 together
    public static float[] vector(List<Shade> shades) {
        var sums = new double[DIMENSION];
        for (Shade shade : shades) {
            spread(shade, sums);
        }
        double squares = 0;
        for (double sum : sums) {
            squares += sum * sum;
        }
        var vector = new float[DIMENSION];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (sums[i] / Math.sqrt(squares));
        }
        return vector;
    }

    private static void spread(Shade shade, double[] sums) {
        double[] l = nearness(shade.lab[0], 0, LIGHTNESSES);
        double[] a = nearness(shade.lab[1], FROM_A, COUNT_A);
        double[] b = nearness(shade.lab[2], FROM_B, COUNT_B);
        double all = 0;
        for (int i = 0; i < NUMBERS.length; i++) {
            all += NUMBERS[i] < 0 ? 0 : l[i / (COUNT_A * COUNT_B)] * a[i / COUNT_B % COUNT_A] * b[i % COUNT_B];
        }
        for (int i = 0; i < NUMBERS.length && all > 0; i++) {
            if (NUMBERS[i] >= 0) {
                sums[NUMBERS[i]] += shade.share / all * l[i / (COUNT_A * COUNT_B)] * a[i / COUNT_B % COUNT_A]
                        * b[i % COUNT_B];
            }
        }
    }

    /// The colour that a vector has most of: lightness, green to red, blue to yellow.
    ///
    /// @param vector
    ///            as [#vector] makes it
    public static float[] main(float[] vector) {
        int most = 0;
        for (int i = 0; i < vector.length; i++) {
            most = vector[i] > vector[most] ? i : most;
        }
        double[] peak = place(PLACES[most]);
        var sum = new double[3];
        double all = 0;
        for (int i = 0; i < vector.length; i++) {
            double[] place = place(PLACES[i]);
            double apart = 0;
            for (int channel = 0; channel < 3; channel++) {
                apart += (place[channel] - peak[channel]) * (place[channel] - peak[channel]);
            }
            double weight = vector[i] * StrictMath.exp(-apart / (2 * STEP * STEP));
            all += weight;
            for (int channel = 0; channel < 3; channel++) {
                sum[channel] += weight * place[channel];
            }
        }
        return new float[]{(float) (sum[0] / all), (float) (sum[1] / all), (float) (sum[2] / all)};
    }

    private static double[] place(int i) {
        return new double[]{STEP * (i / (COUNT_A * COUNT_B)), FROM_A + STEP * (i / COUNT_B % COUNT_A),
                FROM_B + STEP * (i % COUNT_B)};
    }

    private static double[] nearness(double value, int from, int count) {
        var nearness = new double[count];
        for (int i = 0; i < count; i++) {
            double apart = (value - from - i * STEP) / SPREAD;
            nearness[i] = StrictMath.exp(-apart * apart / 2);
        }
        return nearness;
    }
}
