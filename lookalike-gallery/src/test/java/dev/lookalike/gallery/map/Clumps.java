package dev.lookalike.gallery.map;

import java.util.random.RandomGenerator;

import dev.lookalike.gallery.Vectors;

/// Generated vectors in clumps: vector `i` is of clump `i % clumps`, its id is `10 + i`.
final class Clumps {
    static final int DIMENSION = 32;

    private Clumps() {}

    static double[][] rows(RandomGenerator random, int clumps, int each, double spread) {
        var middles = new double[clumps][DIMENSION];
        for (double[] middle : middles) {
            for (int j = 0; j < DIMENSION; j++) {
                middle[j] = random.nextGaussian();
            }
        }
        var rows = new double[clumps * each][DIMENSION];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < DIMENSION; j++) {
                rows[i][j] = middles[i % clumps][j] + spread * random.nextGaussian();
            }
        }
        return rows;
    }

    static Vectors vectors(double[][] rows) {
        return visitor -> {
            for (int i = 0; i < rows.length; i++) {
                visitor.visit(10 + i, rows[i].clone());
            }
        };
    }

    /// Of length one, as a map takes them.
    static float[][] units(double[][] rows) {
        return Rows.of(vectors(rows), rows.length).units();
    }
}
