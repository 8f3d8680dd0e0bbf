package dev.lookalike.gallery.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import dev.lookalike.gallery.situation.Signs;
import dev.lookalike.gallery.situation.Suitability;
import dev.lookalike.gallery.situation.Suitability.Fit;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Metric;
import org.jspecify.annotations.Nullable;

/// Puts the pictures nearest to a query in an order in which those come first that suit its situation, too.
final class Situated {
    /*
     * place = score + 2 * strength * suitability * spread,   suitability in -1..1, spread = best score - worst score of candidates
     *
     * Only the nearest are candidates: what suits and is like nothing that was asked for is no answer. The spread makes strength
     * mean the same by any metric: at a half, the last candidate that suits comes up to the first of which nothing is known, and
     * at 1 to the first that does not suit.
     */
    static final int CANDIDATES = 300;
    private static final double WORTH = 2;

    /// Of a person's interest fewer: what is far from everything they like is not for them, whatever the weather.
    static final int OF_AN_INTEREST = 100;

    private final SpaceIndex index;
    private final Suitability suitability;
    private final @Nullable Things things;
    private final KnownSigns signs;
    private final Ranking.Shown shown;
    private final Map<Long, Fit> fits = new HashMap<>();
    private final IdentityHashMap<Signs, Fit> said = new IdentityHashMap<>();

    /// @param things
    ///            null where pictures cannot be told by their looks
    Situated(SpaceIndex index, Suitability suitability, @Nullable Things things, KnownSigns signs,
            Ranking.Shown shown) {
        this.index = index;
        this.suitability = suitability;
        this.things = things;
        this.signs = signs;
        this.shown = shown;
    }

    /// The first of these in the order in which they suit, too; their scores are what they were.
    ///
    /// @param hits
    ///            best first
    List<Hit> order(List<Hit> hits) {
        List<Hit> candidates = hits.subList(0, Math.min(CANDIDATES, hits.size()));
        look(candidates.stream().map(Hit::id).toList());
        double spread = spread(candidates.stream().mapToDouble(Hit::score).toArray());
        var ordered = new ArrayList<>(candidates);
        ordered.sort(Comparator.comparingDouble((Hit hit) -> hit.score() + gain(hit.id(), spread)).reversed()
                .thenComparingLong(Hit::id));
        ordered.addAll(hits.subList(candidates.size(), hits.size()));
        return ordered;
    }

    static double spread(double[] scores) {
        double most = Double.NEGATIVE_INFINITY;
        double least = Double.POSITIVE_INFINITY;
        for (double score : scores) {
            most = Math.max(most, score);
            least = Math.min(least, score);
        }
        return scores.length == 0 ? 0 : most - least;
    }

    /// Finds out how well some pictures suit.
    void look(List<Long> ids) {
        List<Long> unknown = ids.stream().filter(id -> !fits.containsKey(id)).toList();
        signs.of(unknown, suitability.vocabulary(), shown).forEach((id, each) -> fits.put(id, each.isSaid()
                ? said.computeIfAbsent(each, one -> suitability.of(one, Map::of))
                : suitability.of(each, () -> looks(id))));
    }

    private Map<String, Double> looks(long id) {
        long[] neighbours = index.surroundings(Metric.COSINE).neighbours(id);
        return things == null || neighbours == null ? Map.of() : things.in(id, neighbours, index);
    }

    /// What suiting is worth to a picture that was looked at.
    double gain(long id, double spread) {
        Fit fit = fits.get(id);
        return fit == null ? 0 : WORTH * suitability.strength() * fit.value() * spread;
    }

    /// A reason, and why a picture suits.
    String reason(String reason, long id) {
        Fit fit = fits.get(id);
        return fit == null || fit.reason().isEmpty() ? reason : reason + ", " + fit.reason();
    }
}
