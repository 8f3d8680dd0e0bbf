package dev.lookalike.gallery.ranking;

import dev.lookalike.index.Metric;

/// How alike two vectors of one space are, computed in double.
final class Scores {
    private Scores() {}

    /// The cosine, or the negative distance.
    static double of(double[] a, double[] b, Metric metric) {
        return switch (metric) {
            case COSINE -> Math.clamp(dot(a, b) / (length(a) * length(b)), -1, 1);
            case EUCLIDEAN -> -distance(a, b);
            case INNER_PRODUCT -> throw new IllegalArgumentException("a gallery compares by COSINE or EUCLIDEAN");
        };
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static double length(double[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    static double length(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = a[i] - b[i];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }
}
