package dev.lookalike.gallery.ranking;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.IndexChoice;
import dev.lookalike.gallery.IndexStatus;
import dev.lookalike.gallery.catalogue.Embeddings;
import dev.lookalike.index.IndexException;
import org.jspecify.annotations.Nullable;

/// Asks the index that a gallery's owner keeps on a server, and follows it from one space to the next.
final class SharedFinder implements Answering {
    /*
     * The owner makes the next index beside the serving one and announces it before that one goes. So a question to an
     * index that is gone is asked again of the one that is announced then; one that fails with the same index still
     * announced has failed. Besides, the announcement is looked at every second, so that readers follow soon.
     */
    private static final Logger LOG = System.getLogger(SharedFinder.class.getName());
    private static final long LOOK_MILLIS = 1_000;
    private static final int ATTEMPTS = 3;

    private final String fingerprint;
    private final Embeddings embeddings;
    private final Announced announced;
    private final IndexChoice choice;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final ScheduledThreadPoolExecutor background = new ScheduledThreadPoolExecutor(1,
            task -> Thread.ofPlatform().name("lookalike-follow").daemon().unstarted(task));
    private SpaceIndex serving;
    private volatile String version;

    SharedFinder(String fingerprint, Embeddings embeddings, Announced announced, IndexChoice choice) {
        this.fingerprint = fingerprint;
        this.embeddings = embeddings;
        this.announced = announced;
        this.choice = choice;
        Opened first = open(ATTEMPTS);
        serving = first.index;
        version = first.version;
        var _ = background.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private record Opened(SpaceIndex index, String version) {}

    // One that goes between its announcement and here is announced no more.
    private Opened open(int attempts) {
        Announced.Serving last = announced.serving();
        try {
            SpaceFile.Kept kept = SpaceFile.parse(last.space(), fingerprint, embeddings.dimension(),
                    choice.engine());
            if (kept == null) {
                throw new GalleryException.Incompatible(
                        "the gallery at %s is kept by another version of this program, or another model; use its owner's"
                                .formatted(choice.engine()));
            }
            var index = KeptIndex.shared(last.indexFile(), choice.engine(), kept.space().size());
            return new Opened(new SpaceIndex(kept.space(), embeddings, index, kept.known()), last.announcement());
        } catch (IndexException gone) {
            if (attempts > 1 && !announced.announcement().equals(last.announcement())) {
                return open(attempts - 1);
            }
            throw gone;
        }
    }

    private void look() {
        try {
            follow(version);
        } catch (IndexException | GalleryException away) {
            LOG.log(Level.DEBUG, "the index that serves is looked for again: {0}", away.getMessage());
        }
    }

    /// Goes over to the index that is announced, if it is another.
    ///
    /// @return whether another serves now than `known`
    private boolean follow(String known) {
        if (announced.announcement().equals(known)) {
            return !version.equals(known);
        }
        synchronized (announced) {
            if (!version.equals(known)) {
                return true;
            }
            Opened next = open(ATTEMPTS);
            lock.writeLock().lock();
            try {
                serving.close();
                serving = next.index;
                version = next.version;
            } finally {
                lock.writeLock().unlock();
            }
            return true;
        }
    }

    @Override
    public <T extends @Nullable Object> T ask(Function<SpaceIndex, T> question) {
        for (int attempt = 1;; attempt++) {
            String asked;
            IndexException met;
            lock.readLock().lock();
            try {
                asked = version;
                return question.apply(serving);
            } catch (IndexException failure) {
                asked = version;
                met = failure;
            } finally {
                lock.readLock().unlock();
            }
            if (attempt == ATTEMPTS || !follow(asked)) {
                throw met;
            }
        }
    }

    @Override
    public double recall() {
        return choice.recall();
    }

    @Override
    public IndexStatus status() {
        List<double[]> sample = SpaceFitting.sample(embeddings, () -> false);
        return ask(index -> new IndexStatus(choice, index.kept().file(), 0, index.kept().index().sections(),
                index.kept().index().count(), 0, null, 0, index.effort(Examples.ONE, choice.recall()),
                index.effort(Examples.SEVERAL, choice.recall()), index.effort(Examples.WORDS, choice.recall()),
                index.space().description(), index.space().energy(sample)));
    }

    @Override
    public void close() {
        background.shutdownNow();
        lock.writeLock().lock();
        try {
            serving.close();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
