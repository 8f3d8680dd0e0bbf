package dev.lookalike.index.contract;

import java.util.Random;

/// Vectors to try an index with.
public final class Vectors {
    private Vectors() {}

    /// A vector of normally distributed values.
    public static float[] random(Random random, int dimension) {
        var vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    /// Several of them.
    public static float[][] random(Random random, int count, int dimension) {
        var vectors = new float[count][];
        for (int i = 0; i < count; i++) {
            vectors[i] = random(random, dimension);
        }
        return vectors;
    }

    /// Vectors like embeddings: non-negative, in clusters, of few inner dimensions, with a common mean.
    public static float[][] clustered(Random random, int count, int dimension) {
        int inner = Math.min(dimension, 12);
        float[][] basis = random(random, inner, dimension);
        float[][] centres = random(random, Math.max(1, count / 20), inner);
        var vectors = new float[count][];
        for (int i = 0; i < count; i++) {
            float[] centre = centres[random.nextInt(centres.length)];
            var vector = new float[dimension];
            for (int k = 0; k < inner; k++) {
                float weight = centre[k] + 0.4f * (float) random.nextGaussian();
                for (int j = 0; j < dimension; j++) {
                    vector[j] += weight * basis[k][j];
                }
            }
            for (int j = 0; j < dimension; j++) {
                vector[j] = Math.max(0, vector[j] + 0.1f * (float) random.nextGaussian()) + 1e-3f;
            }
            vectors[i] = vector;
        }
        return vectors;
    }

    /// The vector times a factor.
    public static float[] times(float[] vector, double factor) {
        var product = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            product[i] = (float) (vector[i] * factor);
        }
        return product;
    }

    /// The numbers 0 to `count` - 1.
    public static long[] ids(int count) {
        var ids = new long[count];
        for (int i = 0; i < count; i++) {
            ids[i] = i;
        }
        return ids;
    }
}
