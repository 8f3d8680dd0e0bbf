package dev.lookalike.gallery.compatibility;

import java.util.Arrays;

import dev.lookalike.gallery.algebra.Covariance;
import dev.lookalike.gallery.algebra.PrincipalAxes;

/// Where vectors lie along the few directions in which they differ most, their mean squared length 1 there.
final class Axes {
    static final int COUNT = 16;
    private static final int SAMPLE = 3_000;

    private Axes() {}

    /// A row of [#COUNT] values for each vector; zeros for one of length 0, or where too few are known.
    static float[][] of(float[][] vectors) {
        var rows = new float[vectors.length][COUNT];
        float[][] known = Arrays.stream(vectors).filter(each -> each.length > 0).toArray(float[][]::new);
        if (known.length < 2 || known[0].length < COUNT) {
            return rows;
        }
        int width = known[0].length;
        int step = Math.max(1, known.length / SAMPLE);
        var mean = new double[width];
        int count = 0;
        for (int i = 0; i < known.length; i += step, count++) {
            for (int j = 0; j < width; j++) {
                mean[j] += known[i][j];
            }
        }
        for (int j = 0; j < width; j++) {
            mean[j] /= count;
        }
        var covariance = new Covariance(width);
        for (int i = 0; i < known.length; i += step) {
            covariance.add(less(known[i], mean));
        }
        float[] axes = PrincipalAxes.of(covariance.matrix(), COUNT, () -> false);
        double square = 0;
        for (int row = 0; row < rows.length; row++) {
            if (vectors[row].length > 0) {
                double[] centred = less(vectors[row], mean);
                for (int i = 0; i < width; i++) {
                    for (int axis = 0; axis < COUNT; axis++) {
                        rows[row][axis] += (float) (centred[i] * axes[i * COUNT + axis]);
                    }
                }
                for (float each : rows[row]) {
                    square += (double) each * each / known.length;
                }
            }
        }
        for (float[] row : rows) {
            for (int axis = 0; square > 0 && axis < COUNT; axis++) {
                row[axis] /= (float) Math.sqrt(square);
            }
        }
        return rows;
    }

    private static double[] less(float[] vector, double[] mean) {
        var centred = new double[mean.length];
        for (int i = 0; i < centred.length; i++) {
            centred[i] = vector[i] - mean[i];
        }
        return centred;
    }
}
