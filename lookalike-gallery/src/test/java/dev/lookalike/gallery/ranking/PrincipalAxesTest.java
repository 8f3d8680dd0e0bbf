package dev.lookalike.gallery.ranking;

import java.util.Random;

import dev.lookalike.gallery.algebra.Covariance;
import dev.lookalike.gallery.algebra.PrincipalAxes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

final class PrincipalAxesTest {
    private static final int DIMENSION = 300;
    private static final int AXES = 40;

    @Test
    void of_knownSpectrum_holdsItsEnergyInOrthonormalAxes() {
        double[] variances = new double[DIMENSION];
        double strongest = 0;
        for (int i = 0; i < DIMENSION; i++) {
            variances[i] = 1 / (1 + 0.1 * i);
            strongest += i < AXES ? variances[i] : 0;
        }
        double[][] covariance = rotated(variances, 7);

        float[] axes = PrincipalAxes.of(covariance, AXES, () -> false);

        double held = 0;
        double before = Double.MAX_VALUE;
        for (int j = 0; j < AXES; j++) {
            double[] axis = axis(axes, j);
            double variance = Scores.dot(axis, times(covariance, axis));
            assertThat(variance).isLessThan(before * 1.000_001);
            before = variance;
            held += variance;
            for (int other = 0; other <= j; other++) {
                assertThat(Scores.dot(axis, axis(axes, other))).isCloseTo(other == j ? 1 : 0, within(1e-6));
            }
        }
        assertThat(held).isBetween(0.999 * strongest, 1.000_001 * strongest);
    }

    @Test
    void of_fewerDirectionsThanAxes_isStillOrthonormal() {
        double[] variances = new double[DIMENSION];
        variances[0] = 3;
        variances[1] = 2;

        float[] axes = PrincipalAxes.of(rotated(variances, 8), AXES, () -> false);

        for (int j = 0; j < AXES; j++) {
            for (int other = 0; other <= j; other++) {
                assertThat(Scores.dot(axis(axes, j), axis(axes, other))).isCloseTo(other == j ? 1 : 0, within(1e-6));
            }
        }
    }

    @Test
    void matrix_ofVectors_isTheirCovariance() {
        int dimension = 7;
        var random = new Random(3);
        var vectors = new double[45][];
        var covariance = new Covariance(dimension);
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = Collected.gaussian(random, dimension, 1 + i % 3);
            covariance.add(vectors[i].clone());
        }

        double[][] matrix = covariance.matrix();

        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j < dimension; j++) {
                assertThat(matrix[i][j]).isCloseTo(covariance(vectors, i, j), within(1e-12));
            }
        }
    }

    private static double covariance(double[][] vectors, int i, int j) {
        double meanI = 0;
        double meanJ = 0;
        for (double[] vector : vectors) {
            meanI += vector[i] / vectors.length;
            meanJ += vector[j] / vectors.length;
        }
        double sum = 0;
        for (double[] vector : vectors) {
            sum += (vector[i] - meanI) * (vector[j] - meanJ);
        }
        return sum / vectors.length;
    }

    // A symmetric matrix with these eigenvalues: the diagonal, reflected at some random planes.
    private static double[][] rotated(double[] variances, long seed) {
        var matrix = new double[variances.length][variances.length];
        for (int i = 0; i < variances.length; i++) {
            matrix[i][i] = variances[i];
        }
        var random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            double[] normal = Collected.gaussian(random, variances.length, 1);
            matrix = reflectedBoth(matrix, normal);
        }
        return matrix;
    }

    private static double[][] reflectedBoth(double[][] matrix, double[] normal) {
        double[][] once = reflect(matrix, normal);
        return reflect(transposed(once), normal);
    }

    private static double[][] reflect(double[][] matrix, double[] normal) {
        double square = Scores.dot(normal, normal);
        var reflected = new double[matrix.length][];
        for (int i = 0; i < matrix.length; i++) {
            reflected[i] = matrix[i].clone();
            double along = 2 * Scores.dot(matrix[i], normal) / square;
            for (int j = 0; j < normal.length; j++) {
                reflected[i][j] -= along * normal[j];
            }
        }
        return reflected;
    }

    private static double[][] transposed(double[][] matrix) {
        var columns = new double[matrix.length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                columns[j][i] = matrix[i][j];
            }
        }
        return columns;
    }

    private static double[] axis(float[] axes, int number) {
        var axis = new double[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            axis[i] = axes[i * AXES + number];
        }
        return axis;
    }

    private static double[] times(double[][] matrix, double[] vector) {
        var product = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            product[i] = Scores.dot(matrix[i], vector);
        }
        return product;
    }
}
