package dev.lookalike.gallery.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import dev.lookalike.gallery.IngestReport;
import dev.lookalike.gallery.Progress;
import dev.lookalike.gallery.catalogue.Item;
import dev.lookalike.gallery.catalogue.Source;
import dev.lookalike.gallery.catalogue.State;
import org.jspecify.annotations.Nullable;

/// One `add`, `sync` or `switch`: finds files and lets workers bring them in.
final class Run {
    /*
     * The caller's thread walks and the workers follow. A file seen for the first time is written as pending at once,
     * many to a transaction, so the queue of work is in the catalogue: what a crash or a Ctrl-C leaves is found there,
     * and each file is in one state at every moment.
     */
    private static final Set<String> PICTURE_NAMES = Set.of("jpg", "jpeg", "jpe", "jfif", "png", "gif", "webp", "bmp",
            "dib", "tif", "tiff", "heic", "heif", "avif");
    private static final int INSERTED_AT_ONCE = 256;
    private static final long PROGRESS_NANOS = 200_000_000;

    private final Worker.Parts parts;
    private final Progress progress;
    private final BooleanSupplier stopped;
    private final Tally tally;
    private final IdQueue queue = new IdQueue();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final List<Item> fresh = new ArrayList<>();
    private final List<Path> unreadable = new ArrayList<>();
    private volatile boolean interrupted;
    private long lastProgress = System.nanoTime();

    Run(Worker.Parts parts, Tally tally, Progress progress, BooleanSupplier stopped) {
        this.parts = parts;
        this.tally = tally;
        this.progress = progress;
        this.stopped = stopped;
    }

    /// @param first
    ///            number of the workers
    void start(Intake intake, int first, int workers) {
        for (int i = first; i < first + workers; i++) {
            var worker = new Worker(i, parts, intake, queue, tally, this::goesOn);
            threads.add(Thread.ofPlatform().name("gallery-ingest-" + i).daemon().start(() -> {
                try {
                    worker.run();
                } catch (RuntimeException | Error broken) {
                    fail(broken);
                }
            }));
        }
    }

    private void fail(Throwable broken) {
        failure.compareAndSet(null,
                broken instanceof RuntimeException known ? known : new IllegalStateException(broken));
        queue.drop();
    }

    boolean goesOn() {
        if (Thread.currentThread().isInterrupted() && !threads.contains(Thread.currentThread())) {
            interrupted = true;
        }
        return !interrupted && !stopped.getAsBoolean() && failure.get() == null;
    }

    Tally tally() {
        return tally;
    }

    /// Whether a path lies where nothing could be read.
    boolean isUnreadable(Path path) {
        return unreadable.stream().anyMatch(path::startsWith);
    }

    /// Every picture below `folder`, which belongs to `source`.
    void walk(Source source, Path folder) {
        Walk.below(folder, new Walk.Visitor() {
            @Override
            public void file(Path file, Item.Stamp stamp) {
                if (isPictureByName(file)) {
                    see(source, file, stamp, false);
                } else {
                    tally.count(Tally.Fate.SKIPPED);
                }
            }

            @Override
            public void unreadable(Path path, IOException reason) {
                if (Files.isDirectory(path)) {
                    unreadable.add(path);
                }
                tally.warn("cannot look at %s: %s".formatted(path, reason));
            }

            @Override
            public boolean goesOn() {
                return Run.this.goesOn();
            }
        });
    }

    /// A file, found by walking or named by the caller.
    void see(Source source, Path file, Item.Stamp stamp, boolean named) {
        Item known = parts.catalogue().item(file.toString());
        if (known == null) {
            tally.found();
            fresh.add(Item.pending(place(source, file), stamp, Instant.now()));
            if (fresh.size() >= INSERTED_AT_ONCE) {
                flush();
            }
        } else {
            seeAgain(known, stamp, named);
        }
        tell();
    }

    private void seeAgain(Item known, Item.Stamp stamp, boolean named) {
        boolean same = known.stamp().equals(stamp);
        if (known.state() == State.REMOVED && !named) {
            tally.count(Tally.Fate.SKIPPED);
            return;
        }
        tally.found();
        switch (known.state()) {
            case PENDING -> queue.add(known.id());
            case EMBEDDED -> {
                if (same) {
                    tally.count(Tally.Fate.UNCHANGED);
                } else {
                    queue.add(known.id());
                }
            }
            case REJECTED -> {
                if (same && !named && known.refusal() != null && !Refusals.mayPass(known.refusal().kind())) {
                    tally.reject(known.rejection(parts.gallery()));
                } else {
                    queue.add(known.id());
                }
            }
            case REMOVED -> {
                parts.catalogue().write(change -> {
                    change.update(known.pendingAgain());
                    return known;
                });
                queue.add(known.id());
            }
        }
    }

    /// An item whose file is known.
    void take(long id) {
        tally.found();
        queue.add(id);
        tell();
    }

    static Item.Place place(Source source, Path file) {
        Path folder = Path.of(source.path()).relativize(Objects.requireNonNull(file.getParent()));
        return new Item.Place(source.id(), file.toString(), folder.toString().replace('\\', '/'),
                file.getFileName().toString());
    }

    private static boolean isPictureByName(Path file) {
        String name = file.getFileName().toString();
        return PICTURE_NAMES.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    private void flush() {
        if (!fresh.isEmpty()) {
            List<Item> items = List.copyOf(fresh);
            fresh.clear();
            parts.catalogue().write(change -> items.stream().map(change::insert).toList()).forEach(queue::add);
        }
    }

    private void tell() {
        long now = System.nanoTime();
        if (now - lastProgress > PROGRESS_NANOS) {
            lastProgress = now;
            flush();
            progress.at(tally.state(false));
        }
    }

    /// Waits until the workers have done what was seen, or stops them after the batches in flight.
    void await() {
        flush();
        tally.allFound();
        queue.end();
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                if (!goesOn()) {
                    queue.drop();
                }
                try {
                    thread.join(50);
                } catch (InterruptedException stop) {
                    interrupted = true;
                }
                tell();
            }
        }
        RuntimeException broken = failure.get();
        if (broken != null) {
            throw broken;
        }
    }

    /// Stops the workers after the batches in flight, whatever happened.
    void end() {
        queue.drop();
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException stop) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    IngestReport report() {
        progress.at(tally.state(true));
        return tally.report();
    }
}
