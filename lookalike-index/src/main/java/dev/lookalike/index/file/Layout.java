package dev.lookalike.index.file;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import dev.lookalike.index.Precision;
import dev.lookalike.index.code.Coder;
import dev.lookalike.index.kernel.Kernels;

/// Where everything is in an index file: follows from these numbers alone.
///
/// @param count
///            how many rows
/// @param dimension
///            how many values each has
/// @param projected
///            how many are coded
/// @param maxDegree
///            how many edges a row has at most, 0 without a graph
/// @param entryCount
///            how many rows walks begin from, 0 without a graph
public record Layout(int count, int dimension, int projected, Precision precision, int maxDegree, int entryCount) {
    /// The header's size; the blocks begin behind it.
    static final int HEADER_SIZE = 4096;
    /// Each block has its checksum.
    static final int BLOCK_SIZE = 1 << 16;

    private static final int ALIGNMENT = 64;

    /// A section's place.
    record Place(long offset, long size) {
        long end() {
            return offset + size;
        }
    }

    /// How many bytes a value takes.
    int valueSize() {
        return precision == Precision.HALF ? Short.BYTES : Float.BYTES;
    }

    /// How many bytes a row's values take.
    public long rowSize() {
        return (long) dimension * valueSize();
    }

    /// How many bytes a row's head takes.
    public int headSize() {
        return Coder.headSize(projected);
    }

    /// How many bytes the rest of a row's codes takes.
    public int restSize() {
        return Coder.restSize(projected);
    }

    /// How many blocks have a checksum: all before the checksums.
    int blockCount() {
        return (int) ((place(Section.CHECKSUMS).offset() - HEADER_SIZE + BLOCK_SIZE - 1) / BLOCK_SIZE);
    }

    long fileSize() {
        return place(Section.CHECKSUMS).end();
    }

    Place place(Section section) {
        return Objects.requireNonNull(places().get(section));
    }

    private Map<Section, Place> places() {
        var places = new EnumMap<Section, Place>(Section.class);
        long offset = HEADER_SIZE;
        for (var section : Section.values()) {
            long size = section == Section.CHECKSUMS
                    ? (offset - HEADER_SIZE + BLOCK_SIZE - 1) / BLOCK_SIZE * Integer.BYTES
                    : size(section);
            places.put(section, new Place(offset, size));
            offset = (offset + size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        }
        return places;
    }

    private long size(Section section) {
        long floatRow = (long) Kernels.padded(dimension) * Float.BYTES;
        return switch (section) {
            case IDS -> (long) count * Long.BYTES;
            case SQUARES -> (long) count * Double.BYTES;
            case EXPONENTS -> precision == Precision.HALF ? (long) count * Short.BYTES : 0;
            case MEAN -> floatRow;
            case BASIS -> projected * floatRow;
            case HEADS -> (long) count * headSize();
            case RESTS -> (long) count * restSize();
            case TERMS -> (long) count * Coder.TERMS * Float.BYTES;
            case EDGES -> (long) count * maxDegree * Integer.BYTES;
            case ENTRIES -> (long) entryCount * Integer.BYTES;
            case ROWS -> count * rowSize();
            case CHECKSUMS -> throw new AssertionError("follows from the others");
        };
    }
}
