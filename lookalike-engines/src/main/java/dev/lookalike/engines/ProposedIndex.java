package dev.lookalike.engines;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.LongStream;

import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import dev.lookalike.index.IndexException;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.VectorIndex;
import org.jspecify.annotations.Nullable;

/// An index whose nearest vectors an engine of others proposes and the kept vectors decide: so that each engine can be
/// changed, filtered and asked for certainty, and scores mean the same whoever found the vector.
public final class ProposedIndex implements VectorIndex {
    /*
     * Two things are kept. One is an index of this library's own without a graph: all vectors with their ids, in a file that
     * can be changed, is checked, and answers anything exactly. The other is what the engine made of them at the last merge:
     * rows in the order of ids, in the engine's own file. An engine names rows that may be near; the kept vectors score them in
     * doubles. What changed since the merge is scored too, whatever the engine says: put vectors are thereby found at once
     * (the flat tail), replaced ones are judged by what they are now, and removed ones are no longer there to be scored (the
     * tombstones). A search sees each vector once and whole, since it asks the kept vectors once.
     *
     * What an engine cannot do is not asked of it: certainty, another metric than its file's, and filters that leave few go to
     * the kept vectors alone.
     *
     * The engine's file is of use while `rows` beside it says which vectors it was made of. The first replacement of a vector
     * after a merge deletes that, since the kept vectors may be merged on their own and then nobody would know, after a crash,
     * that the engine still has the old vector. Vectors that came or went need no such care: opening compares the ids.
     */
    private static final System.Logger LOG = System.getLogger(ProposedIndex.class.getName());
    private static final int CHANGES_MIN = 4096;
    private static final int CHANGES_SHARE = 8;
    /// So many ids may be left out of what the engine proposes; more are left to the kept vectors.
    private static final int MAX_EXCEPTIONS = 1_000;
    private static final int WARM_UP_SEARCHES = 2_000;

    /// What the engine made, of which vectors, and which ids changed since.
    private record Built(Proposer proposer, long[] ids, Set<Long> changed) {}

    private final IndexSpec spec;
    private final Engine engine;
    private final VectorIndex kept;
    private final Path engineFile;
    private final Path rowsFile;
    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock merging = new ReentrantLock();
    /// Read while a proposer is asked, written while it is replaced.
    private final ReentrantReadWriteLock asking = new ReentrantReadWriteLock();
    private volatile @Nullable Built built;
    /// What changed since a merge that is under way began; guarded by `writing`.
    private @Nullable Set<Long> changedMeanwhile;
    /// Changes since the last merge; guarded by `writing`.
    private long changeCount;
    /// Whether `rowsFile` may be there; guarded by `writing`.
    private boolean isDescribed;
    private @Nullable Thread merger;
    private boolean isClosed;

