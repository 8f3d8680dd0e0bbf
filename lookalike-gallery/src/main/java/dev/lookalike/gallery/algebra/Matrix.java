package dev.lookalike.gallery.algebra;

import java.util.stream.IntStream;

/// Products of small dense matrices, given as rows, on all cores.
public final class Matrix {
    /*
     * The innermost loop adds a multiple of one row to another: independent sums, which the compiler does with wide
     * registers. Each row of a result is added up in one order whatever the number of cores, so results are the same bits
     * everywhere.
     */
    private static final int BLOCK = 8;

    private Matrix() {}

    /// `left` times `right`.
    public static float[][] times(float[][] left, float[][] right) {
        int columns = right[0].length;
        var product = new float[left.length][columns];
        blocks(left.length).forEach(block -> {
            int last = Math.min(left.length, (block + 1) * BLOCK);
            for (int k = 0; k < right.length; k++) {
                for (int i = block * BLOCK; i < last; i++) {
                    addScaled(product[i], right[k], left[i][k]);
                }
            }
        });
        return product;
    }

    /// The transpose of `left` times `right`, both with a row for each of the same things.
    public static float[][] transposedTimes(float[][] left, float[][] right) {
        int rows = left[0].length;
        var product = new float[rows][right[0].length];
        blocks(rows).forEach(block -> {
            int last = Math.min(rows, (block + 1) * BLOCK);
            for (int row = 0; row < left.length; row++) {
                for (int i = block * BLOCK; i < last; i++) {
                    addScaled(product[i], right[row], left[row][i]);
                }
            }
        });
        return product;
    }

    /// The mean of the rows.
    public static float[] mean(float[][] rows) {
        var sums = new double[rows[0].length];
        for (float[] row : rows) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += row[i];
            }
        }
        var mean = new float[sums.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sums[i] / rows.length);
        }
        return mean;
    }

    /// The root of the mean squared length of the rows.
    public static double scale(float[][] rows) {
        double sum = 0;
        for (float[] row : rows) {
            for (float value : row) {
                sum += (double) value * value;
            }
        }
        return Math.sqrt(sum / rows.length);
    }

    /// The rows, each of length one.
    public static float[][] units(float[][] rows) {
        var units = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            double square = 0;
            for (float value : rows[i]) {
                square += (double) value * value;
            }
            units[i] = new float[rows[i].length];
            addScaled(units[i], rows[i], (float) (1 / Math.sqrt(Math.max(square, Float.MIN_NORMAL))));
        }
        return units;
    }

    /// Every value times `factor`, in place.
    public static void multiply(float[][] rows, double factor) {
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] *= (float) factor;
            }
        }
    }

    /// The columns as rows.
    public static float[][] transposed(float[][] rows) {
        var columns = new float[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                columns[j][i] = rows[i][j];
            }
        }
        return columns;
    }

    /// Every value times `factor`, as double.
    public static double[][] doubles(float[][] rows, double factor) {
        var doubles = new double[rows.length][rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < doubles[i].length; j++) {
                doubles[i][j] = factor * rows[i][j];
            }
        }
        return doubles;
    }

    /// So many rows of one length, from their values one after the other; no rows of no values.
    public static float[][] rows(float[] values, int count) {
        int length = values.length / count;
        var rows = new float[length == 0 ? 0 : count][length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, i * length, rows[i], 0, length);
        }
        return rows;
    }

    /// The rows' values one after the other.
    public static float[] flat(float[][] rows) {
        int length = rows[0].length;
        var values = new float[rows.length * length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, values, i * length, length);
        }
        return values;
    }

    /// Adds to the diagonal `factor` times its mean, so that a covariance has an inverse.
    public static void shrink(double[][] covariance, double factor) {
        double trace = 0;
        for (int i = 0; i < covariance.length; i++) {
            trace += covariance[i][i];
        }
        double added = Math.max(factor * trace / covariance.length, Float.MIN_NORMAL);
        for (int i = 0; i < covariance.length; i++) {
            covariance[i][i] += added;
        }
    }

    /// Columns of length one, at right angles, that span what the columns do: each row times the inverse root of the columns'
    /// products, twice, because once loses some of the right angles to rounding.
    public static float[][] orthonormal(float[][] rows) {
        float[][] turned = rows;
        for (int pass = 0; pass < 2; pass++) {
            multiply(turned, 1 / scale(turned));
            double[][] products = doubles(transposedTimes(turned, turned), 1);
            shrink(products, 1e-6);
            turned = times(turned, inverseRoot(products));
        }
        return turned;
    }

    /// A root of the inverse of a symmetric positive definite matrix: rows times it have covariance one where they had that
    /// matrix.
    public static float[][] inverseRoot(double[][] matrix) {
        int count = matrix.length;
        double[][] lower = root(matrix);
        var inverse = new float[count][count];
        IntStream.range(0, count).parallel().forEach(column -> {
            var solved = new double[count];
            for (int i = column; i < count; i++) {
                solved[i] = ((i == column ? 1 : 0) - dot(lower[i], solved, column, i)) / lower[i][i];
                inverse[column][i] = (float) solved[i];
            }
        });
        return inverse;
    }

    /// What a symmetric positive definite matrix maps to `right`.
    ///
    /// @param lower
    ///            its [#root]
    public static double[][] solve(double[][] lower, double[][] right) {
        var solved = new double[right.length][right[0].length];
        for (int column = 0; column < right[0].length; column++) {
            var values = new double[right.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (right[i][column] - dot(lower[i], values, 0, i)) / lower[i][i];
            }
            for (int i = values.length - 1; i >= 0; i--) {
                values[i] /= lower[i][i];
                for (int k = 0; k < i; k++) {
                    values[k] -= lower[i][k] * values[i];
                }
                solved[i][column] = values[i];
            }
        }
        return solved;
    }

    /// Cholesky's lower triangle of a symmetric positive definite matrix: times its transpose, it is the matrix.
    public static double[][] root(double[][] matrix) {
        int count = matrix.length;
        var lower = new double[count][count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                lower[i][j] = (matrix[i][j] - dot(lower[i], lower[j], 0, j)) / lower[j][j];
            }
            lower[i][i] = Math.sqrt(matrix[i][i] - dot(lower[i], lower[i], 0, i));
        }
        return lower;
    }

    // Four sums side by side: the additions need not wait for each other.
    private static double dot(double[] a, double[] b, int from, int to) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < to; i++) {
            s0 += a[i] * b[i];
        }
        return s0 + s1 + (s2 + s3);
    }

    public static void addScaled(float[] sum, float[] row, float factor) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * row[i];
        }
    }

    private static IntStream blocks(int rows) {
        return IntStream.range(0, Math.ceilDiv(rows, BLOCK)).parallel();
    }
}
