package dev.lookalike.index.graph;

import java.lang.foreign.MemorySegment;

import dev.lookalike.index.file.Bytes;

/// For each row, the rows its edges lead to.
///
/// @param edges
///            `maxDegree` ordinals for each row, filled up with [#NONE]
record Neighbours(MemorySegment edges, int maxDegree) {
    static final int NONE = -1;

    private static final int LINE = 64 / Integer.BYTES;

    /// Writes a row's neighbours to the beginning of `into`.
    ///
    /// @return how many there are
    int read(int row, int[] into) {
        long start = (long) row * maxDegree * Integer.BYTES;
        // So few that copying them by a call costs more than the loop.
        for (int i = 0; i < maxDegree; i++) {
            into[i] = edges.get(Bytes.INT, start + (long) i * Integer.BYTES);
        }
        int count = maxDegree;
        while (count > 0 && into[count - 1] == NONE) {
            count--;
        }
        return count;
    }

    /// Reads a byte or so of each cache line of a row's edges, so that they are near when they are needed; nothing of no row,
    /// -1.
    int touch(int row) {
        int touched = 0;
        if (row >= 0) {
            long start = (long) row * maxDegree * Integer.BYTES;
            for (int i = 0; i < maxDegree; i += LINE) {
                touched ^= edges.get(Bytes.INT, start + (long) i * Integer.BYTES);
            }
        }
        return touched;
    }

    /// Replaces a row's neighbours by the first `count` of `from`.
    void write(int row, int[] from, int count) {
        long start = (long) row * maxDegree * Integer.BYTES;
        for (int i = 0; i < maxDegree; i++) {
            edges.set(Bytes.INT, start + (long) i * Integer.BYTES, i < count ? from[i] : NONE);
        }
    }
}
