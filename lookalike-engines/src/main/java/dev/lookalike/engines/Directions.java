package dev.lookalike.engines;

/// Vectors divided by their lengths, for engines that know no cosine.
public final class Directions {
    private Directions() {}

    /// The vector divided by its length.
    public static float[] of(float[] vector) {
        double square = 0;
        for (float value : vector) {
            square += (double) value * value;
        }
        double length = Math.sqrt(square);
        var direction = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            direction[i] = (float) (vector[i] / length);
        }
        return direction;
    }

    /// A proposer that asks another for the query's direction.
    public static Proposer first(Proposer proposer) {
        return new Proposer() {
            @Override
            public int count() {
                return proposer.count();
            }

            @Override
            public long[] propose(float[] query, int count) {
                return proposer.propose(of(query), count);
            }

            @Override
            public void close() {
                proposer.close();
            }
        };
    }
}
