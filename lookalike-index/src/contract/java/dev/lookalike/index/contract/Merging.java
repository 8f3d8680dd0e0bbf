package dev.lookalike.index.contract;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import dev.lookalike.index.Hit;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.VectorIndex;

/// An index that merges when it is first searched and after every few hundred changes, so that what it finds is partly
/// in the file, partly in memory, and partly removed from either.
public record Merging(VectorIndex index, AtomicLong changes) implements VectorIndex {
    private static final int CHANGES = 300;

    public Merging(VectorIndex index) {
        this(index, new AtomicLong(CHANGES));
    }

    private void changed(int count) {
        if (changes.addAndGet(count) >= CHANGES && index.count() > 0) {
            changes.set(0);
            index.merge();
        }
    }

    @Override
    public int dimension() {
        return index.dimension();
    }

    @Override
    public long count() {
        return index.count();
    }

    @Override
    public long[] ids() {
        return index.ids();
    }

    @Override
    public Optional<float[]> vector(long id) {
        return index.vector(id);
    }

    @Override
    public void put(long id, float[] vector) {
        index.put(id, vector);
        changed(1);
    }

    @Override
    public void putAll(long[] ids, float[][] vectors) {
        index.putAll(ids, vectors);
        changed(ids.length);
    }

    @Override
    public boolean remove(long id) {
        boolean isRemoved = index.remove(id);
        changed(1);
        return isRemoved;
    }

    @Override
    public List<Hit> search(float[] query, SearchSpec spec) {
        return index.search(query, spec);
    }

    @Override
    public List<List<Hit>> searchAll(float[][] queries, SearchSpec spec) {
        return index.searchAll(queries, spec);
    }

    @Override
    public void warmUp(Duration most) {
        index.warmUp(most);
    }

    @Override
    public void merge() {
        index.merge();
    }

    @Override
    public void verify() {
        index.verify();
    }

    @Override
    public void close() {
        index.close();
    }
}
