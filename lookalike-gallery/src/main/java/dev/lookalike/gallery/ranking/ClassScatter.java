package dev.lookalike.gallery.ranking;

import dev.lookalike.gallery.algebra.Matrix;
/// How pictures of one class differ from each other, whatever the class.
final class ClassScatter {
    private ClassScatter() {}

    /// A map after which they differ as much in every direction (within-class covariance normalisation, Hatch, Kajarekar &
    /// Stolcke 2006), and vectors are as long as before in the mean.
    ///
    /// @param vectors
    ///            of the lessons
    /// @param kept
    ///            which classes are learnt from
    /// @param shrinkage
    ///            what is added to the spread in every direction, as a multiple of its mean; the more, the less is changed
    static float[][] whitening(float[][] vectors, Lessons lessons, boolean[] kept, double shrinkage) {
        int dimension = vectors[0].length;
        var means = new double[lessons.count()][dimension];
        var members = new int[lessons.count()];
        int count = 0;
        for (int row = 0; row < vectors.length; row++) {
            int of = lessons.classes()[row];
            if (kept[of]) {
                members[of]++;
                count++;
                for (int i = 0; i < dimension; i++) {
                    means[of][i] += vectors[row][i];
                }
            }
        }
        var apart = new float[count][dimension];
        int next = 0;
        for (int row = 0; row < vectors.length; row++) {
            int of = lessons.classes()[row];
            if (kept[of]) {
                for (int i = 0; i < dimension; i++) {
                    apart[next][i] = (float) (vectors[row][i] - means[of][i] / members[of]);
                }
                next++;
            }
        }
        double[][] covariance = Matrix.doubles(Matrix.transposedTimes(apart, apart), 1.0 / count);
        Matrix.shrink(covariance, shrinkage);
        float[][] map = Matrix.inverseRoot(covariance);
        Matrix.multiply(map, Matrix.scale(vectors) / Matrix.scale(Matrix.times(vectors, map)));
        return map;
    }
}
