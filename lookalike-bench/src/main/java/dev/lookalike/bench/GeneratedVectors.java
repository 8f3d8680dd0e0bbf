package dev.lookalike.bench;

import java.util.Random;
import java.util.stream.IntStream;

/// Vectors that are made as embeddings are: points around centres in a space of few values, through a random network, with noise.
///
/// Row `i` is the same whenever and in whichever order rows are made.
final class GeneratedVectors {
    static final int DIMENSION = 1_280;
    /// From this row on nothing is stored: queries.
    static final int UNSEEN = 1_500_000_000;

    private static final int CENTRES = 1_000;
    private static final int INNER = 48;
    private static final int HIDDEN = 256;
    private static final double NOISE = 0.05;

    private final float[][] centres = gaussians(new Random(1), CENTRES, INNER, 1);
    private final float[][] first = gaussians(new Random(2), INNER, HIDDEN, 1 / Math.sqrt(INNER));
    private final float[][] second = gaussians(new Random(3), HIDDEN, DIMENSION, 1 / Math.sqrt(HIDDEN));

    private static float[][] gaussians(Random random, int rows, int columns, double scale) {
        var values = new float[rows][columns];
        for (float[] row : values) {
            for (int i = 0; i < columns; i++) {
                row[i] = (float) (scale * random.nextGaussian());
            }
        }
        return values;
    }

    /// Rows `from` to `to`, without the last.
    float[][] rows(int from, int to) {
        return IntStream.range(from, to).parallel().mapToObj(this::row).toArray(float[][]::new);
    }

    private float[] row(int number) {
        var random = new Random(number * 2_654_435_761L);
        float[] centre = centres[random.nextInt(CENTRES)];
        var inner = new float[INNER];
        for (int i = 0; i < INNER; i++) {
            inner[i] = centre[i] + (float) random.nextGaussian();
        }
        var values = through(second, positive(through(first, inner)));
        double square = 0;
        for (int i = 0; i < DIMENSION; i++) {
            values[i] = Math.max(0, values[i] + (float) (NOISE * random.nextGaussian()));
            square += values[i] * values[i];
        }
        float scale = (float) (1 / Math.sqrt(square));
        for (int i = 0; i < DIMENSION; i++) {
            values[i] *= scale;
        }
        return values;
    }

    private static float[] through(float[][] weights, float[] values) {
        var sums = new float[weights[0].length];
        for (int row = 0; row < values.length; row++) {
            float value = values[row];
            float[] weight = weights[row];
            for (int i = 0; i < sums.length; i++) {
                sums[i] += value * weight[i];
            }
        }
        return sums;
    }

    private static float[] positive(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, values[i]);
        }
        return values;
    }
}
