package dev.lookalike.gallery.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.IngestReport;
import dev.lookalike.gallery.Progress;
import dev.lookalike.gallery.SwitchReport;
import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.catalogue.Generation;
import dev.lookalike.gallery.catalogue.Item;
import dev.lookalike.gallery.catalogue.Source;
import dev.lookalike.gallery.catalogue.State;
import dev.lookalike.gallery.exchange.ExportFolder;

/// How do files become pictures of the gallery?
///
/// One run at a time; a second caller waits for the first. A run ends early, after the batches in flight, when its
/// thread is interrupted or the ingest is closed; what is left is pending and taken up by the next.
public final class Ingest implements AutoCloseable {
    private static final int PAGE = 1000;

    private final Worker.Parts parts;
    private final Journal journal;
    private final CrashTrial trial;
    private final Decoding decoding;
    private final int workers = Runtime.getRuntime().availableProcessors();
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final ReentrantLock oneSwitch = new ReentrantLock();
    private volatile boolean stopped;

    /// @param gallery
    ///            the gallery's folder
    public Ingest(Path gallery, Catalogue catalogue, Network network, Mirror mirror) {
        this(gallery, catalogue, network, mirror, Decoding.ofFolders(), CrashTrial.inAnotherProcess());
    }

    Ingest(Path gallery, Catalogue catalogue, Network network, Mirror mirror, Decoding decoding, CrashTrial trial) {
        this.journal = new Journal(gallery.resolve("ingest.journal"), 2 * workers);
        this.trial = trial;
        this.decoding = decoding;
        this.parts = parts(gallery, catalogue, network, mirror);
    }

    private Worker.Parts parts(Path gallery, Catalogue catalogue, Network network, Mirror mirror) {
        var examination = new Examination(gallery, catalogue, decoding, journal, network.sideNeeded());
        return new Worker.Parts(gallery, catalogue, network, mirror, examination);
    }

    /// Adds a picture, or every picture below a folder.
    public IngestReport add(Path fileOrFolder, Progress progress) {
        Path path = fileOrFolder.toAbsolutePath().normalize();
        BasicFileAttributes attributes = attributes(path);
        return run(progress, run -> {
            if (attributes.isDirectory()) {
                run.walk(walkedSource(path), path);
            } else {
                run.see(sourceOfFile(path), path, Walk.stamp(attributes), true);
            }
            run.await();
        });
    }

