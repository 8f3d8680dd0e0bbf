package dev.lookalike.gallery.ranking;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.lookalike.gallery.catalogue.Embeddings;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import dev.lookalike.index.Metric;

/// Tells, of embeddings that no gallery holds, whether anything in a collection is like them, as a gallery would: to be measured.
public final class Strangers implements AutoCloseable {
    private final Path folder;
    private final SpaceIndex index;
    private final int depth;

    private Strangers(Path folder, SpaceIndex index, int depth) {
        this.folder = folder;
        this.index = index;
        this.depth = depth;
    }

    /// Fits a collection's space and measures what is usual in it. Costs about as much as opening a gallery for the first time.
    public static Strangers to(Embeddings collection) {
        Space space = SpaceFitting.fit(collection, SpaceFitting.fittedOn(collection.count()), () -> false);
        try {
            Path folder = Files.createTempDirectory("lookalike-strangers");
            var index = new SpaceIndex(space, collection,
                    KeptIndex.begin(folder.resolve("index"), "lookalike", space.size()), Map.of());
            collection.forEach((id, unit, norm) -> index.put(id, unit, norm));
            index.measure(() -> false);
            return new Strangers(folder, index, Background.depth(collection.count()));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot make a temporary folder", failure);
        }
    }

    /// How much like the collection an embedding is: the more, the likelier it is of one of its kinds.
    public double contrast(short[] unit, float norm) {
        double[] query = index.space().map(unit, norm);
        return index.contrast(nearest(query));
    }

    /// Whether it would be said that nothing is like it, with a share of false alarms.
    public boolean nothingAlike(short[] unit, float norm, double falseAlarms) {
        double[] query = index.space().map(unit, norm);
        List<Hit> hits = nearest(query);
        return !index.judge(hits, query, Metric.COSINE, falseAlarms).alike(hits.getFirst().score());
    }

    private List<Hit> nearest(double[] query) {
        return index.nearest(query, Metric.COSINE, Ids.all(), depth, 1);
    }

    @Override
    public void close() {
        index.close();
        try {
            KeptIndex.drop(folder.resolve("index"));
            Files.delete(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot delete the temporary folder " + folder, failure);
        }
    }
}
