package dev.lookalike.gallery.taste;

/// The loops over floats in which learning spends its time.
final class Floats {
    /*
     * A compiler may not reorder the additions of one sum, so a dot product adds up in LANES sums of its own: then it uses wide
     * registers. A sum of multiples of rows needs no such care.
     */

    private Floats() {}

    static float dot(float[] a, float[] b) {
        return dot(a, 0, b, 0, a.length);
    }

    static float dot(float[] a, int fromA, float[] b, int fromB, int count) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 4 <= count; i += 4) {
            s0 += a[fromA + i] * b[fromB + i];
            s1 += a[fromA + i + 1] * b[fromB + i + 1];
            s2 += a[fromA + i + 2] * b[fromB + i + 2];
            s3 += a[fromA + i + 3] * b[fromB + i + 3];
        }
        for (; i < count; i++) {
            s0 += a[fromA + i] * b[fromB + i];
        }
        return s0 + s1 + s2 + s3;
    }

    /// Adds `factor` times `row` to `sum`.
    static void add(float[] sum, int fromSum, float[] row, int fromRow, int count, float factor) {
        for (int i = 0; i < count; i++) {
            sum[fromSum + i] += factor * row[fromRow + i];
        }
    }

    static float sigmoid(float x) {
        return (float) (1 / (1 + Math.exp(-x)));
    }

    /// A copy of each row, of length 1; a row of zeros stays.
    static float[][] units(float[][] rows) {
        var units = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            float length = (float) Math.sqrt(dot(rows[i], rows[i]));
            units[i] = rows[i].clone();
            for (int j = 0; length > 0 && j < units[i].length; j++) {
                units[i][j] /= length;
            }
        }
        return units;
    }
}
