package dev.lookalike.training;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

import dev.lookalike.training.onnx.Tensor;
import dev.lookalike.vision.VisionException;
import org.jspecify.annotations.Nullable;

/// How far a course has come, in a file: so that one that was stopped or killed goes on.
///
/// The file is `LKCOURSE`, a format version, the fingerprint of what is learnt, the steps and seconds so far, then each
/// tensor (how many sizes, the sizes, the values), all big-endian, and the CRC32C of all of it. It is written beside and moved
/// into its place.
///
/// @param fingerprint
///            of network, pictures and course
/// @param state
///            what the network and its teacher hold
record Checkpoint(String fingerprint, int steps, double seconds, List<Tensor> state) {
    private static final String MAGIC = "LKCOURSE";
    private static final int VERSION = 1;
    private static final int MOST_TENSORS = 100_000;
    private static final int MOST_DIMS = 8;

    Checkpoint {
        state = List.copyOf(state);
    }

    void write(Path file) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (var channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                OutputStream plain = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                var checked = new CheckedOutputStream(plain, new CRC32C());
                var out = new DataOutputStream(checked);
                write(out);
                out.writeLong(checked.getChecksum().getValue());
                out.flush();
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new VisionException.Unreadable(file, e);
        }
    }

    private void write(DataOutputStream out) throws IOException {
        out.writeUTF(MAGIC);
        out.writeInt(VERSION);
        out.writeUTF(fingerprint);
        out.writeInt(steps);
        out.writeDouble(seconds);
        out.writeInt(state.size());
        for (Tensor tensor : state) {
            out.writeInt(tensor.dims().length);
            for (long dim : tensor.dims()) {
                out.writeLong(dim);
            }
            for (float value : tensor.values()) {
                out.writeFloat(value);
            }
        }
    }

    /// What a file holds, or null if there is none.
    ///
    /// @throws IllegalArgumentException
    ///             if it is damaged; the message says what to do
    static @Nullable Checkpoint read(Path file) {
        if (!Files.exists(file)) {
            return null;
        }
        try (var checked = new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16),
                new CRC32C())) {
            var in = new DataInputStream(checked);
            if (!in.readUTF().equals(MAGIC) || in.readInt() != VERSION) {
                throw damaged(file);
            }
            var read = new Checkpoint(in.readUTF(), in.readInt(), in.readDouble(), tensors(in, file));
            long sum = checked.getChecksum().getValue();
            if (in.readLong() != sum) {
                throw damaged(file);
            }
            return read;
        } catch (EOFException | java.io.UTFDataFormatException e) {
            throw damaged(file);
        } catch (IOException e) {
            throw new VisionException.Unreadable(file, e);
        }
    }

    private static List<Tensor> tensors(DataInputStream in, Path file) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST_TENSORS) {
            throw damaged(file);
        }
        var tensors = new ArrayList<Tensor>();
        long left = Files.size(file);
        for (int i = 0; i < count; i++) {
            int rank = in.readInt();
            if (rank < 0 || rank > MOST_DIMS) {
                throw damaged(file);
            }
            var dims = new long[rank];
            long size = 1;
            for (int d = 0; d < rank; d++) {
                dims[d] = in.readLong();
                size = dims[d] < 0 || dims[d] > left ? left : size * dims[d];
            }
            // A file never holds more values than a quarter of its bytes.
            if (size < 0 || Float.BYTES * size > left) {
                throw damaged(file);
            }
            var values = new float[(int) size];
            for (int v = 0; v < values.length; v++) {
                values[v] = in.readFloat();
            }
            tensors.add(new Tensor(dims, values));
        }
        return tensors;
    }

    private static IllegalArgumentException damaged(Path file) {
        return new IllegalArgumentException(
                "%s is damaged, so the course cannot go on from it; delete it to begin again".formatted(file));
    }
}
