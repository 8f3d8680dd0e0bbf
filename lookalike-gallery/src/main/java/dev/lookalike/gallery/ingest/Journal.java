package dev.lookalike.gallery.ingest;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import dev.lookalike.gallery.GalleryException;

/// Which files are being decoded right now, so that the one at which a native decoder brought the process down is known
/// at the next start.
final class Journal implements AutoCloseable {
    /*
     * A mapped file with a slot for each worker: the length of a path, then the path; and behind those as many for
     * suspects that have yet to be tried. Its pages belong to the kernel, so they outlive the process without a write
     * or a sync; that the machine loses power is no crash of a decoder.
     */
    private static final int SLOT_BYTES = 8192;

    private final int workers;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment slots;
    private final List<String> suspects = new ArrayList<>();
    private final boolean[] busy;

    Journal(Path file, int workers) {
        this.workers = workers;
        this.busy = new boolean[workers];
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            long before = Files.exists(file) ? Files.size(file) : 0;
            long bytes = Math.max(2L * workers * SLOT_BYTES, before / SLOT_BYTES * SLOT_BYTES);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE)) {
                allocate(channel, bytes);
                slots = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
            }
            readSuspects();
        } catch (IOException failure) {
            arena.close();
            throw new GalleryException.Storage("cannot use %s: %s".formatted(file, failure.getMessage()), failure);
        }
    }

    /*
     * A hole in a mapped file would be filled at the first touch, and a full disk would then be a signal.
     */
    private static void allocate(FileChannel channel, long bytes) throws IOException {
        for (long at = channel.size(); at < bytes; at = channel.size()) {
            channel.write(ByteBuffer.allocate((int) Math.min(SLOT_BYTES, bytes - at)), at);
        }
    }

    private void readSuspects() {
        for (long at = 0; at < slots.byteSize(); at += SLOT_BYTES) {
            int length = slots.get(ValueLayout.JAVA_INT, at);
            if (length > 0 && length <= SLOT_BYTES - Integer.BYTES) {
                byte[] path = slots.asSlice(at + Integer.BYTES, length).toArray(ValueLayout.JAVA_BYTE);
                suspects.add(new String(path, StandardCharsets.UTF_8));
            }
        }
    }

    /// The files that were being decoded when a process before this one died, and that have not been tried since.
    List<String> suspects() {
        return List.copyOf(suspects);
    }

    /// The suspects have been dealt with, except these, as far as there is room. What workers of this process are at stays.
    synchronized void keep(List<String> untried) {
        suspects.clear();
        int all = (int) (slots.byteSize() / SLOT_BYTES);
        for (int slot = 0; slot < all; slot++) {
            if (slot >= workers || !busy[slot]) {
                slots.set(ValueLayout.JAVA_INT, (long) slot * SLOT_BYTES, 0);
            }
        }
        for (String path : untried.subList(0, Math.min(all - workers, untried.size()))) {
            write(workers + suspects.size(), path);
            suspects.add(path);
        }
    }

    synchronized void begin(int worker, String path) {
        busy[worker] = true;
        write(worker, path);
    }

    private void write(int worker, String path) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > SLOT_BYTES - Integer.BYTES) {
            return;
        }
        long at = (long) worker * SLOT_BYTES;
        MemorySegment.copy(bytes, 0, slots, ValueLayout.JAVA_BYTE, at + Integer.BYTES, bytes.length);
        slots.set(ValueLayout.JAVA_INT, at, bytes.length);
    }

    synchronized void end(int worker) {
        busy[worker] = false;
        slots.set(ValueLayout.JAVA_INT, (long) worker * SLOT_BYTES, 0);
    }

    @Override
    public void close() {
        arena.close();
    }
}
