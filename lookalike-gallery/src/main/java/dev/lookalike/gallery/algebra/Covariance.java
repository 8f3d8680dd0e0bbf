package dev.lookalike.gallery.algebra;

/// How vectors vary together, gathered one vector at a time.
public final class Covariance {
    private static final int ROWS = 32;

    private final int dimension;
    private final double[][] rows = new double[ROWS][];
    private final double[] sums;
    /// Upper triangle of the sum of outer products, row by row.
    private final double[][] products;
    private int waiting;
    private int count;

    public Covariance(int dimension) {
        this.dimension = dimension;
        sums = new double[dimension];
        products = new double[dimension][dimension];
    }

    /// Takes a vector in.
    ///
    /// @param vector
    ///            kept until the next few are there; not to be changed
    public void add(double[] vector) {
        rows[waiting++] = vector;
        count++;
        for (int i = 0; i < dimension; i++) {
            sums[i] += vector[i];
        }
        if (waiting == ROWS) {
            flush();
        }
    }

    /// The covariance of the vectors so far: symmetric.
    public double[][] matrix() {
        double[][] matrix = moments();
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j < dimension; j++) {
                matrix[i][j] -= sums[i] / count * (sums[j] / count);
            }
        }
        return matrix;
    }

    /// The same around zero in place of the mean.
    public double[][] moments() {
        flush();
        var moments = new double[dimension][dimension];
        for (int i = 0; i < dimension; i++) {
            for (int j = i; j < dimension; j++) {
                double value = products[i][j] / count;
                moments[i][j] = value;
                moments[j][i] = value;
            }
        }
        return moments;
    }

    // Each row of the matrix is touched once for all waiting vectors, four of them at a time: it stays in the cache.
    private void flush() {
        while (waiting % 4 != 0) {
            rows[waiting++] = new double[dimension];
        }
        for (int i = 0; i < dimension; i++) {
            for (int row = 0; row < waiting; row += 4) {
                addProducts(products[i], i, rows[row], rows[row + 1], rows[row + 2], rows[row + 3]);
            }
        }
        waiting = 0;
    }

    private static void addProducts(double[] sums, int i, double[] a, double[] b, double[] c, double[] d) {
        double ai = a[i];
        double bi = b[i];
        double ci = c[i];
        double di = d[i];
        for (int j = i; j < sums.length; j++) {
            sums[j] += ai * a[j] + bi * b[j] + ci * c[j] + di * d[j];
        }
    }
}
