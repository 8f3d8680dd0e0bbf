package dev.lookalike.index.flat;

import java.util.Arrays;

import dev.lookalike.index.Ids;
import dev.lookalike.index.kernel.Kernels;

/// The stored rows at one moment: what a search sees.
///
/// A snapshot never changes. It shares its chunks with later snapshots, which know more rows of them.
///
/// @param chunks
///            the rows; later snapshots may fill places behind `count`
/// @param count
///            how many rows there are, removed ones included
/// @param removed
///            the rows to skip
/// @param table
///            from id to row
public record Rows(int dimension, Chunk[] chunks, int count, Tombstones removed, IdTable table) {
    /// The most rows an index holds, removed ones included.
    static final int MAX_COUNT = 1 << 29;

    private static final int CHUNK_VALUES = 1 << 16;
    private static final int FIRST_CAPACITY = 64;

    public static Rows empty(int dimension) {
        return new Rows(dimension, new Chunk[1], 0, Tombstones.NONE, new IdTable(FIRST_CAPACITY));
    }

    /// How many floats a row takes.
    public int stride() {
        return Kernels.padded(dimension);
    }

    /// How many rows a chunk has, a power of two: about 256 KB of values, so that a chunk stays in a core's cache while
    /// several queries are compared with it, and is small change for the garbage collector.
    int rowsPerChunk() {
        return Integer.highestOneBit(CHUNK_VALUES / stride());
    }

    public int liveCount() {
        return count - removed.count();
    }

    Chunk chunk(int ordinal) {
        return chunks[ordinal / rowsPerChunk()];
    }

    int rowInChunk(int ordinal) {
        return ordinal & (rowsPerChunk() - 1);
    }

    /// The row of `id`, or -1 if it is not stored.
    public int find(long id) {
        int ordinal = table.find(id, count);
        return ordinal < 0 || removed.contains(ordinal) ? -1 : ordinal;
    }

    /// The rows of those ids that are stored, ascending.
    public int[] find(long[] ids) {
        var found = new int[ids.length];
        int foundCount = 0;
        for (long id : ids) {
            int ordinal = find(id);
            if (ordinal >= 0) {
                found[foundCount++] = ordinal;
            }
        }
        Arrays.sort(found, 0, foundCount);
        return Arrays.copyOf(found, foundCount);
    }

    /// The rows a search among everything but `except` skips.
    Tombstones removedAnd(Ids.Except except) {
        return removed.with(find(except.toArray()));
    }

    /// These rows and more, the vectors under their ids; a later one replaces an earlier one of the same id. Writer
    /// only.
    ///
    /// @throws IllegalArgumentException
    ///             if a vector has a value that is not finite, or only zeros; nothing is changed then
    public Rows with(long[] ids, float[][] vectors) {
        if (ids.length > MAX_COUNT - count) {
            throw new IllegalStateException("an index in memory holds at most " + MAX_COUNT + " vectors; it is full");
        }
        int newCount = count + ids.length;
        Chunk[] newChunks = room(newCount);
        for (int i = 0; i < ids.length; i++) {
            int chunk = (count + i) / rowsPerChunk();
            if (newChunks[chunk] == null) {
                newChunks[chunk] = new Chunk(rowsPerChunk(), stride());
            }
            newChunks[chunk].write(rowInChunk(count + i), stride(), ids[i], vectors[i]);
        }
        IdTable newTable = newCount <= table.capacity() ? table : table(newChunks, newCount);
        var replaced = new int[ids.length];
        int replacedCount = 0;
        for (int i = 0; i < ids.length; i++) {
            int before = newTable.add(ids[i], count + i);
            if (before >= 0) {
                replaced[replacedCount++] = before;
            }
        }
        return new Rows(dimension, newChunks, newCount, removed.with(Arrays.copyOf(replaced, replacedCount)), newTable);
    }

    /// The chunks, in an array with room for `newCount` rows.
    private Chunk[] room(int newCount) {
        int needed = (newCount - 1) / rowsPerChunk() + 1;
        return needed <= chunks.length ? chunks : Arrays.copyOf(chunks, Math.max(needed, 2 * chunks.length));
    }

    /// A wider table of the rows that are there.
    private IdTable table(Chunk[] newChunks, int newCount) {
        var wider = new IdTable(Math.max(2 * table.capacity(), Integer.highestOneBit(newCount - 1) * 2));
        for (int ordinal = 0; ordinal < count; ordinal++) {
            wider.add(newChunks[ordinal / rowsPerChunk()].ids[rowInChunk(ordinal)], ordinal);
        }
        return wider;
    }

    /// These rows without the one at `ordinal`. Writer only.
    public Rows without(int ordinal) {
        return new Rows(dimension, chunks, count, removed.with(ordinal), table);
    }

    /// The rows that are not removed, in the same order, written anew.
    public Rows compacted() {
        return compactedFrom(0);
    }

    /// Those rows from `first` on that are not removed, in the same order, written anew.
    public Rows compactedFrom(int first) {
        int live = 0;
        for (int ordinal = first; ordinal < count; ordinal++) {
            live += removed.contains(ordinal) ? 0 : 1;
        }
        var newChunks = new Chunk[Math.max(1, (live + rowsPerChunk() - 1) / rowsPerChunk())];
        var newTable = new IdTable(Math.max(FIRST_CAPACITY, Integer.highestOneBit(Math.max(1, live)) * 2));
        int target = 0;
        for (int ordinal = first; ordinal < count; ordinal++) {
            if (removed.contains(ordinal)) {
                continue;
            }
            int chunk = target / rowsPerChunk();
            if (newChunks[chunk] == null) {
                newChunks[chunk] = new Chunk(rowsPerChunk(), stride());
            }
            newChunks[chunk].copy(rowInChunk(target), stride(), chunk(ordinal), rowInChunk(ordinal));
            newTable.add(newChunks[chunk].ids[rowInChunk(target)], target++);
        }
        return new Rows(dimension, newChunks, live, Tombstones.NONE, newTable);
    }

    /// The id of a row.
    public long id(int ordinal) {
        return chunk(ordinal).ids[rowInChunk(ordinal)];
    }

    /// The squared length of a row.
    public double square(int ordinal) {
        return chunk(ordinal).squares[rowInChunk(ordinal)];
    }

    /// A row's values, copied.
    public float[] vector(int ordinal) {
        int start = rowInChunk(ordinal) * stride();
        return Arrays.copyOfRange(chunk(ordinal).values, start, start + dimension);
    }

    /// Writes a row's values, padding included, to the beginning of `into`.
    public void read(int ordinal, float[] into) {
        System.arraycopy(chunk(ordinal).values, rowInChunk(ordinal) * stride(), into, 0, stride());
    }
}
