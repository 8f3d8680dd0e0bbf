package dev.lookalike.gallery.ranking;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.IndexChoice;
import dev.lookalike.gallery.IndexStatus;
import dev.lookalike.gallery.catalogue.Embeddings;
import dev.lookalike.index.IndexException;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.Metric;
import dev.lookalike.vision.WordDirections;
import org.jspecify.annotations.Nullable;

/// Keeps an index of the gallery in a space that fits it, while pictures come and go.
final class Finder implements Answering {
    /*
     * What was learnt from labels serves until it is undone. Without, a space is fitted again when the gallery has grown by a
     * step of SpaceFitting's ladder and been left alone for a moment, or is opened; then, too, what scores mean is measured. While
     * pictures keep coming it waits for four times as many. All that happens on one background thread: an index of all pictures is
     * made beside the serving one (Filling), and a write lock is held for as long as it takes to change one reference.
     *
     * Each space has an index file of its own name (KeptIndex), written when the gallery has been left alone for a moment and
     * enough has changed; the next start reads only what changed since. A search that meets damage makes the index again from the
     * catalogue, in memory, and is asked again; so does one whose file was cut while it was mapped, which Java reports as an
     * InternalError. The index itself reads all of its file now and then, and tells the next search of damage where nobody looked.
     */
    private static final Logger LOG = System.getLogger(Finder.class.getName());
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LOOK_MILLIS = 1_000;
    private static final int ATTEMPTS = 3;

    /// A gallery of vectors of at most so many values, which is 2,048 vectors of 256, is brought up to date while it is opened, a
    /// larger one afterwards: to learn what scores mean takes some ten thousand searches, and where there is a graph, one is built,
    /// and another to measure beams on.
    static final int MOST_AT_ONCE = 2_048 * SpaceFitting.AXES;

    private final Path folder;
    private final String fingerprint;
    private final Embeddings embeddings;
    private final SpaceFile fittedFile;
    private final HeadFile headFile;
    private final Supplier<List<WordDirections.Direction>> words;
    private final Announcer announcer;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    /// Held while an index is made that will serve.
    private final Object building = new Object();
    private final ScheduledThreadPoolExecutor background = new ScheduledThreadPoolExecutor(1,
            task -> Thread.ofPlatform().name("lookalike-space").daemon().unstarted(task));
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile SpaceIndex serving;
    private volatile IndexChoice choice;
    /// What was learnt, the space that serves last; empty where the fitted space serves.
    private volatile List<Space> heads;
    /// On how many pictures the meaning of scores was measured; changed by the background thread alone once the constructor
    /// is done.
    private long measured;
    private volatile @Nullable Filling filling;
    /// Whether the serving index missed a change.
    private volatile boolean behind;
    private volatile long changedNanos = System.nanoTime();
    private volatile boolean closed;

    /// @param folder
    ///            of what is derived
    /// @param head
    ///            the file that keeps what was learnt
    /// @param words
    ///            that may be asked for
    Finder(Path folder, Path head, String fingerprint, Embeddings embeddings, IndexChoice choice,
            Supplier<List<WordDirections.Direction>> words, Announcing announcing) {
        this.words = words;
        announcer = new Announcer(announcing);
        this.folder = folder;
        this.fingerprint = fingerprint;
        this.embeddings = embeddings;
        this.choice = choice;
        fittedFile = SpaceFile.fitted(folder, fingerprint, embeddings.dimension());
        headFile = new HeadFile(head, fingerprint, embeddings.dimension());
        background.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        heads = headFile.read();
        SpaceFile.Kept kept = file().read();
        measured = kept == null ? 0 : kept.measured();
        Space space = heads.isEmpty() ? (kept == null ? fitted() : kept.space()) : heads.getLast();
        serving = opened(space, kept == null ? Map.of() : kept.known());
        try {
            catchUp();
            if (embeddings.count() * space.size() <= MOST_AT_ONCE && embeddings.count() < IndexSpec.GRAPH_FROM) {
                improve(true);
            } else if (kept == null) {
                // What was fitted need not be fitted again, should the gallery be closed before all is measured.
                keep();
            }
        } catch (RuntimeException failure) {
            serving.close();
            background.shutdownNow();
            throw failure;
        }
        look();
    }

    /// Where what is known of the serving space is kept.
    private SpaceFile file() {
        return heads.isEmpty() ? fittedFile : SpaceFile.learnt(folder, fingerprint, heads.getLast());
    }

    private SpaceIndex opened(Space space, Map<Metric, Background> known) {
        return new SpaceIndex(space, embeddings, KeptIndex.open(place(space), choice.engine(), space.size()), known);
    }

    private Path place(Space space) {
        return folder.resolve("index").resolve(space.name(fingerprint + "\n" + choice.engine()));
    }

    private void catchUp() {
        var next = new Filling(serving, embeddings, () -> closed);
        behind = false;
        filling = next;
        try {
            next.run(serving.kept().note().version());
        } catch (IndexException.Corrupt | InternalError damage) {
            recover(serving, damage);
        } catch (RuntimeException failure) {
            behind = true;
            throw failure;
        } finally {
            filling = null;
        }
    }

