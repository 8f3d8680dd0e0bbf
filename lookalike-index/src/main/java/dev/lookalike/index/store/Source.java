package dev.lookalike.index.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

import dev.lookalike.index.code.Code;
import dev.lookalike.index.flat.Rows;
import dev.lookalike.index.flat.Tombstones;
import dev.lookalike.index.kernel.Kernels;
import org.jspecify.annotations.Nullable;

/// The rows that go into the next file: those of the last one and those that came after, without the removed, by id.
final class Source {
    private final @Nullable Part part;
    private final Rows tail;
    /// Ascending.
    private final long[] ids;
    /// For each row, its ordinal in the part, or the bitwise complement of its ordinal in the tail.
    private final int[] places;

    Source(@Nullable Part part, Tombstones removed, Rows tail) {
        this.part = part;
        this.tail = tail;
        int partCount = part == null ? 0 : part.count();
        int count = partCount - removed.count() + tail.liveCount();
        ids = new long[count];
        int next = 0;
        for (int ordinal = 0; ordinal < partCount; ordinal++) {
            if (part != null && !removed.contains(ordinal)) {
                ids[next++] = part.id(ordinal);
            }
        }
        for (int ordinal = 0; ordinal < tail.count(); ordinal++) {
            if (!tail.removed().contains(ordinal)) {
                ids[next++] = tail.id(ordinal);
            }
        }
        assert next == count;
        Arrays.sort(ids);
        places = new int[count];
        for (int row = 0; row < count; row++) {
            int inTail = tail.find(ids[row]);
            places[row] = inTail >= 0 || part == null ? ~inTail : part.find(ids[row]);
        }
    }

    int count() {
        return ids.length;
    }

    long id(int row) {
        return ids[row];
    }

    double square(int row) {
        int place = places[row];
        return place < 0 || part == null ? tail.square(~place) : part.square(place);
    }

    /// Writes a row's values to the beginning of `into`.
    void read(int row, float[] into) {
        int place = places[row];
        if (place < 0 || part == null) {
            tail.read(~place, into);
        } else {
            part.read(place, into);
        }
    }

    /// A CRC32C of the rows from `first` to `end`: their ids, their values, and which come from the file.
    int checksum(int first, int end, int dimension) {
        var crc = new CRC32C();
        var values = new float[Kernels.padded(dimension)];
        var bytes = ByteBuffer.allocate(Long.BYTES + 1 + values.length * Float.BYTES);
        for (int row = first; row < end; row++) {
            read(row, values);
            bytes.clear().putLong(ids[row]).put((byte) (places[row] < 0 ? 0 : 1)).asFloatBuffer().put(values);
            crc.update(bytes.array());
        }
        return (int) crc.getValue();
    }

    /// The file that rows come from, if there is one.
    @Nullable
    Part part() {
        return part;
    }

    /// For each row of the file, which row of these it is, or -1.
    int[] rowsOfPart() {
        var rows = new int[part == null ? 0 : part.count()];
        Arrays.fill(rows, -1);
        for (int row = 0; row < places.length; row++) {
            if (places[row] >= 0) {
                rows[places[row]] = row;
            }
        }
        return rows;
    }

    /// The code that a row has in the file, or null if it is not from there.
    @Nullable
    Code code(int row) {
        return places[row] < 0 || part == null ? null : part.code(places[row]);
    }

    /// Whether a row was removed or replaced since, going by what is removed now.
    boolean isGone(int row, Tombstones removedNow, Rows tailNow) {
        int place = places[row];
        return place < 0 ? tailNow.removed().contains(~place) : removedNow.contains(place);
    }
}
