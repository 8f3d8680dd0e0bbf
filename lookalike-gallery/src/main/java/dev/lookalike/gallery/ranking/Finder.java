package dev.lookalike.gallery.ranking;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.catalogue.Embeddings;
import org.jspecify.annotations.Nullable;

/// Keeps an index of the gallery in a space that fits it, while pictures come and go.
final class Finder implements AutoCloseable {
    /*
     * A space is fitted again when the gallery has grown by a step of SpaceFitting's ladder and then been left alone for
     * a moment, or is opened; then, too, what scores mean is measured. While pictures keep coming, which needs the cores,
     * it waits for four times as many. All that happens on one background thread: the new space is fitted, an index of
     * all pictures is made in it beside the serving one, and a write lock is held for as long as it takes to change one
     * reference. Searches, puts and removals share the read lock. A picture that comes or goes while the new index
     * is being filled goes into both; what the filling reads of it afterwards is older and left out.
     */
    private static final Logger LOG = System.getLogger(Finder.class.getName());
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LOOK_MILLIS = 1_000;

    /// A gallery of at most so many pictures is brought up to date while it is opened, a larger one afterwards.
    private static final int MOST_AT_ONCE = 20_000;

    private final Embeddings embeddings;
    private final SpaceFile file;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final ScheduledThreadPoolExecutor background = new ScheduledThreadPoolExecutor(1,
            task -> Thread.ofPlatform().name("lookalike-space").daemon().unstarted(task));
    private final AtomicBoolean looking = new AtomicBoolean();
    private SpaceIndex serving;
    /// On how many pictures the meaning of scores was measured. As the serving index, changed by the background thread
    /// alone once the constructor is done.
    private long measured;
    private volatile @Nullable Filling filling;
    private volatile long changedNanos = System.nanoTime();
    private volatile boolean closed;

    Finder(Path folder, String fingerprint, Embeddings embeddings) {
        this.embeddings = embeddings;
        file = new SpaceFile(folder, fingerprint, embeddings.dimension());
        background.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        SpaceFile.Kept kept = file.read();
        measured = kept == null ? 0 : kept.measured();
        serving = kept == null
                ? new SpaceIndex(fitted(), embeddings, Map.of())
                : new SpaceIndex(kept.space(), embeddings, kept.known());
        embeddings.forEach(serving::put);
        if (embeddings.count() <= MOST_AT_ONCE) {
            improve(true);
        }
        look();
    }

    /// Asks the serving index, which stays open for as long as `question` takes.
    <T extends @Nullable Object> T ask(Function<SpaceIndex, T> question) {
        lock.readLock().lock();
        try {
            return question.apply(serving);
        } finally {
            lock.readLock().unlock();
        }
    }

    void put(long id, short[] unit, float norm) {
        lock.readLock().lock();
        try {
            serving.put(id, unit, norm);
            Filling next = filling;
            if (next != null) {
                next.put(id, unit, norm);
            }
        } finally {
            lock.readLock().unlock();
        }
        changed();
    }

    void remove(long id) {
        lock.readLock().lock();
        try {
            serving.remove(id);
            Filling next = filling;
            if (next != null) {
                next.remove(id);
            }
        } finally {
            lock.readLock().unlock();
        }
        changed();
    }

    /// Waits until the space fits the pictures there are now, and what scores mean is measured on them.
    void settle() {
        try {
            background.submit(() -> improve(true)).get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("the gallery's space could not be fitted", failure.getCause());
        }
    }

    private void changed() {
        changedNanos = System.nanoTime();
        look();
    }

    // At most one look is under way; it looks again until nothing is left to do.
    private void look() {
        if (!closed && looking.compareAndSet(false, true)) {
            var _ = background.schedule(this::lookNow, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void lookNow() {
        looking.set(false);
        boolean quiet = System.nanoTime() - changedNanos > QUIET_NANOS;
        try {
            improve(quiet);
            if (quiet) {
                serving.knowSurroundings(() -> closed);
            }
        } catch (CancellationException stopped) {
            return;
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, "the gallery's space stays as it was", failure);
            return;
        }
        if (!quiet) {
            look();
        }
    }

    private void improve(boolean quiet) {
        long count = embeddings.count();
        int fitting = SpaceFitting.fittedOn(count);
        int fitted = serving.space().fitted();
        boolean outgrown = fitting >= 4L * Math.max(fitted, 1);
        boolean shrunk = 2 * fitting <= fitted && fitted > 0;
        if (outgrown || (quiet && (fitting > fitted || shrunk))) {
            serve(fitted());
            measured = 0;
            keep();
        }
        if (quiet && Math.abs(count - measured) > measured / 4) {
            serving.measure(() -> closed);
            measured = count;
            keep();
        }
    }

    private Space fitted() {
        return SpaceFitting.fit(embeddings, SpaceFitting.fittedOn(embeddings.count()), () -> closed);
    }

    // What cannot be kept is made again at the next start.
    private void keep() {
        try {
            file.write(new SpaceFile.Kept(serving.space(), measured, serving.known()));
        } catch (GalleryException.Storage failure) {
            LOG.log(Level.WARNING, "the gallery''s space is not kept: {0}", failure.getMessage());
        }
    }

    private void serve(Space space) {
        boolean sameScale = space.fitted() > 0 && serving.space().fitted() > 0;
        var next = new Filling(new SpaceIndex(space, embeddings, sameScale ? serving.known() : Map.of()));
        filling = next;
        try {
            embeddings.forEach((id, unit, norm) -> {
                SpaceFitting.stopIf(() -> closed);
                next.fill(id, unit, norm);
            });
        } catch (RuntimeException failure) {
            filling = null;
            next.index.close();
            throw failure;
        }
        lock.writeLock().lock();
        try {
            serving.close();
            serving = next.index;
            filling = null;
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        background.close();
        lock.writeLock().lock();
        try {
            serving.close();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /// An index that is being filled while pictures come and go.
    private static final class Filling {
        private final SpaceIndex index;
        private final Set<Long> newer = new HashSet<>();

        Filling(SpaceIndex index) {
            this.index = index;
        }

        synchronized void put(long id, short[] unit, float norm) {
            newer.add(id);
            index.put(id, unit, norm);
        }

        synchronized void remove(long id) {
            newer.add(id);
            index.remove(id);
        }

        void fill(long id, short[] unit, float norm) {
            float[] vector = SpaceIndex.floats(index.space().map(unit, norm));
            synchronized (this) {
                if (!newer.contains(id)) {
                    index.put(id, vector);
                }
            }
        }
    }
}
