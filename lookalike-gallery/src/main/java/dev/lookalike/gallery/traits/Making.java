package dev.lookalike.gallery.traits;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.Progress;
import dev.lookalike.gallery.TraitStatus;
import dev.lookalike.gallery.traits.KeptTraits.Lacking;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Picture;
import dev.lookalike.vision.VisionException;
import org.jspecify.annotations.Nullable;

/// Looks at the pictures that lack traits: now, or little by little in the background.
public final class Making implements AutoCloseable {
    /*
     * Each picture is decoded once for all the traits it lacks. In the background one thread works, and rests for as long as it
     * worked, so that half a core is left to whoever asks; while pictures are being added it rests ten times as long. What fails
     * for one picture is that picture's; what the disk refuses ends the work for a while.
     */
    private static final Logger LOG = System.getLogger(Making.class.getName());
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LOOK_MILLIS = 1_000;
    private static final long RESTS_WHILE_ADDING = 10;
    private static final long AGAIN_MILLIS = 30_000;
    private static final long REPORT_MILLIS = 200;

    private final KeptTraits kept;
    private final LongFunction<Picture> pictures;
    private final Upkeep background = new Upkeep("lookalike-traits", this::look);

    /// @param pictures
    ///            decodes the picture with an id, its shorter side not less than an embedder needs
    public Making(KeptTraits kept, LongFunction<Picture> pictures) {
        this.kept = kept;
        this.pictures = pictures;
    }

    /// What is made, and kept.
    public KeptTraits kept() {
        return kept;
    }

    /// How far it has come.
    public TraitStatus status() {
        return kept.status(isInBackground());
    }

    /// What is wrong with what is kept, each row with its place.
    public List<String> damages() {
        return kept.damages();
    }

    /// Forgets all that is kept; it is made again.
    public void clear() {
        kept.clear();
    }

    /// Whether a thread looks at what comes.
    public boolean isInBackground() {
        return background.isBegun();
    }

    /// Looks at all that is left, on all cores, and returns when that is done, or its thread is interrupted, or it is closed.
    ///
    /// @throws GalleryException.Storage
    ///             if the operating system refuses to write
    public TraitStatus make(Progress progress) {
        long begun = System.nanoTime();
        long before = kept.status(false).ready();
        var stopped = new AtomicBoolean();
        var failed = new AtomicReference<@Nullable RuntimeException>();
        List<Thread> workers = IntStream.range(0, Runtime.getRuntime().availableProcessors())
                .mapToObj(i -> Thread.ofPlatform().name("lookalike-traits-" + i).daemon().start(() -> {
                    try {
                        while (!stopped.get() && !background.isClosed() && step()) {
                            // until nothing is left
                        }
                    } catch (RuntimeException failure) {
                        failed.compareAndSet(null, failure);
                        stopped.set(true);
                    }
                })).toList();
        boolean interrupted = false;
        while (workers.stream().anyMatch(Thread::isAlive)
                || (kept.isInHand() && !stopped.get() && !background.isClosed())) {
            try {
                Thread.sleep(REPORT_MILLIS);
            } catch (InterruptedException end) {
                interrupted = true;
                stopped.set(true);
            }
            if (!background.isClosed()) {
                progress.at(state(kept.status(isInBackground()), before, begun));
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        RuntimeException failure = failed.get();
        if (failure != null && !background.isClosed()) {
            throw failure;
        }
        return status();
    }

    private static Progress.State state(TraitStatus now, long before, long begun) {
        double perSecond = (now.ready() - before) / ((System.nanoTime() - begun) / 1e9);
        long left = now.total() - now.ready() - now.skipped();
        return new Progress.State(now.total(), now.ready() + now.skipped(), now.skipped(), perSecond,
                perSecond > 0 ? left / perSecond : -1, left == 0);
    }

    /// Looks at what is left, and at what comes, in the background from now on.
    public void keepMade() {
        background.begin();
    }

    private long look() {
        try {
            long begun = System.nanoTime();
            if (!step()) {
                return LOOK_MILLIS;
            }
            long worked = Math.max(1, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
            return kept.quietNanos() < QUIET_NANOS ? RESTS_WHILE_ADDING * worked : worked;
        } catch (RuntimeException failure) {
            LOG.log(background.isClosed() ? Level.DEBUG : Level.WARNING,
                    "what is seen in the pictures is not kept for now: {0}", failure.getMessage());
            return AGAIN_MILLIS;
        }
    }

    /// Looks at some pictures.
    ///
    /// @return whether there were any
    private boolean step() {
        List<Lacking> taken = kept.take(Embedder.BATCH);
        try {
            Map<Lacking, Picture> seen = new LinkedHashMap<>();
            for (Lacking picture : taken) {
                try {
                    seen.put(picture, pictures.apply(picture.id()));
                } catch (VisionException.Busy later) {
                    LOG.log(Level.DEBUG, later.getMessage());
                } catch (VisionException | GalleryException.NoSuchImage unreadable) {
                    skip(picture, unreadable);
                }
            }
            taken.stream().flatMap(picture -> picture.kinds().stream()).distinct().forEach(kind -> make(kind, seen));
        } finally {
            kept.giveBack(taken);
        }
        return !taken.isEmpty();
    }

    private void make(Trait kind, Map<Lacking, Picture> seen) {
        List<Lacking> lacking = seen.keySet().stream().filter(picture -> picture.kinds().contains(kind)).toList();
        try {
            keep(kind, lacking, kind.of(lacking.stream().map(seen::get).toList()));
        } catch (GalleryException | IllegalStateException ofAll) {
            throw ofAll;
        } catch (RuntimeException ofSome) {
            for (Lacking picture : lacking) {
                try {
                    keep(kind, List.of(picture), kind.of(List.of(seen.get(picture))));
                } catch (GalleryException | IllegalStateException ofAll) {
                    throw ofAll;
                } catch (RuntimeException unfit) {
                    skip(picture, unfit);
                }
            }
        }
    }

    private void keep(Trait kind, List<Lacking> lacking, List<float[]> values) {
        for (int i = 0; i < lacking.size(); i++) {
            kept.put(lacking.get(i), kind, values.get(i));
        }
    }

    private void skip(Lacking picture, RuntimeException why) {
        LOG.log(Level.DEBUG, "picture {0} is not looked at: {1}", picture.id(), why.getMessage());
        kept.skip(picture);
    }

    @Override
    public void close() {
        background.close();
        kept.close();
    }
}
