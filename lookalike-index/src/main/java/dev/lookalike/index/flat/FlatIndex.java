package dev.lookalike.index.flat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

import dev.lookalike.index.Hit;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.VectorIndex;
import dev.lookalike.index.exact.Checks;
import dev.lookalike.index.exact.Ranking;
import dev.lookalike.index.exact.WarmUp;
import org.jspecify.annotations.Nullable;

/// Vectors in memory, searched exactly by looking at all of them.
public final class FlatIndex implements VectorIndex {
    /*
     * One writer at a time makes the next snapshot (Rows) and publishes it; a search takes the published one and keeps it.
     * So a search sees every change that returned before it began, sees a replacement whole, and never waits.
     *
     * A removed row stays as a tombstone until a quarter of the rows are removed; then the writer writes the others anew.
     * Each removed row is paid for once, so a change costs a constant amount on average.
     */
    private static final int TOMBSTONES_MIN = 256;
    private static final int TOMBSTONE_SHARE = 4;

    /// Queries that go through a chunk together.
    private static final int QUERIES_PER_PASS = 32;

    private final int dimension;
    private final ReentrantLock writing = new ReentrantLock();
    /// Null once closed.
    private volatile @Nullable Rows published;

    public FlatIndex(IndexSpec spec) {
        dimension = spec.dimension();
        published = Rows.empty(dimension);
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public long count() {
        return rows().liveCount();
    }

    @Override
    public Optional<float[]> vector(long id) {
        var rows = rows();
        int ordinal = rows.find(id);
        return ordinal < 0 ? Optional.empty() : Optional.of(rows.vector(ordinal));
    }

    @Override
    public void put(long id, float[] vector) {
        putAll(new long[]{id}, new float[][]{vector});
    }

    @Override
    public void putAll(long[] ids, float[][] vectors) {
        Checks.sameCount(ids, vectors);
        for (float[] vector : vectors) {
            Checks.dimension(vector, dimension, "vector");
        }
        writing.lock();
        try {
            if (ids.length > 0) {
                publish(rows().with(ids, vectors));
            }
        } finally {
            writing.unlock();
        }
    }

    @Override
    public boolean remove(long id) {
        writing.lock();
        try {
            var rows = rows();
            int ordinal = rows.find(id);
            if (ordinal < 0) {
                return false;
            }
            publish(rows.without(ordinal));
            return true;
        } finally {
            writing.unlock();
        }
    }

    private void publish(Rows rows) {
        int removed = rows.removed().count();
        boolean isWorthCompacting = removed >= TOMBSTONES_MIN && removed >= rows.count() / TOMBSTONE_SHARE;
        published = isWorthCompacting ? rows.compacted() : rows;
    }

    @Override
    public List<Hit> search(float[] query, SearchSpec spec) {
        return search(rows(), new float[][]{query}, spec).getFirst();
    }

    @Override
    public List<List<Hit>> searchAll(float[][] queries, SearchSpec spec) {
        var rows = rows();
        var answers = new ArrayList<List<Hit>>(queries.length);
        for (int first = 0; first < queries.length; first += QUERIES_PER_PASS) {
            int end = Math.min(first + QUERIES_PER_PASS, queries.length);
            answers.addAll(search(rows, Arrays.copyOfRange(queries, first, end), spec));
        }
        return answers;
    }

    private static List<List<Hit>> search(Rows rows, float[][] queries, SearchSpec spec) {
        var rankings = new ArrayList<Ranking>(queries.length);
        for (float[] query : queries) {
            rankings.add(new Ranking(rows.dimension(), query, spec, rows.liveCount()));
        }
        Scan.run(rows, rankings, spec.ids());
        return rankings.stream().map(Ranking::hits).toList();
    }

    @Override
    public long[] ids() {
        var rows = rows();
        return IntStream.range(0, rows.count()).filter(row -> !rows.removed().contains(row)).mapToLong(rows::id)
                .sorted()
                .toArray();
    }

    @Override
    public void warmUp(Duration most) {
        var rows = rows();
        WarmUp.run(this, rows.count(), rows::read, most);
    }

    /// Does nothing: there is no file.
    @Override
    public void merge() {
        rows();
    }

    /// Does nothing: there is no file.
    @Override
    public void verify() {
        rows();
    }

    @Override
    public void close() {
        writing.lock();
        try {
            published = null;
        } finally {
            writing.unlock();
        }
    }

    private Rows rows() {
        var rows = published;
        if (rows == null) {
            throw new IllegalStateException("the index is closed; open another");
        }
        return rows;
    }
}
