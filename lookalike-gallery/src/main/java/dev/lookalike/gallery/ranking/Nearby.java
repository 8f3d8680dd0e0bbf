package dev.lookalike.gallery.ranking;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.Query;
import dev.lookalike.gallery.Selection;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Metric;
import org.jspecify.annotations.Nullable;

/// What is known of the pictures nearest to a query, for choosing among them.
final class Nearby implements Selecting.Known {
    /// How alike two pictures must be for their pixels to be compared.
    private static final double LIKE_A_COPY = 0.8;

    private final SpaceIndex index;
    private final Selection selection;
    private final Metric metric;
    private final Judgement judgement;
    private final Ranking.Shown shown;
    private final Map<Long, Image> images;
    private final Map<Long, double[]> places = new HashMap<>();
    private final Surroundings surroundings;
    private final double[] aroundQuery;
    private final @Nullable Situated situated;
    private final double spread;

    /// @param place
    ///            of the query in the gallery's space
    /// @param hits
    ///            the nearest, best first
    /// @param situated
    ///            the situation that answers should suit, or null
    Nearby(SpaceIndex index, Query query, double[] place, List<Hit> hits, Judgement judgement,
            Ranking.Shown shown,
            @Nullable Situated situated) {
        this.index = index;
        this.situated = situated;
        spread = Situated.spread(hits.stream().limit(Situated.CANDIDATES).mapToDouble(Hit::score).toArray());
        this.judgement = judgement;
        this.shown = shown;
        selection = query.selection();
        metric = query.metric();
        boolean isByImage = !selection.groupBy().isEmpty() || !selection.copies();
        images = isByImage ? shown.images(hits.stream().map(Hit::id).toList()) : Map.of();
        surroundings = index.surroundings(metric);
        aroundQuery = selection.lambda() < 1
                ? surroundings.middle(place, hits.stream().limit(Background.NEIGHBOURS).mapToLong(Hit::id).toArray())
                : place;
    }

    @Override
    public @Nullable String group(long id) {
        Image image = images.get(id);
        return image == null || selection.groupBy().isEmpty() ? null : image.metadata().get(selection.groupBy());
    }

    @Override
    public double @Nullable [] place(long id) {
        double[] known = places.get(id);
        if (known == null) {
            double[] stored = index.stored(id);
            if (stored != null) {
                known = surroundings.compared(stored);
                places.put(id, known);
            }
        }
        return known;
    }

    @Override
    public double score(double[] one, double[] other) {
        return metric == Metric.COSINE ? dot(one, other) : Scores.of(one, other, metric);
    }

    /// In four sums, which need not wait for each other.
    private static double dot(double[] one, double[] other) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i + 4 <= one.length; i += 4) {
            sum0 += one[i] * other[i];
            sum1 += one[i + 1] * other[i + 1];
            sum2 += one[i + 2] * other[i + 2];
            sum3 += one[i + 3] * other[i + 3];
        }
        for (; i < one.length; i++) {
            sum0 += one[i] * other[i];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }

    @Override
    public double relevance(Hit hit) {
        float[] middle = surroundings.middle(hit.id());
        double near = middle == null ? hit.score() : score(aroundQuery, SpaceIndex.doubles(middle));
        return situated == null ? near : near + situated.gain(hit.id(), spread);
    }

    @Override
    public boolean isCopy(long one, long other, double score) {
        Image first = images.get(one);
        Image second = images.get(other);
        return first != null && second != null && (first.sha256().equals(second.sha256())
                || (judgement.likeness(score) >= LIKE_A_COPY && shown.isSamePhoto(one, other)));
    }
}
