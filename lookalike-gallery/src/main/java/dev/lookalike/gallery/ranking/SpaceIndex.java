package dev.lookalike.gallery.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

import dev.lookalike.gallery.IndexStatus;
import dev.lookalike.gallery.catalogue.Embeddings;
import dev.lookalike.gallery.catalogue.StoredEmbedding;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.Metric;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.Tuning;
import dev.lookalike.index.VectorIndex;
import org.jspecify.annotations.Nullable;

/// A space and an index of the gallery's pictures in it.
final class SpaceIndex implements AutoCloseable {
    /*
     * Exact means: the order of scores computed in double from the catalogue's values, ties by id. The index is exact
     * too, but over vectors rounded to float; rounding moves a score by less than ROUNDING (relative to the lengths
     * involved). So its order is right wherever neighbouring scores lie further apart than twice that, and only runs of
     * closer ones are computed again. A few more answers than asked are fetched, and more again while the last one
     * wanted and the last one fetched are still too close to tell.
     *
     * From so many pictures on that a graph pays, a search walks it with the beam that was measured to find the recall that is
     * wanted: what it finds has exact scores in the exact order, and now and then it misses one. Until that is measured, where
     * no beam found as much, and where certainty is asked for, it looks at all, if its engine can.
     */
    private static final double ROUNDING = 5e-7;
    private static final int SPARE = 8;

    /// How many candidates a search keeps at least for each that it fetches, where it fetches more than is wanted.
    private static final int ROOM = 2;
    private static final Comparator<Hit> BEST_FIRST = Comparator.comparingDouble(Hit::score).reversed()
            .thenComparingLong(Hit::id);

    private final Space space;
    private final Embeddings embeddings;
    private final KeptIndex kept;
    private final VectorIndex index;
    private final boolean canBeExact;
    private final Map<Metric, Surroundings> surroundings;

    /// @param known
    ///            what is known of the collection's scores in this space
    SpaceIndex(Space space, Embeddings embeddings, KeptIndex kept, Map<Metric, Background> known) {
        this.space = space;
        this.embeddings = embeddings;
        this.kept = kept;
        index = kept.index();
        canBeExact = kept.isCertain();
        surroundings = Surroundings.of(this, known);
    }

    Space space() {
        return space;
    }

    void put(long id, short[] unit, float norm) {
        put(id, floats(space.map(unit, norm)));
    }

    private void put(long id, float[] vector) {
        index.put(id, vector);
        surroundings.values().forEach(each -> each.forget(id));
    }

    void putAll(long[] ids, float[][] vectors) {
        index.putAll(ids, vectors);
        for (long id : ids) {
            surroundings.values().forEach(each -> each.forget(id));
        }
    }

    /// The ids of the pictures that it holds, ascending.
    long[] ids() {
        return index.ids();
    }

    KeptIndex kept() {
        return kept;
    }

    void remove(long id) {
        index.remove(id);
        surroundings.values().forEach(each -> each.forget(id));
    }

    /// What the scores of an answer mean.
    ///
    /// @param hits
    ///            best first
    /// @param falseAlarms
    ///            the share of pictures with something alike that may be told, wrongly, that there is nothing
    Judgement judge(List<Hit> hits, double[] query, Metric metric, double falseAlarms) {
        // A smaller or paler copy has a shorter embedding: far away by distance, but in the same direction.
        boolean certain = metric == Metric.EUCLIDEAN && surroundings(Metric.COSINE).pointsTheSameWay(hits, query);
        return surroundings(metric).judge(hits, query, certain, falseAlarms);
    }

    /// How far the best of an answer by cosine stand out from where they lie.
    double contrast(List<Hit> hits) {
        return surroundings(Metric.COSINE).contrast(hits);
    }

    /// Learns what scores mean from the pictures there are now.
    void measure(BooleanSupplier cancelled) {
        surroundings.values().forEach(each -> each.measure(embeddings, cancelled));
    }

    /// Learns where pictures lie densely before anybody asks.
    void knowSurroundings(BooleanSupplier cancelled) {
        surroundings.values().forEach(each -> each.knowAll(embeddings, cancelled));
    }

    /// What is known of the collection's scores.
    Map<Metric, Background> known() {
        var known = new EnumMap<Metric, Background>(Metric.class);
        surroundings.forEach((metric, each) -> {
            Background background = each.background();
            if (background != null) {
                known.put(metric, background);
            }
        });
        return known;
    }

    /// Where some pictures lie with those around them.
    Surroundings surroundings(Metric metric) {
        return Objects.requireNonNull(surroundings.get(metric), "a gallery compares by COSINE or EUCLIDEAN");
    }

    /// Where a stored picture lies in the space, or null if it is not there.
    double @Nullable [] vector(long id) {
        StoredEmbedding stored = embeddings.find(id);
        return stored == null ? null : space.map(stored.unit(), stored.norm());
    }