    private static BasicFileAttributes attributes(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("there is no file or folder %s; check the path".formatted(path),
                    missing);
        } catch (IOException failure) {
            throw new GalleryException.Storage("cannot look at %s: %s".formatted(path, failure.getMessage()), failure);
        }
    }

    /// Looks again at everything that was added.
    public IngestReport sync(Progress progress) {
        return run(progress, run -> {
            List<Source> sources = parts.catalogue().sources();
            for (Source source : sources) {
                look(run, source, isWalkedFromAbove(source, sources));
            }
            run.await();
            for (Source source : sources) {
                forgetDeleted(run, source);
            }
        });
    }

    /// Syncs now, after changes, and at least as often as `rescan` says, until its thread is interrupted or the
    /// ingest closed.
    public void watch(Duration rescan, Progress progress) {
        if (rescan.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("rescan is %s; give a second or more".formatted(rescan));
        }
        try (var watch = new Watch()) {
            while (!stopped && !Thread.currentThread().isInterrupted()) {
                watch.over(parts.catalogue().sources().stream().map(source -> Path.of(source.path())).toList());
                sync(progress);
                watch.await(rescan, () -> stopped);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /*
     * Walked twice, a new file would be met twice before it is written. The walk of the outer folder leaves hidden ones
     * out, so a hidden folder that was added by itself is still walked by itself.
     */
    private static boolean isWalkedFromAbove(Source source, List<Source> sources) {
        Path folder = Path.of(source.path());
        return sources.stream()
                .filter(outer -> outer.walked() && outer.id() != source.id() && folder.startsWith(outer.path()))
                .anyMatch(outer -> !Walk.isHiddenBelow(Path.of(outer.path()), folder));
    }

    private void look(Run run, Source source, boolean walkedFromAbove) {
        if (!Roots.isThere(source)) {
            run.tally().warn(
                    "%s is not there: its pictures stay in the gallery until it is back".formatted(source.path()));
        } else if (source.walked()) {
            Path folder = Path.of(source.path());
            parts.catalogue().write(change -> change.source(source.path(), true, Roots.key(folder)));
            if (!walkedFromAbove) {
                run.walk(source, folder);
            }
        } else {
            lookAtNamed(run, source);
        }
    }

    private void lookAtNamed(Run run, Source source) {
        for (List<Item> page = parts.catalogue().itemsOf(source, 0, PAGE); !page.isEmpty()
                && run.goesOn(); page = parts.catalogue().itemsOf(source, page.getLast().id(), PAGE)) {
            for (Item item : page) {
                try {
                    Path file = item.file(parts.gallery());
                    run.see(source, file, Walk.stamp(Files.readAttributes(file, BasicFileAttributes.class)), false);
                } catch (IOException gone) {
                    run.tally().count(Tally.Fate.GONE);
                }
            }
        }
    }

    private void forgetDeleted(Run run, Source source) {
        for (List<Item> page = parts.catalogue().itemsOf(source, 0, PAGE); !page.isEmpty()
                && run.goesOn(); page = parts.catalogue().itemsOf(source, page.getLast().id(), PAGE)) {
            List<Item> deleted = page.stream().filter(item -> isDeleted(run, item)).toList();
            if (!deleted.isEmpty() && Roots.isThere(source)) {
                forget(run, deleted);
            }
        }
    }

    private boolean isDeleted(Run run, Item item) {
        Path file = item.file(parts.gallery());
        return item.state() != State.REMOVED && !run.isUnreadable(file) && Files.notExists(file);
    }

    private void forget(Run run, List<Item> deleted) {
        parts.catalogue().write(change -> {
            for (Item item : deleted) {
                change.delete(item.id());
                change.afterCommit(() -> parts.mirror().remove(item.id()));
            }
            return deleted;
        });
        deleted.stream().filter(item -> item.state() == State.EMBEDDED)
                .forEach(item -> run.tally().count(Tally.Fate.REMOVED));
    }

    /*
     * A folder inside one that is walked already belongs to that one.
     */
    private Source walkedSource(Path folder) {
        return parts.catalogue().sources().stream()
                .filter(source -> source.walked() && folder.startsWith(source.path())).findFirst()
                .orElseGet(() -> parts.catalogue()
                        .write(change -> change.source(folder.toString(), true, Roots.key(folder))));
    }

    private Source sourceOfFile(Path file) {
        Path folder = Objects.requireNonNull(file.getParent());
        return parts.catalogue().sources().stream()
                .filter(source -> source.walked() && folder.startsWith(source.path())).findFirst()
                .orElseGet(() -> parts.catalogue()
                        .write(change -> change.source(folder.toString(), false, Roots.key(folder))));
    }

    /// Takes in what was exported, without the network.
    public IngestReport importFrom(Path folder) {
        Generation generation = parts.catalogue().generation();
        return exclusively(() -> {
            try (var export = ExportFolder.open(folder)) {
                export.checkModel(generation.fingerprint(), generation.model(), generation.dimension());
                export.folders().stream().filter(Files::isDirectory).forEach(this::walkedSource);
                return new Import(parts, this::sourceOfFile, () -> !stopped && !Thread.currentThread().isInterrupted())
                        .run(export);
            }
        });
    }

    /// Has the embeddings of another model serve, once every picture has one; adding goes on meanwhile.
    ///
    /// @param network
    ///            that makes them
    public SwitchReport switchTo(Catalogue.Model model, Network network, Progress progress) {
        oneSwitch.lock();
        try {
            exclusively(() -> {
                trySuspects();
                return new Tally().report();
            });
            var switching = new Switching(parts(parts.gallery(), parts.catalogue(), network, parts.mirror()), model,
                    progress, () -> stopped, workers);
            switching.build();
            // Nothing but uploads is added while the rest is embedded, so that there is an end to it.
            exclusively(switching::finish);
            return switching.report();
        } finally {
            oneSwitch.unlock();
        }
    }

    private interface Work {
        void on(Run run);
    }

    private IngestReport run(Progress progress, Work work) {
        return exclusively(() -> {
            trySuspects();
            var run = new Run(parts, new Tally(), progress, () -> stopped);
            try {
                run.start(new Adding(parts), 0, workers);
                work.on(run);
            } finally {
                run.end();
            }
            return run.report();
        });
    }

    private IngestReport exclusively(Supplier<IngestReport> work) {
        try {
            oneAtATime.lockInterruptibly();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Tally().report();
        }
        try {
            if (stopped) {
                throw new IllegalStateException("the gallery is closed");
            }
            return work.get();
        } finally {
            oneAtATime.unlock();
        }
    }

    /*
     * The files in flight when the process before died may have killed it, or may only have been there when someone
     * else did. Each is decoded once in a process of its own: the guilty one is rejected, and brings nobody down. One
     * whose trial came to no end stays suspect.
     */
    private void trySuspects() {
        var untried = new ArrayList<String>();
        for (String path : journal.suspects()) {
            Path file = parts.gallery().resolve(path);
            Item item = parts.catalogue().item(path);
            if (item == null || !Files.exists(file)) {
                continue;
            }
            CrashTrial.Verdict verdict = stopped || Thread.currentThread().isInterrupted()
                    ? CrashTrial.Verdict.UNKNOWN
                    : trial.of(file, parts.network().sideNeeded());
            if (verdict == CrashTrial.Verdict.UNKNOWN) {
                untried.add(path);
            } else if (verdict == CrashTrial.Verdict.GUILTY) {
                parts.catalogue().write(change -> {
                    change.update(item.rejected(item.stamp(), new Item.Refusal(Refusals.CRASHED,
                            "decoding it brings the decoder down; it is not tried again unless it changes")));
                    change.forget(item.id());
                    change.afterCommit(() -> parts.mirror().remove(item.id()));
                    return item;
                });
            }
        }
        journal.keep(untried);
    }

    /// Stops the run under way after the batches in flight, and waits for it.
    @Override
    public void close() {
        stopped = true;
        oneSwitch.lock();
        oneAtATime.lock();
        try {
            journal.close();
        } finally {
            oneAtATime.unlock();
            oneSwitch.unlock();
        }
    }
}
