package dev.lookalike.index.file;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

import dev.lookalike.index.IndexException;
import dev.lookalike.index.Precision;
import dev.lookalike.index.code.Coder;
import dev.lookalike.index.code.Training;

/// The first bytes of an index file; [IndexFileWriter] has the map of them.
///
/// @param layout
///            how many rows of what
/// @param ranges
///            the largest values codes stand for
/// @param skew
///            how far from orthonormal the projection is
/// @param longest
///            the length of the longest coded row
/// @param lengthRatio
///            the longest row's length divided by the shortest one's
/// @param training
///            what the coder was learned from
/// @param checksumsCrc
///            the CRC32C of the section of checksums
record Header(Layout layout, Coder.Ranges ranges, double skew, double longest, double lengthRatio, Training training,
        int checksumsCrc) {
    static final int VERSION = 2;

    private static final long MAGIC = 0x5844_4E49_4B4C_4F4CL;
    private static final int CRC_AT = Layout.HEADER_SIZE - Integer.BYTES;

    void write(MemorySegment file) {
        file.asSlice(0, Layout.HEADER_SIZE).fill((byte) 0);
        file.set(Bytes.LONG, 0, MAGIC);
        file.set(Bytes.INT, 8, VERSION);
        file.set(Bytes.INT, 12, layout.dimension());
        file.set(Bytes.INT, 16, layout.count());
        file.set(Bytes.INT, 20, layout.projected());
        file.set(Bytes.INT, 24, layout.valueSize());
        file.set(Bytes.INT, 28, checksumsCrc);
        file.set(Bytes.LONG, 32, layout.fileSize());
        file.set(Bytes.DOUBLE, 40, ranges.head());
        file.set(Bytes.DOUBLE, 48, skew);
        file.set(Bytes.DOUBLE, 56, longest);
        file.set(Bytes.DOUBLE, 64, lengthRatio);
        file.set(Bytes.INT, 72, layout.maxDegree());
        file.set(Bytes.INT, 76, layout.entryCount());
        file.set(Bytes.DOUBLE, 80, training.lost());
        file.set(Bytes.INT, 88, training.count());
        file.set(Bytes.DOUBLE, 96, ranges.rest());
        file.set(Bytes.INT, CRC_AT, Checksum.of(file, 0, CRC_AT));
    }

    /// The header's own CRC32C, as it is written in it.
    static int checksum(MemorySegment file) {
        return file.get(Bytes.INT, CRC_AT);
    }

    /// @throws IndexException
    ///             if the file does not begin like an index file of this version, or has another size than it should
    static Header read(Path path, MemorySegment file) {
        if (file.byteSize() < Layout.HEADER_SIZE || file.get(Bytes.LONG, 0) != MAGIC) {
            throw new IndexException.Corrupt(path, 0, "it does not begin like an index file");
        }
        if (checksum(file) != Checksum.of(file, 0, CRC_AT)) {
            throw new IndexException.Corrupt(path, 0, "the header does not match its checksum");
        }
        int version = file.get(Bytes.INT, 8);
        if (version != VERSION) {
            throw new IndexException.Incompatible(path,
                    "its format is version %d and this program reads version %d".formatted(version, VERSION));
        }
        var precision = file.get(Bytes.INT, 24) == Short.BYTES ? Precision.HALF : Precision.FLOAT;
        var layout = new Layout(file.get(Bytes.INT, 16), file.get(Bytes.INT, 12), file.get(Bytes.INT, 20), precision,
                file.get(Bytes.INT, 72), file.get(Bytes.INT, 76));
        if (file.byteSize() != file.get(Bytes.LONG, 32) || file.byteSize() != layout.fileSize()) {
            throw new IndexException.Corrupt(path, file.byteSize(),
                    "it should have %d bytes".formatted(layout.fileSize()));
        }
        return new Header(layout, new Coder.Ranges(file.get(Bytes.DOUBLE, 40), file.get(Bytes.DOUBLE, 96)),
                file.get(Bytes.DOUBLE, 48),
                file.get(Bytes.DOUBLE, 56), file.get(Bytes.DOUBLE, 64),
                new Training(file.get(Bytes.INT, 88), file.get(Bytes.DOUBLE, 80)), file.get(Bytes.INT, 28));
    }
}