    /// A question that meets damage is asked again of an index that was made again.
    @Override
    public <T extends @Nullable Object> T ask(Function<SpaceIndex, T> question) {
        for (int attempt = 1;; attempt++) {
            SpaceIndex asked;
            Throwable met;
            lock.readLock().lock();
            try {
                asked = serving;
                return question.apply(asked);
            } catch (IndexException.Corrupt | InternalError damage) {
                if (attempt == ATTEMPTS) {
                    throw damage;
                }
                asked = serving;
                met = damage;
            } finally {
                lock.readLock().unlock();
            }
            recover(asked, met);
        }
    }

    private void recover(SpaceIndex damaged, Throwable damage) {
        synchronized (building) {
            if (serving != damaged || closed) {
                return;
            }
            Path place = damaged.kept().file();
            LOG.log(Level.WARNING, "{0}. The index {1} is made again from the catalogue", damage.getMessage(), place);
            Space space = damaged.space();
            behind = false;
            replace(new SpaceIndex(space, embeddings, KeptIndex.begin(place, choice.engine(), space.size()),
                    damaged.known()), index -> {});
        }
        look();
    }

    @Override
    public IndexStatus status() {
        IndexChoice chosen = choice;
        List<double[]> sample = SpaceFitting.sample(embeddings, () -> closed);
        return ask(index -> {
            KeptIndex kept = index.kept();
            IndexNote note = kept.note();
            return new IndexStatus(chosen, kept.file(), kept.bytes(), kept.index().sections(), kept.index().count(),
                    kept.index().unmergedCount(),
                    note.merged().equals(IndexNote.NONE.merged()) ? null : note.merged(),
                    note.measured(), index.effort(Examples.ONE, chosen.recall()),
                    index.effort(Examples.SEVERAL, chosen.recall()), index.effort(Examples.WORDS, chosen.recall()),
                    index.space().description(), index.space().energy(sample));
        });
    }

    /// Has searches find `recall` of the nearest from now on; measures what beam that takes where a beam is used.
    void tune(double recall) {
        onBackground(() -> {
            choice = choice.recall(recall);
            long count = embeddings.count();
            improve(true);
            if (serving.kept().isTunable(count)) {
                tune(serving, count);
            }
        });
    }

    @Override
    public double recall() {
        return choice.recall();
    }

    void put(long id, short[] unit, float norm) {
        follow(index -> index.put(id, unit, norm), next -> next.put(id, unit, norm));
    }

    void remove(long id) {
        follow(index -> index.remove(id), next -> next.remove(id));
    }

    // What is told here is committed: an index that cannot follow is brought up to the catalogue afterwards.
    private void follow(Consumer<SpaceIndex> change, Consumer<Filling> same) {
        lock.readLock().lock();
        try {
            Filling next = filling;
            if (next != null) {
                same.accept(next);
            }
            change.accept(serving);
        } catch (IndexException | InternalError failure) {
            LOG.log(Level.WARNING, "the index misses a change for now: {0}", failure.getMessage());
            behind = true;
        } finally {
            lock.readLock().unlock();
        }
        changedNanos = System.nanoTime();
        look();
    }

    /// The same as [#settle()], but what fails, as while the gallery is being closed, is left to the next start.
    void keepUp() {
        try {
            settle();
        } catch (RuntimeException failure) {
            LOG.log(closed ? Level.DEBUG : Level.WARNING, "the gallery's space and index stay as they were", failure);
        }
    }

    /// Waits until the space fits the pictures there are now, what scores mean is measured on them, and the index's file
    /// holds them.
    void settle() {
        onBackground(() -> improve(true));
    }

