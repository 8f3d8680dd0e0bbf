package dev.lookalike.index.file;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

import dev.lookalike.index.IndexException;
import dev.lookalike.index.code.Coder;
import dev.lookalike.index.code.Training;
import dev.lookalike.index.kernel.Kernels;
import dev.lookalike.index.projection.Projection;
import org.jspecify.annotations.Nullable;

/// How far an index file is made, kept beside what [IndexFileWriter] has of it, so that the next one goes on from there.
///
/// All numbers are big-endian:
///
/// | bytes | what |
/// |---|---|
/// | 8 | `LOLKMADE` |
/// | 4 | format version, 2; another one with each change of what a build makes of the same rows |
/// | 4, n | length of the key, and the key: what is built of what |
/// | 4, 4 | dimension and count of projected values |
/// | 8 x 4 | the ranges of the codes, skew of the projection, length of the longest row that can be coded |
/// | 4, 8 | [Training] |
/// | 1 | whether the coder is the last file's |
/// | floats | mean and directions of the projection |
/// | 4, (4, 8) x n | count of chunks of rows; for each the CRC32C of what was written for it and the length of its longest coded row, NaN if it is not coded |
/// | 4, n | how far the edges are built, and what there is of them; nothing if they are not begun |
/// | 4 | CRC32C of all before |
///
/// @param key
///            what is built of what: a build with another one makes another file
/// @param isOld
///            whether the coder is the last file's
/// @param checksums
///            for each chunk of rows, the CRC32C of what was written for it
/// @param longest
///            for each chunk, the length of its longest coded row; NaN if it is not coded yet
/// @param built
///            how far the edges are built, 0 if they are not begun
public record Checkpoint(byte[] key, Coder coder, Training training, boolean isOld, int[] checksums, double[] longest,
        int built) {
    /*
     * Written beside the last one and renamed, but not forced to the disk: what a crash of the machine leaves of it, or of the
     * rows that it tells of, fails its checksum and is made again.
     */
    private static final System.Logger LOG = System.getLogger(Checkpoint.class.getName());
    private static final long MAGIC = 0x4C4F_4C4B_4D41_4445L;
    private static final int VERSION = 2;
    private static final int BUFFER_SIZE = 1 << 16;

    private static Path place(Path file) {
        return file.resolveSibling(file.getFileName() + ".made");
    }

    /// Deletes what is kept of how far a file is made.
    ///
    /// @throws IndexException.Storage
    ///             if the operating system refuses
    public static void delete(Path file) {
        IndexFile.delete(place(file));
    }

    /// The same, but that the edges are built so far.
    public Checkpoint built(int far) {
        return new Checkpoint(key, coder, training, isOld, checksums, longest, far);
    }

    /// Keeps it, with the edges that are built so far.
    ///
    /// @throws IOException
    ///             if the operating system refuses; the last one stays
    public void write(Path file, MemorySegment edges) throws IOException {
        var part = file.resolveSibling(file.getFileName() + ".made.part");
        var crc = new CRC32C();
        try (var out = new DataOutputStream(
                new CheckedOutputStream(new BufferedOutputStream(Files.newOutputStream(part), BUFFER_SIZE), crc))) {
            out.writeLong(MAGIC);
            out.writeInt(VERSION);
            out.writeInt(key.length);
            out.write(key);
            writeCoder(out);
            out.writeInt(checksums.length);
            for (int chunk = 0; chunk < checksums.length; chunk++) {
                out.writeInt(checksums[chunk]);
                out.writeDouble(longest[chunk]);
            }
            out.writeInt(built);
            var kept = built == 0 ? edges.asSlice(0, 0) : edges;
            var buffer = new byte[BUFFER_SIZE];
            for (long at = 0; at < kept.byteSize(); at += buffer.length) {
                int size = (int) Math.min(buffer.length, kept.byteSize() - at);
                MemorySegment.copy(kept, at, MemorySegment.ofArray(buffer), 0, size);
                out.write(buffer, 0, size);
            }
            out.writeInt((int) crc.getValue());
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        Files.move(part, place(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void writeCoder(DataOutputStream out) throws IOException {
        var projection = coder.projection();
        out.writeInt(projection.dimension());
        out.writeInt(projection.count());
        out.writeDouble(coder.ranges().head());
        out.writeDouble(coder.ranges().rest());
        out.writeDouble(projection.skew());
        out.writeDouble(coder.longest());
        out.writeInt(training.count());
        out.writeDouble(training.lost());
        out.writeBoolean(isOld);
        writeFloats(out, projection.mean());
        writeFloats(out, projection.basis());
    }

    private static void writeFloats(DataOutputStream out, float[] values) throws IOException {
        var bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        out.write(bytes.array());
    }

    /// What is kept of a file with this key; null if nothing is. What is damaged, or of another key, is deleted.
    public static @Nullable Checkpoint read(Path file, byte[] key) {
        var place = place(file);
        try {
            if (Files.exists(place) && isWhole(place)) {
                try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(place), BUFFER_SIZE))) {
                    if (in.readLong() == MAGIC && in.readInt() == VERSION
                            && Arrays.equals(in.readNBytes(in.readInt()), key)) {
                        return read(in, key);
                    }
                }
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "cannot read {0}: {1}; the index file is made from the beginning", place,
                    e.getMessage());
        }
        delete(file);
        return null;
    }

    /// Copies the edges that are kept.
    ///
    /// @throws IndexException.Storage
    ///             if they cannot be read
    public void readEdges(Path file, MemorySegment edges) {
        var place = place(file);
        try (var in = new BufferedInputStream(Files.newInputStream(place), BUFFER_SIZE)) {
            in.skipNBytes(Files.size(place) - Integer.BYTES - edges.byteSize());
            for (long at = 0; at < edges.byteSize(); at += BUFFER_SIZE) {
                byte[] bytes = in.readNBytes((int) Math.min(BUFFER_SIZE, edges.byteSize() - at));
                MemorySegment.copy(MemorySegment.ofArray(bytes), 0, edges, at, bytes.length);
            }
        } catch (IOException e) {
            throw new IndexException.Storage(place, e);
        }
    }

    private static boolean isWhole(Path place) throws IOException {
        long size = Files.size(place) - Integer.BYTES;
        if (size < Long.BYTES + 2 * Integer.BYTES) {
            return false;
        }
        var crc = new CRC32C();
        try (var in = new DataInputStream(
                new CheckedInputStream(new BufferedInputStream(Files.newInputStream(place), BUFFER_SIZE), crc))) {
            in.skipNBytes(size);
            int computed = (int) crc.getValue();
            return in.readInt() == computed;
        }
    }

    private static Checkpoint read(DataInputStream in, byte[] key) throws IOException {
        int dimension = in.readInt();
        int count = in.readInt();
        var ranges = new Coder.Ranges(in.readDouble(), in.readDouble());
        double skew = in.readDouble();
        double longestCoded = in.readDouble();
        var training = new Training(in.readInt(), in.readDouble());
        boolean isOld = in.readBoolean();
        float[] mean = floats(in, Kernels.padded(dimension));
        float[] basis = floats(in, count * mean.length);
        int chunks = in.readInt();
        var checksums = new int[chunks];
        var longest = new double[chunks];
        for (int chunk = 0; chunk < chunks; chunk++) {
            checksums[chunk] = in.readInt();
            longest[chunk] = in.readDouble();
        }
        var coder = new Coder(new Projection(dimension, count, mean, basis, skew), ranges, longestCoded);
        return new Checkpoint(key, coder, training, isOld, checksums, longest, in.readInt());
    }

    private static float[] floats(DataInputStream in, int count) throws IOException {
        var values = new float[count];
        ByteBuffer.wrap(in.readNBytes(count * Float.BYTES)).asFloatBuffer().get(values);
        return values;
    }
}
