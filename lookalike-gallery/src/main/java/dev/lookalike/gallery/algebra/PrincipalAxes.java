package dev.lookalike.gallery.algebra;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// The directions in which vectors differ most.
public final class PrincipalAxes {
    /*
     * Subspace iteration (Halko, Martinsson & Tropp 2011, algorithm 4.4): a block of random directions is multiplied
     * by the covariance and made orthonormal, again and again, and turns towards the leading eigenvectors; a small
     * eigenproblem inside the block (Rayleigh-Ritz) then sorts them. A few more directions than asked are carried, so
     * that the last ones wanted converge too. What matters is the energy the axes hold together, not each eigenvector
     * to the last digit: ROUNDS of real embeddings leave 0.0004 of it outside (a test holds a thousandth), at a fraction
     * of the time of a full decomposition, and without a library for it.
     */

    private static final int SPARE = 32;
    private static final int ROUNDS = 5;
    private static final int TOGETHER = 8;

    private PrincipalAxes() {}

    /// The `count` leading eigenvectors of a symmetric matrix, the first the strongest.
    ///
    /// @return value `i * count + j` is value `i` of eigenvector `j`
    public static float[] of(double[][] covariance, int count, BooleanSupplier cancelled) {
        int dimension = covariance.length;
        double[][] block = start(Math.min(dimension, count + SPARE), dimension);
        for (int round = 0; round < ROUNDS; round++) {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException("the gallery is being closed");
            }
            block = orthonormal(times(covariance, block));
        }
        return columns(sorted(covariance, block), count);
    }

    /// Axes of length one, at right angles, that span what some axes do; laid out like those of [#of].
    public static float[] orthonormal(int dimension, float[] axes) {
        int count = axes.length / dimension;
        var rows = new double[count][dimension];
        for (int j = 0; j < count; j++) {
            for (int i = 0; i < dimension; i++) {
                rows[j][i] = axes[i * count + j];
            }
        }
        return columns(orthonormal(rows), count);
    }

    private static float[] columns(double[][] rows, int count) {
        int dimension = rows[0].length;
        var axes = new float[dimension * count];
        for (int j = 0; j < count; j++) {
            for (int i = 0; i < dimension; i++) {
                axes[i * count + j] = (float) rows[j][i];
            }
        }
        return axes;
    }

    private static double[][] start(int count, int dimension) {
        var random = new Random(1280);
        var block = new double[count][dimension];
        for (double[] row : block) {
            Arrays.setAll(row, i -> random.nextGaussian());
        }
        return orthonormal(block);
    }

    // Each row of the result is the matrix times that row; the matrix is read once for several rows.
    private static double[][] times(double[][] matrix, double[][] rows) {
        int dimension = matrix.length;
        var results = new double[rows.length][dimension];
        for (int first = 0; first < rows.length; first += TOGETHER) {
            int last = Math.min(first + TOGETHER, rows.length);
            for (int i = 0; i < dimension; i++) {
                for (int row = first; row < last; row++) {
                    addScaled(results[row], matrix[i], rows[row][i]);
                }
            }
        }
        return results;
    }

    // Gram-Schmidt, twice over each row: once loses orthogonality where rows are nearly alike.
    private static double[][] orthonormal(double[][] rows) {
        for (int row = 0; row < rows.length; row++) {
            for (int pass = 0; pass < 2; pass++) {
                for (int before = 0; before < row; before++) {
                    addScaled(rows[row], rows[before], -dot(rows[row], rows[before]));
                }
                normalise(rows[row], row);
            }
        }
        return rows;
    }

    // A row of nothing (fewer directions than rows) becomes an axis of its own; the second pass makes it orthogonal.
    private static void normalise(double[] row, int number) {
        double length = Math.sqrt(dot(row, row));
        if (length < 1e-30) {
            Arrays.fill(row, 0);
            row[number] = 1;
            return;
        }
        for (int i = 0; i < row.length; i++) {
            row[i] /= length;
        }
    }

    private static double[][] sorted(double[][] covariance, double[][] block) {
        double[][] image = times(covariance, block);
        var small = new double[block.length][block.length];
        for (int i = 0; i < block.length; i++) {
            for (int j = i; j < block.length; j++) {
                small[i][j] = dot(block[i], image[j]);
                small[j][i] = small[i][j];
            }
        }
        double[][] turned = SymmetricEigen.vectors(small);
        Integer[] order = IntStream.range(0, block.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> -small[i][i]));
        var axes = new double[block.length][covariance.length];
        for (int j = 0; j < block.length; j++) {
            for (int row = 0; row < block.length; row++) {
                addScaled(axes[j], block[row], turned[row][order[j]]);
            }
        }
        return axes;
    }

    private static void addScaled(double[] sum, double[] row, double scale) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += scale * row[i];
        }
    }

    // Four sums side by side: the additions need not wait for each other.
    private static double dot(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += a[i] * b[i];
        }
        return s0 + s1 + (s2 + s3);
    }
}