    private void onBackground(Runnable work) {
        try {
            background.submit(work).get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case GalleryException known -> throw known;
                case IndexException known -> throw known;
                case CancellationException stopped -> throw new IllegalStateException("the gallery is closed", stopped);
                case null, default ->
                    throw new IllegalStateException("the gallery's index could not be kept up", failure.getCause());
            }
        }
    }

    /// What is wrong with the files of the space and its index, each with its place: all of them are read.
    List<String> damages() {
        var damages = new ArrayList<String>();
        for (String own : new @Nullable String[]{headFile.damage(), file().damage()}) {
            if (own != null) {
                damages.add(own);
            }
        }
        damages.addAll(serving.kept().damages());
        return damages;
    }

    /// Has pictures compared in a space that was learnt from labels, from when an index in it is complete; until then the
    /// one before serves, and if anything fails, it goes on.
    void learn(Space learnt) {
        onBackground(() -> turnTo(learnt, Stream.concat(heads.stream(), Stream.of(learnt)).toList()));
    }

    /// The space that fits the pictures there are, whether or not it serves.
    Space fittedSpace() {
        return heads.isEmpty() ? serving.space() : fitted();
    }

    /// Goes back to the space before the last that was learnt.
    ///
    /// @return whether there was one to undo
    boolean unlearn() {
        List<Space> before = heads;
        if (before.isEmpty()) {
            return false;
        }
        List<Space> left = before.subList(0, before.size() - 1);
        onBackground(() -> turnTo(left.isEmpty() ? fitted() : left.getLast(), left));
        return true;
    }

    // What is kept says so before what serves does: who hears of the switch finds it again after a crash.
    private void turnTo(Space space, List<Space> learnt) {
        serve(space, () -> heads = headFile.write(learnt));
        improve(true);
    }

    /// Makes the space and its index again from the catalogue; the one that serves goes on meanwhile.
    void repair() {
        onBackground(() -> {
            recover(serving, new IllegalStateException("A repair was asked for"));
            measured = 0;
            keep();
            improve(true);
        });
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
            if (!closed) {
                LOG.log(Level.WARNING, "the gallery's space and index stay as they were", failure);
            }
            return;
        }
        if (!quiet || behind || announcer.isLate()) {
            look();
        }
    }

    private void improve(boolean quiet) {
        SpaceIndex index = serving;
        try {
            improveNow(quiet);
        } catch (IndexException.Corrupt | InternalError damage) {
            recover(index, damage);
            improveNow(quiet);
        }
    }

    private void improveNow(boolean quiet) {
        long count = embeddings.count();
        int fitting = SpaceFitting.fittedOn(count);
        int fitted = serving.space().fitted();
        boolean fits = !heads.isEmpty();
        boolean outgrown = !fits && fitting >= 4L * Math.max(fitted, 1);
        boolean otherwise = !fits && (fitting > fitted || (2 * fitting <= fitted && fitted > 0));
        if (behind) {
            catchUp();
        }
        if (outgrown || (quiet && otherwise)) {
            serve(fitted(), () -> {});
        }
        if (quiet && Math.abs(count - measured) > measured / 4) {
            serving.measure(() -> closed);
            measured = count;
            keep();
        }
        if (quiet) {
            keeping(() -> keepIndex(count));
        }
        if (announcer.isLate()) {
            announcer.announce(heads.isEmpty(), fittedFile.bytes(kept()), serving.kept());
        }
    }

    private void keepIndex(long count) {
        KeptIndex kept = serving.kept();
        long version = embeddings.version();
        if (kept.isDue(version, count)) {
            kept.merge(version);
        }
        long measuredOn = kept.note().measured();
        if (kept.isTunable(count) && Math.abs(count - measuredOn) > measuredOn / 2) {
            tune(serving, count);
        }
    }

    private static void keeping(Runnable writing) {
        try {
            writing.run();
        } catch (IndexException.Storage | IndexException.Unavailable | GalleryException.Storage failure) {
            LOG.log(Level.WARNING, "the gallery''s index is not kept: {0}", failure.getMessage());
        }
    }

    private void tune(SpaceIndex index, long count) {
        var curves = RecallTuning.measure(embeddings, index.space(), words.get(),
                folder.resolve("index").resolve("tuning"),
                choice.engine(), () -> closed);
        index.kept().write(index.kept().note().tuned(count, curves));
    }

    private Space fitted() {
        return SpaceFitting.fit(embeddings, SpaceFitting.fittedOn(embeddings.count()), () -> closed);
    }

    // What cannot be kept is made again at the next start.
    private void keep() {
        try {
            file().write(kept());
        } catch (GalleryException.Storage failure) {
            LOG.log(Level.WARNING, "the gallery''s space is not kept: {0}", failure.getMessage());
            return;
        }
        announcer.changed();
    }

    private SpaceFile.Kept kept() {
        return new SpaceFile.Kept(serving.space(), measured, serving.known());
    }

    /// @param decide
    ///            done when the index is complete and does not serve yet; what it throws leaves all as it was
    private void serve(Space space, Runnable decide) {
        synchronized (building) {
            SpaceIndex before = serving;
            if (space.sameAs(before.space())) {
                decide.run();
                return;
            }
            boolean sameScale = space.hasScale() && before.space().hasScale();
            replace(opened(space, sameScale ? before.known() : Map.of()), next -> {
                keeping(() -> next.kept().succeed(before.kept().note(), embeddings.version()));
                decide.run();
            });
            measured = 0;
        }
        keep();
    }

    /// Lets an index serve once it holds all pictures.
    private void replace(SpaceIndex made, Consumer<SpaceIndex> beforeServing) {
        var next = new Filling(made, embeddings, () -> closed);
        filling = next;
        try {
            next.run(made.kept().note().version());
            beforeServing.accept(made);
        } catch (RuntimeException failure) {
            filling = null;
            made.close();
            throw failure;
        }
        lock.writeLock().lock();
        try {
            serving.close();
            serving = made;
            filling = null;
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        Filling next = filling;
        if (next != null) {
            next.index().close();
        }
        lock.writeLock().lock();
        try {
            serving.close();
        } finally {
            lock.writeLock().unlock();
        }
        background.close();
    }
}
