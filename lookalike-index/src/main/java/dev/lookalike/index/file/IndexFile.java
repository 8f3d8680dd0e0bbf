package dev.lookalike.index.file;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.zip.CRC32C;

import dev.lookalike.index.IndexException;
import dev.lookalike.index.Precision;
import dev.lookalike.index.code.Coder;
import dev.lookalike.index.code.Training;
import dev.lookalike.index.kernel.CodeKernels;
import dev.lookalike.index.projection.Projection;

/// An index file, mapped and read-only. Its map of bytes is in [IndexFileWriter].
///
/// The mapping ends when nothing refers to it any more: a search keeps the file it began with, whatever becomes of it.
public final class IndexFile {
    /// Powers of two with which a sum neither overflows nor vanishes.
    private static final int TAME_EXPONENT = 64;

    private static final System.Logger LOG = System.getLogger(IndexFile.class.getName());

    private final Path path;
    private final MemorySegment file;
    private final MemorySegment header;
    private final Layout layout;
    /// Of each block; a copy, so that a scrub reads nothing through the mapping.
    private final int[] checksums;
    private final MemorySegment rows;
    private final MemorySegment exponents;
    private final long rowsAt;
    /// 1 for each block whose checksum was found right.
    private final AtomicIntegerArray checked;
    /// The block that a scrub found damaged, or -1.
    private volatile int damaged = -1;
    private final Coder coder;
    private final double lengthRatio;
    private final Training training;

    /// Maps a file and checks its header, its size and all sections but the rows, whose blocks are checked when they
    /// are first read.
    ///
    /// @throws IndexException
    ///             if the file cannot be read, is damaged, or has another format
    public static IndexFile open(Path path) {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new IndexFile(path, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
        } catch (IOException e) {
            throw new IndexException.Storage(path, e);
        }
    }

