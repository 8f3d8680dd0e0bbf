package dev.lookalike.index.graph;

import java.lang.foreign.MemorySegment;

/// A finished graph of which some rows may be gone, to go on with.
///
/// @param edges
///            what [GraphBuilder] wrote
/// @param now
///            for each of its rows, what row it is now, with the same code; -1 if it is gone
public record EarlierGraph(MemorySegment edges, int[] now) {

    /// Writes the rows of now that a row's edges led to, as far as they are still there, to the beginning of `into`.
    ///
    /// @return how many there are; 0 if most are gone, and the rest are not worth keeping
    int kept(int row, int[] into) {
        int count = count(row, into);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (now[into[i]] >= 0) {
                into[kept++] = now[into[i]];
            }
        }
        return 2 * kept >= count ? kept : 0;
    }

    /// How many edges a row had.
    ///
    /// @param into
    ///            has them afterwards
    int count(int row, int[] into) {
        return new Neighbours(edges, GraphBuilder.MAX_DEGREE).read(row, into);
    }
}
