package dev.lookalike.gallery.algebra;

/// The eigenvectors of a small symmetric matrix, by Jacobi's rotations.
public final class SymmetricEigen {
    private static final int MOST_SWEEPS = 30;

    private SymmetricEigen() {}

    /// Turns `matrix` into its eigenvalues, on the diagonal and in no order.
    ///
    /// @return column `j` is the eigenvector of the value at `matrix[j][j]`
    public static double[][] vectors(double[][] matrix) {
        int count = matrix.length;
        // Rows are rotated, which lie together in memory; they are turned into columns at the end.
        var vectors = new double[count][count];
        for (int i = 0; i < count; i++) {
            vectors[i][i] = 1;
        }
        double enough = 1e-24 * squares(matrix, true);
        for (int sweep = 0; sweep < MOST_SWEEPS && squares(matrix, false) > enough; sweep++) {
            for (int p = 0; p < count - 1; p++) {
                for (int q = p + 1; q < count; q++) {
                    rotate(matrix, vectors, p, q);
                }
            }
        }
        return transposed(vectors);
    }

    private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
        double off = matrix[p][q];
        if (off == 0) {
            return;
        }
        double theta = (matrix[q][q] - matrix[p][p]) / (2 * off);
        double tangent = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        turnRows(matrix[p], matrix[q], cosine, sine);
        for (double[] row : matrix) {
            double atP = row[p];
            double atQ = row[q];
            row[p] = cosine * atP - sine * atQ;
            row[q] = sine * atP + cosine * atQ;
        }
        matrix[p][q] = 0;
        matrix[q][p] = 0;
        turnRows(vectors[p], vectors[q], cosine, sine);
    }

    private static void turnRows(double[] p, double[] q, double cosine, double sine) {
        for (int i = 0; i < p.length; i++) {
            double atP = p[i];
            double atQ = q[i];
            p[i] = cosine * atP - sine * atQ;
            q[i] = sine * atP + cosine * atQ;
        }
    }

    private static double squares(double[][] matrix, boolean diagonal) {
        double sum = 0;
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                sum += diagonal || i != j ? matrix[i][j] * matrix[i][j] : 0;
            }
        }
        return sum;
    }

    private static double[][] transposed(double[][] rows) {
        var columns = new double[rows.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows.length; j++) {
                columns[i][j] = rows[j][i];
            }
        }
        return columns;
    }
}
