package dev.lookalike.gallery.map;

import java.util.Arrays;

import dev.lookalike.gallery.algebra.Covariance;
import dev.lookalike.gallery.algebra.PrincipalAxes;

/// Where vectors lie along the two axes in which they differ most.
final class Axes {
    /// Two axes need no more vectors than this; they are taken evenly.
    private static final int MOST_SAMPLED = 8_192;

    private Axes() {}

    /// The first two principal components of each vector: x, then y.
    static float[][] along(float[][] vectors) {
        int dimension = vectors[0].length;
        var along = new float[2][vectors.length];
        var gathered = new Covariance(dimension);
        int stride = (vectors.length + MOST_SAMPLED - 1) / MOST_SAMPLED;
        for (int row = 0; row < vectors.length; row += stride) {
            gathered.add(doubles(vectors[row]));
        }
        int count = Math.min(2, dimension);
        float[] axes = PrincipalAxes.of(gathered.matrix(), count, () -> Thread.currentThread().isInterrupted());
        for (int row = 0; row < vectors.length; row++) {
            var sums = new double[count];
            for (int i = 0; i < dimension; i++) {
                for (int axis = 0; axis < count; axis++) {
                    sums[axis] += vectors[row][i] * axes[i * count + axis];
                }
            }
            for (int axis = 0; axis < count; axis++) {
                along[axis][row] = (float) sums[axis];
            }
        }
        return along;
    }

    private static double[] doubles(float[] values) {
        var doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }
}
