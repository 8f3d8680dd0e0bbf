package dev.lookalike.engines;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Says of which vectors an engine's file was made, since the formats of others know no ids, options or checksums.
///
/// | bytes | what, little endian |
/// |---|---|
/// | 8 | `LLROWS1` and a line feed |
/// | 8 | size of the engine's file |
/// | 4 | its CRC32C |
/// | 4, then that many | the engine's options, UTF-8 |
/// | 4, then 8 each | the id of each row |
/// | 4 | CRC32C of all bytes before |
///
/// @param options
///            of the engine
/// @param size
///            of the engine's file
/// @param checksum
///            CRC32C of the engine's file
/// @param ids
///            of the rows, in their order
record RowsFile(String options, long size, int checksum, long[] ids) {
    private static final byte[] MAGIC = "LLROWS1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int FIXED_SIZE = MAGIC.length + Long.BYTES + 4 * Integer.BYTES;
    private static final int BLOCK_SIZE = 1 << 20;

    /// About an engine's file that was just written.
    static RowsFile of(Path engineFile, String options, long[] ids) throws IOException {
        return new RowsFile(options, Files.size(engineFile), checksumOf(engineFile), ids);
    }

    /// What the file says, or nothing if it is not there or not whole.
    static Optional<RowsFile> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(file);
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < FIXED_SIZE || buffer.getInt(bytes.length - Integer.BYTES) != sealOf(bytes)) {
            return Optional.empty();
        }
        buffer.position(MAGIC.length);
        long size = buffer.getLong();
        int checksum = buffer.getInt();
        var options = new byte[buffer.getInt()];
        buffer.get(options);
        var ids = new long[buffer.getInt()];
        buffer.asLongBuffer().get(ids);
        return Optional.of(new RowsFile(new String(options, StandardCharsets.UTF_8), size, checksum, ids));
    }

    /// Writes it beside the file and into its place.
    void write(Path file) throws IOException {
        byte[] text = options.getBytes(StandardCharsets.UTF_8);
        var buffer = ByteBuffer.allocate(Math.toIntExact(FIXED_SIZE + text.length + (long) ids.length * Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(MAGIC).putLong(size).putInt(checksum).putInt(text.length).put(text).putInt(ids.length);
        buffer.asLongBuffer().put(ids);
        buffer.putInt(buffer.capacity() - Integer.BYTES, sealOf(buffer.array()));
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, buffer.array());
        sync(fresh);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Whether the engine's file is still the one that this is about.
    boolean describes(Path engineFile) throws IOException {
        return Files.exists(engineFile) && Files.size(engineFile) == size && checksumOf(engineFile) == checksum;
    }

    /// Sees to it that a file survives the machine's end.
    static void sync(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static int sealOf(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - Integer.BYTES);
        return (int) crc.getValue();
    }

    private static int checksumOf(Path file) throws IOException {
        var crc = new CRC32C();
        var block = ByteBuffer.allocateDirect(BLOCK_SIZE);
        try (var channel = FileChannel.open(file)) {
            while (channel.read(block.clear()) > 0) {
                crc.update(block.flip());
            }
        }
        return (int) crc.getValue();
    }
}
