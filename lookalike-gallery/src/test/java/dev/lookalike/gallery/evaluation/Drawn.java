package dev.lookalike.gallery.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import dev.lookalike.gallery.Vectors;
import dev.lookalike.index.Metric;
import org.jspecify.annotations.Nullable;

/// Vectors by id, and their rankings the textbook's way.
final class Drawn implements Vectors {
    private final TreeMap<Long, double[]> vectors = new TreeMap<>();

    /// Few different vectors of floats, so that many scores are equal and none nearly; ids are 0, 3, 6 ...
    static Drawn withTies(RandomGenerator random, int count) {
        var different = Stream.generate(() -> random.doubles(4).map(value -> (float) value).toArray()).limit(60)
                .toList();
        var drawn = new Drawn();
        for (long id = 0; id < count; id++) {
            drawn.put(3 * id, different.get(random.nextInt(different.size())));
        }
        return drawn;
    }

    void put(long id, double[] vector) {
        vectors.put(id, vector);
    }

    List<Long> ids() {
        return List.copyOf(vectors.keySet());
    }

    @Override
    public void forEach(Visitor visitor) {
        vectors.forEach(visitor::visit);
    }

    /// All others that answer, sorted by score, then id.
    List<Long> ranking(long query, LongFunction<@Nullable Labelled> known, Metric metric) {
        double[] asked = Objects.requireNonNull(vectors.get(query));
        return vectors.keySet().stream().filter(id -> {
            Labelled other = known.apply(id);
            return id != query && other != null && other.role() != Labelled.Role.QUERY;
        }).sorted(Comparator
                .comparingDouble((Long id) -> -score(asked, Objects.requireNonNull(vectors.get(id)), metric))
                .thenComparing(id -> id)).toList();
    }

    private static double score(double[] a, double[] b, Metric metric) {
        double dot = 0;
        double lengths = 0;
        double square = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
            lengths += b[i] * b[i];
            square += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return metric == Metric.COSINE ? dot / Math.sqrt(lengths) : -square;
    }
}
