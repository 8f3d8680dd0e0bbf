package dev.lookalike.bench;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/// Plain linear algebra on rows of embeddings, written to be read and checked: not what the gallery runs.
final class Spaces {
    private static final int ROUNDS = 60;
    private static final int BLOCK = 8;

    private Spaces() {}

    /// The rows minus their mean.
    static float[][] centred(float[][] rows) {
        var mean = new double[rows[0].length];
        for (var row : rows) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i];
            }
        }
        return Arrays.stream(rows).map(row -> {
            var moved = new float[mean.length];
            for (int i = 0; i < mean.length; i++) {
                moved[i] = (float) (row[i] - mean[i] / rows.length);
            }
            return moved;
        }).toArray(float[][]::new);
    }

    /// The centred rows along their first principal components.
    static float[][] principal(float[][] rows, int count) {
        return products(centred(rows), transposed(axes(rows, count)));
    }

    /// The first principal components, found by orthogonal iteration on the covariance.
    static float[][] axes(float[][] rows, int count) {
        var moved = centred(rows);
        var columns = transposed(moved);
        var covariance = products(columns, moved);
        var random = new Random(1);
        var axes = new float[count][columns.length];
        for (var axis : axes) {
            for (int i = 0; i < axis.length; i++) {
                axis[i] = (float) random.nextGaussian();
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            axes = products(axes, covariance);
            orthonormalise(axes);
        }
        return axes;
    }

    /// One row along each of the axes, given column by column.
    static float[] along(float[][] columns, float[] row) {
        var values = new float[columns[0].length];
        for (int j = 0; j < row.length; j++) {
            add(values, columns[j], row[j]);
        }
        return values;
    }

    private static void orthonormalise(float[][] axes) {
        for (int i = 0; i < axes.length; i++) {
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < i; j++) {
                    add(axes[i], axes[j], -dot(axes[i], axes[j]));
                }
            }
            double length = Math.sqrt(dot(axes[i], axes[i]));
            for (int k = 0; k < axes[i].length; k++) {
                axes[i][k] /= (float) length;
            }
        }
    }

    /// The cosine of each row with each.
    static float[][] cosines(float[][] rows) {
        var unit = Arrays.stream(rows).map(row -> {
            double length = Math.sqrt(dot(row, row));
            var scaled = new float[row.length];
            for (int i = 0; i < row.length; i++) {
                scaled[i] = (float) (row[i] / length);
            }
            return scaled;
        }).toArray(float[][]::new);
        return products(unit, transposed(unit));
    }

    /// The matrix product of `left` and `right`, both row by row.
    private static float[][] products(float[][] left, float[][] right) {
        var result = new float[left.length][right[0].length];
        IntStream.range(0, (left.length + BLOCK - 1) / BLOCK).parallel().forEach(block -> {
            int end = Math.min(left.length, (block + 1) * BLOCK);
            for (int k = 0; k < right.length; k++) {
                for (int i = block * BLOCK; i < end; i++) {
                    add(result[i], right[k], left[i][k]);
                }
            }
        });
        return result;
    }

    private static void add(float[] sum, float[] values, double factor) {
        float times = (float) factor;
        for (int i = 0; i < sum.length; i++) {
            sum[i] += times * values[i];
        }
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    static float[][] transposed(float[][] rows) {
        var columns = new float[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                columns[j][i] = rows[i][j];
            }
        }
        return columns;
    }
}
