package dev.lookalike.gallery.ranking;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;

import dev.lookalike.gallery.GalleryException;
import org.jspecify.annotations.Nullable;

/// A small derived file that is whole or not there: some bytes and, big-endian, their CRC32C.
public record CheckedFile(Path path) {
    private static final Logger LOG = System.getLogger(CheckedFile.class.getName());
    private static final long MOST_BYTES = 1L << 30;

    /// What was written last, or null if there is nothing or it is damaged, which is logged.
    public byte @Nullable [] read() {
        return read("it is made again");
    }

    /// The same, with what is said to become of a damaged one.
    public byte @Nullable [] read(String otherwise) {
        if (!Files.exists(path)) {
            return null;
        }
        String damage = damage();
        if (damage != null) {
            LOG.log(Level.WARNING, "{0}; {1}", damage, otherwise);
            return null;
        }
        try {
            byte[] bytes = Files.readAllBytes(path);
            return Arrays.copyOf(bytes, bytes.length - Integer.BYTES);
        } catch (IOException failure) {
            LOG.log(Level.WARNING, "cannot read {0}: {1}; {2}", path, failure.getMessage(), otherwise);
            return null;
        }
    }

    /// What is wrong with the file, or null if nothing is or there is none.
    public @Nullable String damage() {
        try {
            if (!Files.exists(path)) {
                return null;
            }
            if (Files.size(path) < Integer.BYTES || Files.size(path) > MOST_BYTES) {
                return "%s is damaged: it has %d bytes".formatted(path, Files.size(path));
            }
            byte[] bytes = Files.readAllBytes(path);
            int at = bytes.length - Integer.BYTES;
            return checksum(bytes, at) == ByteBuffer.wrap(bytes).getInt(at)
                    ? null
                    : "%s is damaged: its checksum is wrong".formatted(path);
        } catch (IOException failure) {
            return "cannot read %s: %s".formatted(path, failure.getMessage());
        }
    }

    /// Makes `content` what [#read()] finds, also after a crash.
    ///
    /// @throws GalleryException.Storage
    ///             if the operating system refuses; what was there stays
    public void write(byte[] content) {
        Path part = path.resolveSibling(path.getFileName() + ".part");
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            try (var channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                var bytes = ByteBuffer.allocate(content.length + Integer.BYTES).put(content)
                        .putInt(checksum(content, content.length)).flip();
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (var folder = FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        } catch (IOException failure) {
            throw new GalleryException.Storage("cannot write %s: %s".formatted(path, failure.getMessage()), failure);
        }
    }

    /// Drops it, if it is there.
    ///
    /// @throws GalleryException.Storage
    ///             if the operating system refuses
    public void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException failure) {
            throw new GalleryException.Storage("cannot delete %s: %s".formatted(path, failure.getMessage()), failure);
        }
    }

    private static int checksum(byte[] bytes, int count) {
        var checksum = new CRC32C();
        checksum.update(bytes, 0, count);
        return (int) checksum.getValue();
    }
}
