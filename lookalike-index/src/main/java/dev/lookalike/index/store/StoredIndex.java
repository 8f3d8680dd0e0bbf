package dev.lookalike.index.store;

import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import dev.lookalike.index.Hit;
import dev.lookalike.index.IndexException;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.Precision;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.VectorIndex;
import dev.lookalike.index.exact.Checks;
import dev.lookalike.index.exact.WarmUp;
import dev.lookalike.index.file.Halves;
import dev.lookalike.index.file.IndexFile;
import dev.lookalike.index.file.Section;
import dev.lookalike.index.flat.Rows;
import dev.lookalike.index.flat.Tombstones;
import org.jspecify.annotations.Nullable;

/// An index that is a file and what came after it.
public final class StoredIndex implements VectorIndex {
    /*
     * What a search sees is a State: a part (the file), which of its rows are removed, and the tail, rows in memory that came
     * after the file. Like the index in memory, a writer makes the next state and publishes it, and a search keeps the one it
     * began with; the file of an old state stays mapped until no search uses it.
     *
     * A merge writes the live rows of a state to the next file while writers go on. When it is whole, what changed meanwhile is
     * carried over under the lock: rows of the new file that were removed or replaced since become tombstones, and rows put
     * since stay in the tail. One merge runs at a time; one starts by itself when the tail has grown to an eighth of the file,
     * so that a row is written some nine times while a collection grows. Rows of the tail are coded as those of the file are, so
     * that a search does not feel it. Who puts rows faster than they can be merged waits once the tail fills its share of memory.
     *
     * Blocks of rows are checked when they are first read. Beside that the whole file is read a little at a time, once a day,
     * lest damage lie where no search looks until the day it is needed; what is found is told to the next that reads.
     */
    private static final System.Logger LOG = System.getLogger(StoredIndex.class.getName());
    private static final int TAIL_MIN = 4096;
    private static final int TAIL_SHARE = 8;
    /// What a merge carries over is copied, so a tail may need its share twice.
    private static final int HEAP_SHARE = 4;

    private final Path path;
    private final IndexSpec spec;
    private final Thread scrubber;
    private final ReentrantLock writing = new ReentrantLock();
    private final Condition ended = writing.newCondition();
    private final ReentrantLock merging = new ReentrantLock();
    /// Null once closed.
    private volatile @Nullable State published;
    /// Null unless one is under way; guarded by `writing`.
    private @Nullable Thread merger;
    /// How much must have changed for the next merge; guarded by `writing`.
    private int mergeAt;

    /// Opens the file, or begins an index that will be one.
    ///
    /// @throws IndexException
    ///             if the file cannot be read, is damaged, or is not for this spec
    public StoredIndex(Path path, IndexSpec spec) {
        this(path, spec, Pace.USUAL);
    }

    /// How fast the file is scrubbed.
    ///
    /// @param before
    ///            the first time
    /// @param block
    ///            after each block
    /// @param between
    ///            from one time to the next
    record Pace(Duration before, Duration block, Duration between) {
        /// 16 MB a second, for which the processor works five milliseconds, and not in programs that ask once and end.
        static final Pace USUAL = new Pace(Duration.ofSeconds(10), Duration.ofMillis(4), Duration.ofDays(1));
    }

    StoredIndex(Path path, IndexSpec spec, Pace pace) {
        this.path = path;
        this.spec = spec;
        var part = Files.exists(path) ? Part.open(path) : null;
        if (part != null) {
            checkFits(part);
        }
        published = new State(part, Tombstones.NONE, Tail.of(Rows.empty(spec.dimension()), State.coder(part)));
        mergeAt = part == null ? TAIL_MIN : Math.max(TAIL_MIN, part.count() / TAIL_SHARE);
        scrubber = Thread.ofVirtual().name("lookalike-index-scrub").start(() -> scrub(pace));
    }

    private void scrub(Pace pace) {
        try {
            Thread.sleep(pace.before);
            for (var state = published; state != null; state = published) {
                if (state.part() != null) {
                    state.part().file().scrub(pace.block);
                }
                Thread.sleep(pace.between);
            }
        } catch (InterruptedException e) {
            LOG.log(Level.TRACE, "The scrub of {0} ended with the index", path);
        }
    }

    private void checkFits(Part part) {
        var layout = part.file().layout();
        if (layout.dimension() != spec.dimension() || layout.precision() != spec.precision()) {
            throw new IndexException.Incompatible(path,
                    "it holds vectors of %d values as %s, not of %d as %s".formatted(
                            layout.dimension(), layout.precision(), spec.dimension(), spec.precision()));
        }
    }

    @Override
    public int dimension() {
        return spec.dimension();
    }

    @Override
    public long count() {
        return state().count();
    }

    @Override
    public long[] ids() {
        var state = state();
        var source = new Source(state.part(), state.removed(), state.tail().rows());
        var ids = new long[source.count()];
        Arrays.setAll(ids, source::id);
        return ids;
    }

    @Override
    public Optional<float[]> vector(long id) {
        return state().vector(id);
    }

    @Override
    public void put(long id, float[] vector) {
        putAll(new long[]{id}, new float[][]{vector});
    }

