package dev.lookalike.index.exact;

import java.time.Duration;
import java.util.Arrays;

import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.VectorIndex;
import dev.lookalike.index.kernel.Kernels;

/// Searches until the innermost loops are compiled.
public final class WarmUp {
    /// Measured: the first thousand searches run at 15 % of full speed, the second at 70 %, and from 4,000 on at
    /// full speed.
    private static final int SEARCHES = 4_000;
    private static final int FOUND = 10;

    /// Where vectors are.
    public interface Reader {
        /// Writes a row's values to the beginning of `into`, which has room for a padded row.
        void read(int ordinal, float[] into);
    }

    private WarmUp() {}

    /// Searches for each of the first `rowCount` rows in turn, exactly and not.
    public static void run(VectorIndex index, int rowCount, Reader rows, Duration most) {
        var approximate = SearchSpec.nearest(FOUND);
        var exact = approximate.exact();
        var row = new float[Kernels.padded(index.dimension())];
        long end = System.nanoTime() + most.toNanos();
        for (int i = 0; i < SEARCHES && rowCount > 0 && System.nanoTime() < end; i++) {
            rows.read(i % rowCount, row);
            index.search(Arrays.copyOf(row, index.dimension()), i % 2 == 0 ? approximate : exact);
        }
    }
}
