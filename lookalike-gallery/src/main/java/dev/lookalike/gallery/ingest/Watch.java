package dev.lookalike.gallery.ingest;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import dev.lookalike.gallery.GalleryException;
import org.jspecify.annotations.Nullable;

/// Waits until something changes below some folders, or long enough has passed.
final class Watch implements AutoCloseable {
    /*
     * The system's notices are a hint to look sooner, never the truth: some file systems send none, queues overflow,
     * and only so many folders can be watched. So what follows a notice is an ordinary sync, after the folder was quiet
     * for a moment, and a sync comes after a while without any notice too.
     */
    private static final int MAX_FOLDERS = 10_000;
    private static final long QUIET_MILLIS = 500;
    private static final long NOISE_MILLIS = 5_000;
    private static final long STEP_MILLIS = 100;

    private final WatchService service;
    private final Set<Path> watched = new HashSet<>();

    Watch() {
        try {
            service = FileSystems.getDefault().newWatchService();
        } catch (IOException failure) {
            throw new GalleryException.Storage("cannot watch folders: " + failure.getMessage(), failure);
        }
    }

    /// Watches these folders and all below them, as far as the system can.
    void over(List<Path> roots) {
        for (Path root : roots) {
            try {
                Files.walkFileTree(root, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                        return register(folder) ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException reason) {
                        return FileVisitResult.CONTINUE;
                    }
                });
            } catch (IOException missing) {
                // The next sync says so; a rescan finds it when it is back.
                watched.remove(root);
            }
        }
    }

    private boolean register(Path folder) {
        if (watched.size() >= MAX_FOLDERS) {
            return false;
        }
        if (watched.add(folder)) {
            try {
                folder.register(service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE,
                        StandardWatchEventKinds.ENTRY_MODIFY);
            } catch (IOException noMore) {
                watched.remove(folder);
            }
        }
        return true;
    }

    /// Waits for a change that has come to rest, or for `longest`, or until `stopped`.
    void await(Duration longest, BooleanSupplier stopped) throws InterruptedException {
        long start = System.nanoTime();
        long noticed = 0;
        long quiet = 0;
        while (!stopped.getAsBoolean() && millis(start) < longest.toMillis()) {
            boolean change = change(STEP_MILLIS);
            long now = System.nanoTime();
            if (change) {
                noticed = noticed == 0 ? now : noticed;
                quiet = now;
            } else if (noticed != 0 && (millis(quiet) > QUIET_MILLIS || millis(noticed) > NOISE_MILLIS)) {
                return;
            }
        }
    }

    private static long millis(long since) {
        return (System.nanoTime() - since) / 1_000_000;
    }

    private boolean change(long millis) throws InterruptedException {
        try {
            WatchKey key = service.poll(millis, TimeUnit.MILLISECONDS);
            boolean change = key != null;
            for (@Nullable
            WatchKey next = key; next != null; next = service.poll()) {
                next.pollEvents();
                if (!next.reset()) {
                    watched.remove((Path) next.watchable());
                }
            }
            return change;
        } catch (ClosedWatchServiceException closed) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException failure) {
            throw new GalleryException.Storage("cannot stop watching: " + failure.getMessage(), failure);
        }
    }
}