    /// Deletes a file, if there is one.
    ///
    /// @throws IndexException.Storage
    ///             if the operating system refuses
    public static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new IndexException.Storage(path, e);
        }
    }

    private IndexFile(Path path, MemorySegment file) {
        this.path = path;
        this.file = file;
        var header = Header.read(path, file);
        // A copy of its own, to tell the file from one that takes its name.
        this.header = MemorySegment.ofArray(file.asSlice(0, Layout.HEADER_SIZE).toArray(ValueLayout.JAVA_BYTE));
        layout = header.layout();
        lengthRatio = header.lengthRatio();
        training = header.training();
        checksums = section(Section.CHECKSUMS).toArray(Bytes.INT);
        var place = layout.place(Section.CHECKSUMS);
        if (Checksum.of(file, place.offset(), place.size()) != header.checksumsCrc()) {
            throw new IndexException.Corrupt(path, place.offset(), "the checksums do not match theirs");
        }
        checked = new AtomicIntegerArray(layout.blockCount());
        rows = section(Section.ROWS);
        rowsAt = layout.place(Section.ROWS).offset();
        exponents = section(Section.EXPONENTS);
        for (var section : Section.values()) {
            long size = layout.place(section).size();
            if (!section.isCheckedLate() && section != Section.CHECKSUMS && size > 0) {
                check(layout.place(section).offset(), size);
            }
        }
        coder = new Coder(new Projection(layout.dimension(), layout.projected(), floats(Section.MEAN),
                floats(Section.BASIS), header.skew()), header.ranges(), header.longest());
    }

    public Path path() {
        return path;
    }

    /// The CRC32C of the header, which has one of all the other bytes: tells the file from others.
    public int checksum() {
        return Header.checksum(file);
    }

    public Layout layout() {
        return layout;
    }

    /// What the rows were coded with.
    public Coder coder() {
        return coder;
    }

    /// What the coder was learned from.
    public Training training() {
        return training;
    }

    /// The longest row's length divided by the shortest one's.
    public double lengthRatio() {
        return lengthRatio;
    }

    /// The bytes of a section.
    public MemorySegment section(Section section) {
        var place = layout.place(section);
        return file.asSlice(place.offset(), place.size());
    }

    private float[] floats(Section section) {
        return section(section).toArray(Bytes.FLOAT);
    }

    /// Writes a row's values to the beginning of `into`.
    ///
    /// @throws IndexException.Corrupt
    ///             if they are damaged
    public void read(int ordinal, float[] into) {
        long start = ordinal * layout.rowSize();
        check(rowsAt + start, layout.rowSize());
        if (layout.precision() == Precision.FLOAT) {
            MemorySegment.copy(rows, Bytes.FLOAT, start, into, 0, layout.dimension());
            return;
        }
        int exponent = exponents.get(Bytes.SHORT, (long) ordinal * Short.BYTES);
        if (exponent >= Float.MIN_EXPONENT) {
            CodeKernels.chosen().halves(rows, start, layout.dimension(), Math.scalb(1f, exponent), into);
            return;
        }
        for (int i = 0; i < layout.dimension(); i++) {
            into[i] = Halves.decode(rows.get(Bytes.SHORT, start + (long) i * Short.BYTES), exponent);
        }
    }

    /// About the inner product of a padded query and a row, as [dev.lookalike.index.kernel.Kernels#dots] computes it; NaN
    /// if the row must be read for it.
    ///
    /// @throws IndexException.Corrupt
    ///             if the row is damaged
    public float dot(float[] query, int ordinal) {
        if (layout.precision() != Precision.HALF || query.length != layout.dimension()) {
            return Float.NaN;
        }
        int exponent = exponents.get(Bytes.SHORT, (long) ordinal * Short.BYTES);
        if (Math.abs(exponent) > TAME_EXPONENT) {
            return Float.NaN;
        }
        long start = ordinal * layout.rowSize();
        check(rowsAt + start, layout.rowSize());
        return CodeKernels.chosen().dotHalves(query, rows, start) * Math.scalb(1f, exponent);
    }

    /// Tells that hardly anybody reads it any more, so that it need not stay in memory: its mapping ends only when somebody
    /// notices that nothing refers to it. Who still reads it may, and waits for the disk.
    public void letGo() {
        file.unload();
    }

    /// Checks every block that was not checked yet.
    ///
    /// @throws IndexException.Corrupt
    ///             at the first that is damaged
    public void checkAll() {
        check(Layout.HEADER_SIZE, layout.place(Section.CHECKSUMS).offset() - Layout.HEADER_SIZE);
    }

    /// Reads the whole file again, also what was checked before, block by block with a pause after each. What is found
    /// damaged is told by [#checkScrubbed()] from then on. Ends early when the file has another's place by now.
    ///
    /// @throws InterruptedException
    ///             soon after the thread was interrupted
    public void scrub(Duration pause) throws InterruptedException {
        // Not through the mapping: bytes that the disk cannot give would end the process, and here are an exception.
        int block = 0;
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            var bytes = ByteBuffer.allocate(Layout.BLOCK_SIZE);
            read(channel, bytes.limit(Layout.HEADER_SIZE), 0);
            if (MemorySegment.ofBuffer(bytes).mismatch(header) >= 0) {
                return;
            }
            for (; block < layout.blockCount(); block++) {
                Thread.sleep(pause);
                long start = start(block);
                read(channel, bytes.clear().limit((int) (end(block) - start)), start);
                var crc = new CRC32C();
                crc.update(bytes);
                if ((int) crc.getValue() != checksums[block]) {
                    damaged = block;
                    return;
                }
            }
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot read {0} at byte {1}: {2}", path, start(block), e.getMessage());
            damaged = block;
        }
    }

    /// Fills the buffer to its limit, or as far as the file goes.
    private static void read(FileChannel channel, ByteBuffer bytes, long start) throws IOException {
        while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) >= 0) {
        }
        bytes.flip();
    }

    /// Tells what a scrub found.
    ///
    /// @throws IndexException.Corrupt
    ///             if the file is damaged anywhere
    public void checkScrubbed() {
        if (damaged >= 0) {
            throw corrupt(damaged);
        }
    }

    private void check(long offset, long size) {
        int last = (int) ((offset + size - 1 - Layout.HEADER_SIZE) / Layout.BLOCK_SIZE);
        for (int block = (int) ((offset - Layout.HEADER_SIZE) / Layout.BLOCK_SIZE); block <= last; block++) {
            if (checked.getPlain(block) == 0) {
                checkBlock(block);
            }
        }
    }

    private void checkBlock(int block) {
        if (Checksum.of(file, start(block), end(block) - start(block)) != checksums[block]) {
            throw corrupt(block);
        }
        checked.setPlain(block, 1);
    }

    private static long start(int block) {
        return Layout.HEADER_SIZE + (long) block * Layout.BLOCK_SIZE;
    }

    private long end(int block) {
        return Math.min(start(block + 1), layout.place(Section.CHECKSUMS).offset());
    }

    private IndexException.Corrupt corrupt(int block) {
        return new IndexException.Corrupt(path, start(block),
                "the next %d bytes do not match their checksum".formatted(end(block) - start(block)));
    }
}
