package dev.lookalike.index.file;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32C;

import dev.lookalike.index.IndexException;
import dev.lookalike.index.Precision;
import dev.lookalike.index.code.Code;
import dev.lookalike.index.code.Coder;
import dev.lookalike.index.code.Training;

/// Writes an index file beside the one it replaces, and puts it in that one's place when it is whole and on the disk.
///
/// All numbers are little endian. The header, 4,096 bytes:
///
/// | at | bytes | what |
/// |---|---|---|
/// | 0 | 8 | `LOLKINDX` |
/// | 8 | 4 | format version, 2 |
/// | 12 | 4 | dimension |
/// | 16 | 4 | count of rows |
/// | 20 | 4 | count of projected values |
/// | 24 | 4 | bytes a value takes: 4 or 2 |
/// | 28 | 4 | CRC32C of the checksums |
/// | 32 | 8 | size of the file |
/// | 40 | 8 | range of the first codes, a double |
/// | 48 | 8 | skew of the projection, a double |
/// | 56 | 8 | length of the longest coded row, a double |
/// | 64 | 8 | the longest row's length divided by the shortest one's, a double |
/// | 72 | 4 | most edges of a row, 0 without a graph |
/// | 76 | 4 | count of entries, 0 without a graph |
/// | 80 | 8 | what the codes left out when they were learned ([Training#lost()]), a double |
/// | 88 | 4 | count of rows when they were learned |
/// | 96 | 8 | range of the other codes, a double |
/// | 4092 | 4 | CRC32C of the bytes before |
///
/// The sections follow in the order of [Section], each at a multiple of 64 bytes; their sizes follow from the header's
/// numbers ([Layout]). The bytes from 4,096 to the checksums are cut into blocks of 65,536; each has its CRC32C, 4
/// bytes, in the section of checksums, which ends the file.
public final class IndexFileWriter implements AutoCloseable {
    /// What [#row] writes to.
    private static final List<Section> ROW_SECTIONS = List.of(Section.IDS, Section.SQUARES, Section.EXPONENTS,
            Section.HEADS, Section.RESTS, Section.TERMS, Section.ROWS);
    /// So many blocks stay in memory while checksums are made.
    private static final int BLOCKS_KEPT = 1024;

    /// Four pages of 2 MiB, the large ones of most processors.
    private static final long PIECE_SIZE = 8 << 20;

    private final Path path;
    private final Path temporary;
    private final Layout layout;
    private final Coder coder;
    private final double lengthRatio;
    private final Training training;
    private final FileChannel channel;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment file;
    private final Map<Section, MemorySegment> sections = new EnumMap<>(Section.class);
    private boolean isLeft;

