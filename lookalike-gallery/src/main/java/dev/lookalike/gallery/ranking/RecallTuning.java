package dev.lookalike.gallery.ranking;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

import dev.lookalike.gallery.catalogue.Embeddings;
import dev.lookalike.index.Metric;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.Tuning;

/// Finds out what beam width an index of these pictures takes.
final class RecallTuning {
    /*
     * Pictures that an index holds find themselves first and their neighbours next, whatever the beam: they say nothing. So an
     * index is built of all but some pictures taken evenly, and those are asked for. It is of the same engine as the one that
     * serves, in the same space, and thrown away afterwards.
     */
    private static final int ASKED = 256;
    static final int FOUND = 10;
    private static final int TOGETHER = 1 << 16;

    private final Embeddings embeddings;
    private final Space space;
    private final BooleanSupplier cancelled;
    private final ArrayList<float[]> queries = new ArrayList<>();
    private final ArrayList<Long> ids = new ArrayList<>();
    private final ArrayList<float[]> vectors = new ArrayList<>();
    private long seen;

    private RecallTuning(Embeddings embeddings, Space space, BooleanSupplier cancelled) {
        this.embeddings = embeddings;
        this.space = space;
        this.cancelled = cancelled;
    }

    /// What each beam width finds of the ten nearest, by metric.
    ///
    /// @param file
    ///            a place for an index that is deleted again
    static Map<Metric, Tuning> measure(Embeddings embeddings, Space space, Path file, String engine,
            BooleanSupplier cancelled) {
        try (KeptIndex index = KeptIndex.begin(file, engine, space.size())) {
            return new RecallTuning(embeddings, space, cancelled).measure(index);
        } finally {
            KeptIndex.drop(file);
        }
    }

    private Map<Metric, Tuning> measure(KeptIndex index) {
        long stride = Math.max(2, embeddings.count() / ASKED);
        embeddings.forEach((id, unit, norm) -> {
            SpaceFitting.stopIf(cancelled);
            float[] vector = SpaceIndex.floats(space.map(unit, norm));
            if (seen++ % stride == 0) {
                queries.add(vector);
            } else {
                ids.add(id);
                vectors.add(vector);
            }
            if (ids.size() == TOGETHER) {
                flush(index);
            }
        });
        flush(index);
        index.index().merge();
        var curves = new EnumMap<Metric, Tuning>(Metric.class);
        for (Metric metric : Surroundings.METRICS) {
            SpaceFitting.stopIf(cancelled);
            curves.put(metric, Tuning.measure(index.index(), queries.toArray(float[][]::new),
                    SearchSpec.nearest(FOUND).by(metric)));
        }
        return curves;
    }

    private void flush(KeptIndex index) {
        index.index().putAll(ids.stream().mapToLong(Long::longValue).toArray(), vectors.toArray(float[][]::new));
        ids.clear();
        vectors.clear();
    }
}
