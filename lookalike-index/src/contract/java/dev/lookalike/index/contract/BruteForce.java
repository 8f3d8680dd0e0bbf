package dev.lookalike.index.contract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

import dev.lookalike.index.Hit;
import dev.lookalike.index.Metric;
import dev.lookalike.index.SearchSpec;

/// The oracle: every score in doubles, as plainly as it can be written.
public final class BruteForce {
    private static final int SUMS = 16;

    private final TreeMap<Long, float[]> vectors = new TreeMap<>();

    /// Stores a copy of the vector.
    public void put(long id, float[] vector) {
        vectors.put(id, vector.clone());
    }

    /// Forgets it.
    public void remove(long id) {
        vectors.remove(id);
    }

    /// The ids, ascending.
    public List<Long> ids() {
        return List.copyOf(vectors.keySet());
    }

    /// The true answer.
    public List<Hit> search(float[] query, SearchSpec spec) {
        var hits = new ArrayList<Hit>();
        vectors.forEach((id, vector) -> {
            double score = score(query, vector, spec.metric());
            if (spec.ids().contains(id) && score >= spec.atLeast()) {
                hits.add(new Hit(id, score));
            }
        });
        hits.sort(Comparator.comparingDouble(Hit::score).reversed().thenComparingLong(Hit::id));
        return hits.subList(0, Math.min(spec.count(), hits.size()));
    }

    /// The score of a stored vector.
    double score(long id, float[] query, Metric metric) {
        return score(query, vector(id), metric);
    }

    /// What a score's rounding is relative to.
    double scale(long id, float[] query, Metric metric) {
        return switch (metric) {
            case COSINE -> 1;
            case EUCLIDEAN -> Math.sqrt(dot(query, query)) + Math.sqrt(dot(vector(id), vector(id)));
            case INNER_PRODUCT -> Math.sqrt(dot(query, query) * dot(vector(id), vector(id)));
        };
    }

    private float[] vector(long id) {
        return Objects.requireNonNull(vectors.get(id),
                () -> "an index answers with the id " + id + ", which is not stored");
    }

    static double score(float[] query, float[] vector, Metric metric) {
        return switch (metric) {
            case COSINE ->
                Math.clamp(dot(query, vector) / Math.sqrt(dot(query, query) * dot(vector, vector)), -1.0, 1.0);
            case EUCLIDEAN -> -distance(query, vector);
            case INNER_PRODUCT -> dot(query, vector);
        } + 0.0;
    }

    private static double dot(float[] a, float[] b) {
        var sums = new double[SUMS];
        for (int i = 0; i < a.length; i++) {
            sums[i % SUMS] += (double) a[i] * b[i];
        }
        return total(sums);
    }

    private static double distance(float[] a, float[] b) {
        var sums = new double[SUMS];
        for (int i = 0; i < a.length; i++) {
            double difference = (double) a[i] - b[i];
            sums[i % SUMS] += difference * difference;
        }
        return Math.sqrt(total(sums));
    }

    private static double total(double[] s) {
        return (((s[0] + s[8]) + (s[4] + s[12])) + ((s[2] + s[10]) + (s[6] + s[14])))
                + (((s[1] + s[9]) + (s[5] + s[13])) + ((s[3] + s[11]) + (s[7] + s[15])));
    }
}
