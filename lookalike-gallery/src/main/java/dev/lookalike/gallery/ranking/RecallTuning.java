package dev.lookalike.gallery.ranking;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import dev.lookalike.gallery.catalogue.Embeddings;
import dev.lookalike.index.Metric;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.Tuning;
import dev.lookalike.vision.WordDirections;

/// Finds out what beam width an index of these pictures takes.
final class RecallTuning {
    /*
     * Pictures that an index holds find themselves first and their neighbours next, whatever the beam: they say nothing. So an
     * index is built of all but some pictures taken evenly, and those are asked for. It is of the same engine as the one that
     * serves, in the same space, and thrown away afterwards.
     *
     * Questions of several examples lie where no picture does, and need beams some ten times as wide. They are measured with
     * pairs of the same pictures, combined as a question combines them: every other pair to be like both, and like one and
     * unlike the other. Pictures taken at random have less in common than those that somebody combines: what is found for
     * them is rather the least. Words are what the network's classes are called, every other beside a picture.
     */
    static final int ASKED = 256;
    static final int FOUND = 10;
    private static final int TOGETHER = 1 << 16;

    private final Embeddings embeddings;
    private final Space space;
    private final List<WordDirections.Direction> words;
    private final BooleanSupplier cancelled;
    private final ArrayList<double[]> asked = new ArrayList<>();
    private final ArrayList<Long> ids = new ArrayList<>();
    private final ArrayList<float[]> vectors = new ArrayList<>();
    private long seen;

    private RecallTuning(Embeddings embeddings, Space space, List<WordDirections.Direction> words,
            BooleanSupplier cancelled) {
        this.embeddings = embeddings;
        this.space = space;
        this.words = words;
        this.cancelled = cancelled;
    }

    /// What each beam width finds of the ten nearest, by examples and metric.
    ///
    /// @param words
    ///            that may be asked for; none where words mean nothing to the network
    /// @param file
    ///            a place for an index that is deleted again
    static Map<Examples, Map<Metric, Tuning>> measure(Embeddings embeddings, Space space,
            List<WordDirections.Direction> words, Path file, String engine, BooleanSupplier cancelled) {
        try (KeptIndex index = KeptIndex.begin(file, engine, space.size())) {
            return new RecallTuning(embeddings, space, words, cancelled).measure(index);
        } finally {
            KeptIndex.drop(file);
        }
    }

    private Map<Examples, Map<Metric, Tuning>> measure(KeptIndex index) {
        long stride = Math.max(2, embeddings.count() / ASKED);
        embeddings.forEach((id, unit, norm) -> {
            SpaceFitting.stopIf(cancelled);
            if (seen++ % stride == 0) {
                asked.add(Space.raw(unit, norm));
            } else {
                ids.add(id);
                vectors.add(SpaceIndex.floats(space.map(unit, norm)));
            }
            if (ids.size() == TOGETHER) {
                flush(index);
            }
        });
        flush(index);
        index.index().merge();
        var curves = new EnumMap<Examples, Map<Metric, Tuning>>(Examples.class);
        for (Examples examples : Examples.values()) {
            if (examples == Examples.WORDS && words.isEmpty()) {
                continue;
            }
            var byMetric = new EnumMap<Metric, Tuning>(Metric.class);
            for (Metric metric : Surroundings.METRICS) {
                SpaceFitting.stopIf(cancelled);
                byMetric.put(metric, Tuning.measure(index.index(), queries(examples, metric),
                        SearchSpec.nearest(FOUND).by(metric)));
            }
            curves.put(examples, byMetric);
        }
        return curves;
    }

    private float[][] queries(Examples examples, Metric metric) {
        var queries = new float[examples == Examples.WORDS ? words.size() : asked.size()][];
        for (int i = 0; i < queries.length; i++) {
            queries[i] = SpaceIndex.floats(Example.combined(question(examples, i), space, metric));
        }
        return queries;
    }

    private List<Example> question(Examples examples, int number) {
        var first = seen(number, 1);
        return switch (examples) {
            case ONE -> List.of(first);
            case SEVERAL -> List.of(first, seen(number + 1, number % 2 == 0 ? 1 : -1));
            case WORDS -> {
                var told = new Example.Told("", words.get(number), 1);
                yield number % 2 == 0 ? List.of(told) : List.of(told, first);
            }
        };
    }

    private Example seen(int number, double weight) {
        return new Example.Seen(asked.get(number % asked.size()), weight, null, null);
    }

    private void flush(KeptIndex index) {
        index.index().putAll(ids.stream().mapToLong(Long::longValue).toArray(), vectors.toArray(float[][]::new));
        ids.clear();
        vectors.clear();
    }
}