    /// Opens what is there, or begins an index that will be there.
    ///
    /// @param file
    ///            of the kept vectors; the engine's is beside it, with the engine's ending
    /// @throws IndexException
    ///             if the kept vectors cannot be read, are damaged, or are not for this spec
    public ProposedIndex(Path file, IndexSpec spec, Engine engine) {
        this.spec = spec;
        this.engine = engine;
        engineFile = file.resolveSibling(file.getFileName() + "." + engine.signature().ending());
        rowsFile = file.resolveSibling(engineFile.getFileName() + ".rows");
        kept = VectorIndex.open(file, spec.graphFrom(Integer.MAX_VALUE));
        try {
            built = read();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0} is of no use until the next merge, searches do without: {1}", engineFile,
                    e.getMessage());
        }
        changeCount = built == null ? kept.count() : built.changed().size();
    }

    private @Nullable Built read() throws IOException {
        if (kept.count() == 0) {
            // The kept vectors were deleted: others may come under the same ids.
            forgetRows();
            return null;
        }
        var rows = RowsFile.read(rowsFile).orElse(null);
        if (rows == null || !rows.options().equals(engine.signature().options()) || !rows.describes(engineFile)) {
            return null;
        }
        isDescribed = true;
        var proposer = engine.read(engineFile, spec.dimension());
        if (proposer.count() != rows.ids().length) {
            proposer.close();
            throw new IOException("it has %d rows, not %d".formatted(proposer.count(), rows.ids().length));
        }
        return new Built(proposer, rows.ids(), difference(rows.ids(), kept.ids()));
    }

    /// The ids that are in one of the lists alone.
    private static Set<Long> difference(long[] some, long[] sortedOthers) {
        Set<Long> difference = ConcurrentHashMap.newKeySet();
        var sorted = some.clone();
        Arrays.sort(sorted);
        LongStream.of(some).filter(id -> Arrays.binarySearch(sortedOthers, id) < 0).forEach(difference::add);
        LongStream.of(sortedOthers).filter(id -> Arrays.binarySearch(sorted, id) < 0).forEach(difference::add);
        return difference;
    }

    @Override
    public int dimension() {
        return kept.dimension();
    }

    @Override
    public long count() {
        return kept.count();
    }

    @Override
    public long[] ids() {
        return kept.ids();
    }

    @Override
    public Optional<float[]> vector(long id) {
        return kept.vector(id);
    }

    @Override
    public void put(long id, float[] vector) {
        putAll(new long[]{id}, new float[][]{vector});
    }

    @Override
    public void putAll(long[] ids, float[][] vectors) {
        writing.lock();
        try {
            willChange(ids);
            if (isDescribed && LongStream.of(ids).anyMatch(id -> kept.vector(id).isPresent())) {
                forgetRows();
            }
            kept.putAll(ids, vectors);
            changed(ids.length);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public boolean remove(long id) {
        writing.lock();
        try {
            willChange(id);
            boolean isRemoved = kept.remove(id);
            changed(isRemoved ? 1 : 0);
            return isRemoved;
        } finally {
            writing.unlock();
        }
    }

    /// Notes ids before they change, so that a search which sees the change scores them.
    private void willChange(long... ids) {
        var now = built;
        for (long id : ids) {
            if (now != null) {
                now.changed().add(id);
            }
            if (changedMeanwhile != null) {
                changedMeanwhile.add(id);
            }
        }
    }

    private void changed(int count) {
        changeCount += count;
        if (merger == null && changeCount >= Math.max(CHANGES_MIN, kept.count() / CHANGES_SHARE)) {
            merger = Thread.ofPlatform().daemon().name("lookalike-engine-merge").start(this::mergeInBackground);
        }
    }

    private void forgetRows() {
        try {
            Files.deleteIfExists(rowsFile);
            isDescribed = false;
        } catch (IOException e) {
            throw new IndexException.Storage(rowsFile, e);
        }
    }

    /// Whether the engine is asked, or was not built yet.
    boolean isProposing() {
        return built != null;
    }

    @Override
    public List<Hit> search(float[] query, SearchSpec spec) {
        return kept.search(query, isForEngine(query, spec) ? proposed(query, spec) : spec);
    }

    @Override
    public List<List<Hit>> searchAll(float[][] queries, SearchSpec spec) {
        if (spec.isExact() || spec.metric() != engine.metric()) {
            return kept.searchAll(queries, spec);
        }
        var answers = new ArrayList<List<Hit>>(queries.length);
        for (float[] query : queries) {
            answers.add(search(query, spec));
        }
        return answers;
    }

    /// Whether the engine can help with it. A query that is of no use is left to the kept vectors to refuse.
    private boolean isForEngine(float[] query, SearchSpec spec) {
        boolean isEasy = switch (spec.ids()) {
            case Ids.All _ -> true;
            case Ids.Except except -> except.toArray().length <= MAX_EXCEPTIONS;
            case Ids.Only _ -> false;
        };
        return isEasy && !spec.isExact() && spec.metric() == engine.metric() && isSound(query);
    }

    private boolean isSound(float[] query) {
        boolean isNonzero = false;
        for (float value : query) {
            if (!Float.isFinite(value)) {
                return false;
            }
            isNonzero |= value != 0;
        }
        return isNonzero && query.length == spec.dimension();
    }

    /// The search among what the engine proposes and what changed since it was built.
    private SearchSpec proposed(float[] query, SearchSpec spec) {
        asking.readLock().lock();
        try {
            var now = built;
            if (now == null) {
                return spec;
            }
            int exceptions = spec.ids() instanceof Ids.Except except ? except.toArray().length : 0;
            int wanted = (int) Math.min((long) spec.beamWidth() + exceptions, now.ids().length);
            long[] ordinals = now.proposer().propose(query, wanted);
            var ids = LongStream.concat(LongStream.of(ordinals).filter(ordinal -> ordinal >= 0)
                    .map(ordinal -> now.ids()[(int) ordinal]), now.changed().stream().mapToLong(Long::longValue));
            return spec.among(Ids.only(ids.filter(spec.ids()::contains).toArray())).exact();
        } finally {
            asking.readLock().unlock();
        }
    }

    @Override
    public void warmUp(Duration most) {
        kept.warmUp(most.dividedBy(2));
        long end = System.nanoTime() + most.dividedBy(2).toNanos();
        long[] ids = kept.ids();
        var search = SearchSpec.nearest(10).by(engine.metric());
        for (int i = 0; i < WARM_UP_SEARCHES && ids.length > 0 && System.nanoTime() < end; i++) {
            kept.vector(ids[i % ids.length]).ifPresent(vector -> search(vector, search));
        }
    }

    /// Writes the kept vectors to their file and has the engine build its own, unless nothing changed.
    @Override
    public void merge() {
        merging.lock();
        try {
            kept.merge();
            long before = beginMerge();
            if (before > 0) {
                rebuild(kept.ids(), before);
            }
        } finally {
            endMerge();
            merging.unlock();
        }
    }

    /// From here on changes are noted for what will be built.
    ///
    /// @return how many changes it will take in
    private long beginMerge() {
        writing.lock();
        try {
            changedMeanwhile = ConcurrentHashMap.newKeySet();
            return changeCount;
        } finally {
            writing.unlock();
        }
    }

    private void endMerge() {
        writing.lock();
        try {
            changedMeanwhile = null;
        } finally {
            writing.unlock();
        }
    }

    private void rebuild(long[] ids, long before) {
        var fresh = engineFile.resolveSibling(engineFile.getFileName() + ".new");
        try {
            publish(ids.length == 0 ? null : engine.build(new KeptRows(kept, ids), fresh), fresh, ids, before);
        } catch (Engine.UnfitRowsException e) {
            LOG.log(Level.WARNING, "{0} was not built, searches do without: {1}", engineFile, e.getMessage());
            publish(null, fresh, ids, before);
        } catch (IOException e) {
            throw new IndexException.Storage(engineFile, e);
        }
    }

    /// Puts what was built into its place, or nothing if nothing was.
    private void publish(@Nullable Proposer proposer, Path fresh, long[] ids, long before) {
        try {
            var rows = proposer == null ? null : described(fresh, ids);
            writing.lock();
            asking.writeLock().lock();
            try {
                var meanwhile = changedMeanwhile;
                if (isClosed || meanwhile == null) {
                    close(proposer);
                    return;
                }
                close(built == null ? null : built.proposer());
                built = proposer == null ? null : new Built(proposer, ids, meanwhile);
                changeCount -= before;
                forgetRows();
                replaceFiles(fresh, rows, !meanwhile.isEmpty());
            } finally {
                asking.writeLock().unlock();
                writing.unlock();
            }
        } catch (IOException e) {
            throw new IndexException.Storage(engineFile, e);
        }
    }

    private static void close(@Nullable Proposer proposer) {
        if (proposer != null) {
            proposer.close();
        }
    }

    private RowsFile described(Path fresh, long[] ids) throws IOException {
        RowsFile.sync(fresh);
        return RowsFile.of(fresh, engine.signature().options(), ids);
    }

    /// What changed while it was built may be a replacement, so the file is then not described.
    private void replaceFiles(Path fresh, @Nullable RowsFile rows, boolean isChangedSince) throws IOException {
        if (rows == null) {
            Files.deleteIfExists(engineFile);
            return;
        }
        Files.move(fresh, engineFile, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        if (!isChangedSince) {
            rows.write(rowsFile);
            isDescribed = true;
        }
    }

    private void mergeInBackground() {
        try {
            merge();
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "The merge of {0} ended with the index", engineFile);
        } catch (IndexException e) {
            LOG.log(Level.WARNING, "Could not merge {0}; searches go on without: {1}", engineFile, e.getMessage());
        } finally {
            endMerger();
        }
    }

    private void endMerger() {
        writing.lock();
        try {
            merger = null;
        } finally {
            writing.unlock();
        }
    }

    /// Reads the kept vectors' file and the engine's, and compares both with their checksums.
    @Override
    public void verify() {
        kept.verify();
        writing.lock();
        try {
            var rows = RowsFile.read(rowsFile).orElse(null);
            if (built != null && rows != null && !rows.describes(engineFile)) {
                throw new IndexException.Corrupt(engineFile, 0, "its checksum is not the one in " + rowsFile);
            }
        } catch (IOException e) {
            throw new IndexException.Storage(engineFile, e);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() {
        Thread running;
        writing.lock();
        asking.writeLock().lock();
        try {
            isClosed = true;
            running = merger;
            kept.close();
            close(built == null ? null : built.proposer());
            built = null;
        } finally {
            asking.writeLock().unlock();
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
}
