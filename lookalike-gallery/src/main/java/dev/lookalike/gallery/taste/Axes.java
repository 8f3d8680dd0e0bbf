package dev.lookalike.gallery.taste;

import dev.lookalike.gallery.algebra.Covariance;
import dev.lookalike.gallery.algebra.PrincipalAxes;

/// The principal axes of features: the best that a linear map of their size can do to draw them again.
final class Axes {
    private Axes() {}

    /// As many rows of length 1 as there are, or `count`; the features are centred.
    static float[][] of(float[][] features, int count) {
        int width = features[0].length;
        var covariance = new Covariance(width);
        for (float[] row : features) {
            var values = new double[width];
            for (int i = 0; i < width; i++) {
                values[i] = row[i];
            }
            covariance.add(values);
        }
        float[] columns = PrincipalAxes.of(covariance.matrix(), count, () -> false);
        var axes = new float[count][width];
        for (int i = 0; i < width; i++) {
            for (int axis = 0; axis < count; axis++) {
                axes[axis][i] = columns[i * count + axis];
            }
        }
        return axes;
    }

    /// The share of the squares of some rows that these axes leave out.
    static double leftOut(float[][] axes, float[][] features, int[] rows) {
        double kept = 0;
        double all = 0;
        for (int row : rows) {
            for (float[] axis : axes) {
                double along = Floats.dot(axis, features[row]);
                kept += along * along;
            }
            all += Floats.dot(features[row], features[row]);
        }
        return 1 - kept / all;
    }
}
