package dev.lookalike.index.flat;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Where an id's vector is: from id to ordinal, for readers of any snapshot while one writer adds.
public final class IdTable {
    /*
     * Open addressing with linear probing, half empty at most. Ids are only added: a removed id keeps its place (its row is
     * a tombstone), and is dropped when the rows are compacted into another table.
     *
     * A reader may look into the table while the writer is ahead of the reader's snapshot. It then finds an ordinal that
     * its snapshot does not have, and follows `previous` back to the one it has. Places are written with release after
     * everything they lead to, and read with acquire.
     */
    private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(int[].class);

    private final long[] keys;
    /// Ordinal + 1 of the newest row of the key, 0 where there is no key.
    private final int[] places;
    /// For each ordinal, the older row of the same id, or -1.
    private final int[] previous;

    /// An empty table for ordinals below `capacity`, a power of two.
    IdTable(int capacity) {
        keys = new long[2 * capacity];
        places = new int[2 * capacity];
        previous = new int[capacity];
    }

    /// How many ordinals fit.
    int capacity() {
        return previous.length;
    }

    /// Notes that the newest row of `id` is `ordinal`. Writer only.
    ///
    /// @return the ordinal of the row before it, or -1
    int add(long id, int ordinal) {
        int slot = slot(id);
        int before = places[slot] - 1;
        keys[slot] = id;
        previous[ordinal] = before;
        PLACE.setRelease(places, slot, ordinal + 1);
        return before;
    }

    /// The newest row of `id` among the first `count`, or -1.
    int find(long id, int count) {
        int ordinal = (int) PLACE.getAcquire(places, slot(id)) - 1;
        while (ordinal >= count) {
            ordinal = previous[ordinal];
        }
        return ordinal;
    }

    /// The slot that holds `id`, or the empty one where it belongs.
    private int slot(long id) {
        int mask = keys.length - 1;
        long mixed = id * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & mask;
        while ((int) PLACE.getAcquire(places, slot) != 0 && keys[slot] != id) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
