package dev.lookalike.gallery.ranking;

import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.DoubleStream;

import dev.lookalike.gallery.catalogue.Embeddings;
import dev.lookalike.gallery.catalogue.StoredEmbedding;
import org.jspecify.annotations.Nullable;

/// Embeddings in memory, kept in float16 as a catalogue keeps them.
final class Collected implements Embeddings {
    private final int dimension;
    private final Map<Long, StoredEmbedding> stored = new ConcurrentSkipListMap<>();
    private final Map<Long, Long> written = new ConcurrentSkipListMap<>();
    private final AtomicLong version = new AtomicLong();
    /// How many embeddings were read.
    final AtomicLong read = new AtomicLong();

    Collected(int dimension) {
        this.dimension = dimension;
    }

    /// Pictures of some kinds: each kind has its own place, all share a large common part, as embeddings do.
    static Collected kinds(int dimension, int kinds, int count, long seed) {
        var collected = new Collected(dimension);
        var random = new Random(seed);
        double[] common = gaussian(random, dimension, 2);
        var places = new double[kinds][];
        for (int kind = 0; kind < kinds; kind++) {
            places[kind] = gaussian(random, dimension, 1);
        }
        for (int i = 0; i < count; i++) {
            double[] raw = gaussian(random, dimension, 0.8);
            for (int j = 0; j < dimension; j++) {
                raw[j] += common[j] + places[i % kinds][j];
            }
            collected.put(i + 1, raw);
        }
        return collected;
    }

    static double[] gaussian(Random random, int dimension, double scale) {
        return DoubleStream.generate(random::nextGaussian).limit(dimension).map(value -> scale * value).toArray();
    }

    StoredEmbedding put(long id, double[] raw) {
        double length = Scores.length(raw);
        var unit = new short[dimension];
        for (int i = 0; i < dimension; i++) {
            unit[i] = Float.floatToFloat16((float) (raw[i] / length));
        }
        var embedding = new StoredEmbedding(id, unit, (float) length);
        stored.put(id, embedding);
        written.put(id, version.incrementAndGet());
        return embedding;
    }

    void remove(long id) {
        stored.remove(id);
        written.remove(id);
    }

    double[] raw(long id) {
        StoredEmbedding embedding = Objects.requireNonNull(stored.get(id));
        return Space.raw(embedding.unit(), embedding.norm());
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public long count() {
        return stored.size();
    }

    @Override
    public void forEach(Visitor visitor) {
        stored.values().forEach(each -> {
            read.incrementAndGet();
            visitor.visit(each.id(), each.unit().clone(), each.norm());
        });
    }

    @Override
    public Contents contents(long since) {
        long now = version.get();
        return new Contents(now, stored.keySet().stream().mapToLong(Long::longValue).toArray(),
                written.entrySet().stream().filter(each -> each.getValue() > since).mapToLong(Map.Entry::getKey)
                        .toArray());
    }

    @Override
    public long version() {
        return version.get();
    }

    @Override
    public @Nullable StoredEmbedding find(long id) {
        read.incrementAndGet();
        return stored.get(id);
    }
}
