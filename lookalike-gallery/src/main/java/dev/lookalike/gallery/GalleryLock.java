package dev.lookalike.gallery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Holds a gallery's folder for this process alone.
final class GalleryLock implements AutoCloseable {
    /*
     * The operating system's lock on `gallery.lock` goes with its process however that ends, so nothing stale blocks.
     * It knows processes and not threads, and closing any descriptor of the file drops it (POSIX): a second opening in
     * the same process is refused before the file is touched.
     */
    private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private GalleryLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /// The folder, made if there is none.
    static Path folder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new GalleryException.Storage("cannot make the folder %s: %s".formatted(folder, failure.getMessage()),
                    failure);
        }
    }

    static GalleryLock take(Path folder) {
        try {
            Path real = folder.toRealPath();
            if (!HERE.add(real)) {
                throw new GalleryException.InUse(folder, "this process");
            }
            boolean taken = false;
            try {
                GalleryLock lock = takeFile(real);
                taken = true;
                return lock;
            } finally {
                if (!taken) {
                    HERE.remove(real);
                }
            }
        } catch (IOException failure) {
            throw new GalleryException.Storage("cannot lock %s: %s".formatted(folder, failure.getMessage()), failure);
        }
    }

    private static GalleryLock takeFile(Path folder) throws IOException {
        Path file = folder.resolve("gallery.lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new GalleryException.InUse(folder, owner(file));
        }
        String me = "process " + ProcessHandle.current().pid();
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(me.getBytes(StandardCharsets.UTF_8)));
        return new GalleryLock(folder, channel);
    }

    private static String owner(Path file) throws IOException {
        String owner = Files.readString(file).strip();
        return owner.isEmpty() ? "another process" : owner;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new GalleryException.Storage("cannot unlock %s: %s".formatted(folder, failure.getMessage()), failure);
        } finally {
            HERE.remove(folder);
        }
    }
}
