package dev.lookalike.engines;

import java.util.Arrays;

import dev.lookalike.index.VectorIndex;

/// The kept vectors of some ids, for an engine to build from. One that was removed meanwhile is all ones: what the engine
/// says of it is not believed anyway.
record KeptRows(VectorIndex kept, long[] ids) implements Rows {
    @Override
    public int count() {
        return ids.length;
    }

    @Override
    public int dimension() {
        return kept.dimension();
    }

    @Override
    public float[] row(int ordinal) {
        return kept.vector(ids[ordinal]).orElseGet(() -> {
            var ones = new float[kept.dimension()];
            Arrays.fill(ones, 1);
            return ones;
        });
    }
}