    /// The same as far as floats hold it, from the index if that knows: much faster.
    double @Nullable [] stored(long id) {
        float[] vector = index.vector(id).orElse(null);
        return vector == null ? vector(id) : doubles(vector);
    }

    /// The pictures nearest to `query`, best first.
    ///
    /// @param recall
    ///            the share of the true nearest that should be found; 1 for certainty
    List<Hit> nearest(double[] query, Metric metric, Ids ids, int count, double recall) {
        return nearest(query, Examples.ONE, metric, ids, count, count, recall);
    }

    /// The pictures nearest to what examples make together, best first.
    ///
    /// @param wanted
    ///            of how many of them `recall` is promised; those after them are there to be chosen from
    List<Hit> nearest(double[] query, Examples examples, Metric metric, Ids ids, int count, int wanted,
            double recall) {
        float[] rounded = floats(query);
        double length = Scores.length(query);
        int fetch = Math.min(count + SPARE, SearchSpec.MAX_COUNT);
        while (true) {
            List<Hit> hits = index.search(rounded, spec(examples, fetch, wanted, metric, recall).among(ids));
            boolean all = hits.size() < fetch || fetch == SearchSpec.MAX_COUNT;
            if (all || !close(hits.get(count - 1), hits.getLast(), metric, length)) {
                List<Hit> ordered = reordered(hits, wanted, query, metric, length);
                return ordered.subList(0, Math.min(count, ordered.size()));
            }
            fetch = Math.min(4 * fetch, SearchSpec.MAX_COUNT);
        }
    }

    /// The pictures nearest to each of some vectors, in the order of scores of vectors rounded to float.
    List<List<Hit>> nearestAll(List<double[]> queries, Metric metric, int count, double recall) {
        return nearestAll(queries, metric, Ids.all(), count, recall);
    }

    /// The same among some pictures.
    List<List<Hit>> nearestAll(List<double[]> queries, Metric metric, Ids ids, int count, double recall) {
        float[][] rounded = queries.stream().map(SpaceIndex::floats).toArray(float[][]::new);
        return index.searchAll(rounded, spec(Examples.ONE, count, count, metric, recall).among(ids));
    }

    /// How hard a search by cosine looks for the ten nearest, and what it would find if it looked otherwise.
    IndexStatus.Effort effort(Examples examples, double recall) {
        Tuning tuning = kept.note().curve(examples, Metric.COSINE);
        return new IndexStatus.Effort(beamWidth(examples, recall), tuning == null ? List.of() : tuning.curve());
    }

    /// How many candidates a search for the ten nearest keeps, or 0 if it is exact.
    int beamWidth(Examples examples, double recall) {
        var spec = spec(examples, RecallTuning.FOUND, RecallTuning.FOUND, Metric.COSINE, recall);
        return spec.isExact() ? 0 : spec.beamWidth();
    }

    /// A beam was measured for ten answers; for more that are wanted it is wider by as much, and never as narrow as what is fetched.
    private SearchSpec spec(Examples examples, int fetch, int wanted, Metric metric, double recall) {
        var spec = SearchSpec.nearest(fetch).by(metric);
        Tuning tuning = kept.note().curve(examples, metric);
        boolean isFound = tuning != null && (examples == Examples.ONE || tuning.reaches(recall));
        if (recall >= 1 || tuning == null || !isFound || index.count() < IndexSpec.GRAPH_FROM) {
            return canBeExact ? spec.exact() : spec;
        }
        double times = Math.max(1, (double) wanted / RecallTuning.FOUND);
        int room = fetch > wanted + SPARE ? ROOM * fetch : fetch;
        return spec.beamWidth(Math.max(room, (int) Math.ceil(times * tuning.beamWidth(recall))));
    }

    private List<Hit> reordered(List<Hit> hits, int wanted, double[] query, Metric metric, double length) {
        var ordered = new ArrayList<Hit>(hits.size());
        int start = 0;
        for (int i = 1; i <= hits.size(); i++) {
            if (i < hits.size() && close(hits.get(i - 1), hits.get(i), metric, length)) {
                continue;
            }
            List<Hit> run = hits.subList(start, i);
            if (run.size() == 1 || start >= wanted) {
                ordered.addAll(run);
            } else {
                run.stream().map(hit -> computed(hit, query, metric)).sorted(BEST_FIRST).forEach(ordered::add);
            }
            start = i;
        }
        return ordered;
    }

    private Hit computed(Hit hit, double[] query, Metric metric) {
        double[] vector = vector(hit.id());
        return vector == null ? hit : new Hit(hit.id(), Scores.of(query, vector, metric));
    }

    private static boolean close(Hit better, Hit worse, Metric metric, double length) {
        double scale = metric == Metric.COSINE ? 1 : 2 * length - worse.score();
        return better.score() - worse.score() <= 2 * ROUNDING * scale;
    }

    static double[] doubles(float[] values) {
        var doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    static float[] floats(double[] values) {
        var floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    @Override
    public void close() {
        kept.close();
    }
}