    /// @param isResumed
    ///            whether what an earlier writer [left][#leave()] is kept, if it is there; else it is zeros
    /// @param lengthRatio
    ///            the longest row's length divided by the shortest one's
    /// @param training
    ///            what the coder was learned from
    /// @throws IndexException.Storage
    ///             if there is no room or the place cannot be written to
    public IndexFileWriter(Path path, Layout layout, Coder coder, double lengthRatio, Training training,
            boolean isResumed) {
        this.path = path;
        this.layout = layout;
        this.coder = coder;
        this.lengthRatio = lengthRatio;
        this.training = training;
        temporary = temporary(path);
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            if (!isResumed) {
                Files.deleteIfExists(temporary);
            }
            channel = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            file = reserved();
        } catch (IOException e) {
            throw new IndexException.Storage(temporary, e);
        }
        for (var section : Section.values()) {
            var place = layout.place(section);
            sections.put(section, file.asSlice(place.offset(), place.size()));
        }
        var projection = coder.projection();
        MemorySegment.copy(projection.mean(), 0, section(Section.MEAN), Bytes.FLOAT, 0, projection.mean().length);
        MemorySegment.copy(projection.basis(), 0, section(Section.BASIS), Bytes.FLOAT, 0, projection.basis().length);
    }

    private static Path temporary(Path path) {
        return path.resolveSibling(path.getFileName() + ".new");
    }

    /// Deletes what a writer of this file may have left.
    ///
    /// @throws IndexException.Storage
    ///             if the operating system refuses
    public static void discard(Path path) {
        IndexFile.delete(temporary(path));
    }

    /// Writes zeros to the whole of a new file first: a disk that is full says so here, and not as a fault when mapped bytes
    /// are written. In large pieces: Linux keeps what is written at once in large pages, where the file system knows them (ext4
    /// from 6.16 on, XFS), and a search among large pages takes a sixth less time.
    private MemorySegment reserved() throws IOException {
        try {
            if (channel.size() != layout.fileSize()) {
                channel.truncate(0);
                var zeros = ByteBuffer.allocateDirect((int) Math.min(PIECE_SIZE, layout.fileSize()));
                for (long at = 0; at < layout.fileSize(); at += zeros.capacity()) {
                    zeros.clear().limit((int) Math.min(zeros.capacity(), layout.fileSize() - at));
                    while (zeros.hasRemaining()) {
                        channel.write(zeros);
                    }
                }
            }
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, layout.fileSize(), arena);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /// The bytes of a section, to be written or read while the writer is open.
    public MemorySegment section(Section section) {
        return Objects.requireNonNull(sections.get(section));
    }

    /// Writes a row. Several threads may write rows.
    ///
    /// @param values
    ///            rounded as the layout's precision says, padded or not
    public void row(int ordinal, long id, double square, float[] values, Code code) {
        section(Section.IDS).setAtIndex(Bytes.LONG, ordinal, id);
        section(Section.SQUARES).setAtIndex(Bytes.DOUBLE, ordinal, square);
        MemorySegment.copy(code.head(), 0, section(Section.HEADS), ValueLayout.JAVA_BYTE,
                (long) ordinal * layout.headSize(), layout.headSize());
        MemorySegment.copy(code.rest(), 0, section(Section.RESTS), ValueLayout.JAVA_BYTE,
                (long) ordinal * layout.restSize(), layout.restSize());
        MemorySegment.copy(code.terms(), 0, section(Section.TERMS), Bytes.FLOAT,
                (long) ordinal * Coder.TERMS * Float.BYTES, Coder.TERMS);
        var rows = section(Section.ROWS);
        long start = ordinal * layout.rowSize();
        if (layout.precision() == Precision.FLOAT) {
            MemorySegment.copy(values, 0, rows, Bytes.FLOAT, start, layout.dimension());
            return;
        }
        int exponent = Halves.exponent(values);
        section(Section.EXPONENTS).setAtIndex(Bytes.SHORT, ordinal, (short) exponent);
        MemorySegment.copy(Halves.encode(values, layout.dimension(), exponent), 0, rows, Bytes.SHORT, start,
                layout.dimension());
    }

    /// Tells that the rows from `first` to `end` are written and need not stay in memory: nothing reads them while the file is
    /// made, and of a million vectors they are most of it.
    public void letGo(int first, int end) {
        section(Section.ROWS).asSlice(first * layout.rowSize(), (end - first) * layout.rowSize()).unload();
    }

    /// The CRC32C of all that was written for the rows from `first` to `end`.
    public int checksum(int first, int end) {
        var crc = new CRC32C();
        for (var section : ROW_SECTIONS) {
            long size = section(section).byteSize() / layout.count();
            crc.update(section(section).asSlice(first * size, (end - first) * size).asByteBuffer());
        }
        return (int) crc.getValue();
    }

    /// Writes the rows from which walks begin.
    public void entries(int[] entries) {
        MemorySegment.copy(entries, 0, section(Section.ENTRIES), Bytes.INT, 0, entries.length);
    }

    /// Adds the checksums and puts the file in its place: on the disk first, then under its name.
    ///
    /// @param longest
    ///            the length of the longest coded row
    /// @throws IndexException.Storage
    ///             if it cannot be written; the file that was there stays
    public void finish(double longest) {
        var checksums = section(Section.CHECKSUMS);
        long end = layout.place(Section.CHECKSUMS).offset();
        for (int block = 0; block < layout.blockCount(); block++) {
            long start = Layout.HEADER_SIZE + (long) block * Layout.BLOCK_SIZE;
            int crc = Checksum.of(file, start, Math.min(Layout.BLOCK_SIZE, end - start));
            checksums.setAtIndex(Bytes.INT, block, crc);
            if (block % BLOCKS_KEPT == BLOCKS_KEPT - 1) {
                file.asSlice(start - (BLOCKS_KEPT - 1) * (long) Layout.BLOCK_SIZE,
                        BLOCKS_KEPT * (long) Layout.BLOCK_SIZE)
                        .unload();
            }
        }
        int checksumsCrc = Checksum.of(checksums, 0, checksums.byteSize());
        new Header(layout, coder.ranges(), coder.projection().skew(), longest, lengthRatio, training,
                checksumsCrc).write(file);
        try {
            file.force();
            channel.force(true);
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceFolder();
        } catch (IOException | UncheckedIOException e) {
            throw new IndexException.Storage(temporary, e instanceof IOException io ? io : new IOException(e));
        }
    }

    /// Makes the new name last. Windows cannot open a folder and does this by itself.
    private void forceFolder() throws IOException {
        if (File.separatorChar == '/') {
            try (var folder = FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    /// Has what is written stay when the writer is closed unfinished, for one that goes on from there.
    public void leave() {
        isLeft = true;
    }

    /// Lets go of the file, and deletes it if it was not finished, unless it is [left][#leave()].
    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
        try {
            channel.close();
            if (!isLeft) {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new IndexException.Storage(temporary, e);
        }
    }
}