    @Override
    public void putAll(long[] ids, float[][] vectors) {
        Checks.sameCount(ids, vectors);
        for (float[] vector : vectors) {
            Checks.dimension(vector, spec.dimension(), "vector");
        }
        float[][] kept = spec.precision() == Precision.HALF
                ? Arrays.stream(vectors).parallel().map(Halves::rounded).toArray(float[][]::new)
                : vectors;
        writing.lock();
        try {
            while (merger != null && isFull(state().tail())) {
                ended.awaitUninterruptibly();
            }
            var state = state();
            if (ids.length > 0) {
                var tail = state.tail().with(ids, kept);
                var removed = state.part() == null
                        ? state.removed()
                        : state.removed().with(state.part().find(Arrays.stream(ids).sorted().distinct().toArray()));
                publish(new State(state.part(), removed, tail));
            }
        } finally {
            writing.unlock();
        }
    }

    private static boolean isFull(Tail tail) {
        return (long) tail.count() * tail.stride() * Float.BYTES > Runtime.getRuntime().maxMemory() / HEAP_SHARE;
    }

    @Override
    public boolean remove(long id) {
        writing.lock();
        try {
            var state = state();
            int inTail = state.tail().rows().find(id);
            if (inTail >= 0) {
                publish(new State(state.part(), state.removed(), state.tail().without(inTail)));
                return true;
            }
            var part = state.part();
            int ordinal = part == null ? -1 : part.find(id);
            if (ordinal < 0 || state.removed().contains(ordinal)) {
                return false;
            }
            publish(new State(part, state.removed().with(ordinal), state.tail()));
            return true;
        } finally {
            writing.unlock();
        }
    }

    private void publish(State state) {
        published = state;
        if (merger == null && state.changeCount() >= mergeAt) {
            merger = Thread.ofPlatform().daemon().name("lookalike-index-merge").start(this::mergeInBackground);
        }
    }

    @Override
    public List<Hit> search(float[] query, SearchSpec spec) {
        return state().search(query, spec);
    }

    @Override
    public List<List<Hit>> searchAll(float[][] queries, SearchSpec spec) {
        var state = state();
        var answers = new ArrayList<List<Hit>>(queries.length);
        for (float[] query : queries) {
            answers.add(state.search(query, spec));
        }
        return answers;
    }

    @Override
    public void warmUp(Duration most) {
        var state = state();
        var part = state.part();
        CodedRows rows = part == null ? state.tail() : part;
        WarmUp.run(this, rows.count(), rows::read, most);
    }

    @Override
    public void merge() {
        merging.lock();
        try {
            var before = state();
            if (before.changeCount() == 0) {
                return;
            }
            var source = new Source(before.part(), before.removed(), before.tail().rows());
            if (source.count() == 0) {
                delete();
                carryOver(null, source, before);
            } else {
                write(source);
                carryOver(Part.open(path), source, before);
            }
        } finally {
            merging.unlock();
        }
    }

    // A first file is written on all cores. Later ones are written while the last one is searched, and leave a core to that: a
    // search among as many busy threads as cores would wait for its turn, a hundred times as long as it takes.
    private void write(Source source) {
        Runnable work = () -> PartWriter.write(path, spec, source, PartWriter.KEPT_FROM, () -> published == null);
        if (source.part() == null) {
            work.run();
            return;
        }
        try (var writers = new ForkJoinPool(Math.max(1, Runtime.getRuntime().availableProcessors() - 1))) {
            writers.submit(work).join();
        }
    }

    private void delete() {
        PartWriter.discard(path);
        IndexFile.delete(path);
    }

    /// Publishes the new part with what changed while it was written.
    private void carryOver(@Nullable Part part, Source source, State before) {
        writing.lock();
        try {
            var now = state();
            int[] gone = new int[source.count()];
            int goneCount = 0;
            for (int row = 0; row < gone.length; row++) {
                if (source.isGone(row, now.removed(), now.tail().rows())) {
                    gone[goneCount++] = row;
                }
            }
            var removed = Tombstones.NONE.with(Arrays.copyOf(gone, goneCount));
            var rest = now.tail().rows().compactedFrom(before.tail().count());
            published = new State(part, removed, Tail.of(rest, State.coder(part)));
            mergeAt = Math.max(TAIL_MIN, source.count() / TAIL_SHARE);
        } finally {
            writing.unlock();
        }
        if (source.part() != null) {
            source.part().file().letGo();
        }
    }

    private void mergeInBackground() {
        boolean isDone = false;
        try {
            merge();
            isDone = true;
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "The merge of {0} ended with the index", path);
        } catch (IndexException e) {
            LOG.log(Level.WARNING, "Could not merge {0}; searches go on with the last file and what came after it: {1}",
                    path, e.getMessage());
        } finally {
            endMerger(isDone);
        }
    }

    private void endMerger(boolean isDone) {
        writing.lock();
        try {
            merger = null;
            // Not at once again: what was wrong needs time.
            mergeAt = isDone ? mergeAt : 2 * mergeAt;
            ended.signalAll();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public long unmergedCount() {
        return state().changeCount();
    }

    @Override
    public Map<String, Long> sections() {
        var part = state().part();
        var sections = new LinkedHashMap<String, Long>();
        if (part != null) {
            for (var section : Section.values()) {
                sections.put(section.name().toLowerCase(Locale.ROOT), part.file().section(section).byteSize());
            }
        }
        return sections;
    }

    @Override
    public void verify() {
        var part = state().part();
        if (part != null) {
            part.file().checkAll();
        }
    }

    @Override
    public void close() {
        Thread running;
        writing.lock();
        try {
            published = null;
            scrubber.interrupt();
            running = merger;
        } finally {
            writing.unlock();
        }
        if (running != null) {
            try {
                running.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private State state() {
        var state = published;
        if (state == null) {
            throw new IllegalStateException("the index is closed; open another");
        }
        return state;
    }
}
