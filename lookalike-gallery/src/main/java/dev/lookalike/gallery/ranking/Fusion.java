package dev.lookalike.gallery.ranking;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.lookalike.gallery.Query;
import dev.lookalike.gallery.Words;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import dev.lookalike.index.Metric;

/// Makes one order of several: of how pictures look, and of what is told of them.
final class Fusion {
    /*
     * score = TOLD * told + (1 - TOLD) * looks, each brought to 0..1: what is told as a share of the best BM25, looks as a share of
     * the way from unrelated to the best. The weight was learnt on half of the questions to the demo's products and tried on the
     * other half (nDCG@10: by name looks 0.46, told 0.76, both 0.82). Reciprocal ranks (Cormack et al. 2009) find less than what is
     * told alone (0.65): of forty products told to be red, ranks keep no sign that all are told equally well, so looks cannot
     * choose among them. Words that answers should not be like count against those they are found in. Pictures beside
     * the words take their share from what is told. Figures: docs/measurements/recommendation.md.
     */
    private static final double TOLD = 0.7;

    /// How far down each order is looked.
    private static final int DEPTH = 1_000;

    /// How far down the order of looks.
    static final int LOOKS_DEPTH = 200;

    /// Filters are applied to what was found, so that many more are looked at.
    private static final int NAMED = 10_000;

    private Fusion() {}

    /// Those that have some of a query's words in what is told of them, for each of its words; empty where no words that the
    /// answers should be like are found in any.
    static Map<Words, List<Hit>> named(Query query, Ids ids, Ranking.Shown shown) {
        var named = new HashMap<Words, List<Hit>>();
        boolean any = false;
        for (Query.Part part : query.parts()) {
            if (part instanceof Words words) {
                List<Hit> found = shown.named(words.text(), NAMED).stream().filter(hit -> ids.contains(hit.id()))
                        .limit(DEPTH).toList();
                named.put(words, found);
                any |= words.weight() > 0 && !found.isEmpty();
            }
        }
        return any ? named : Map.of();
    }

    /// The one order.
    ///
    /// @param seen
    ///            by how they look, best first
    /// @param also
    ///            how those look that have some of the words
    /// @param named
    ///            by what is told of them, best first, for each of the query's words
    /// @param asked
    ///            pictures that are not among the answers
    static List<Hit> of(List<Hit> seen, List<Hit> also, List<Example> examples, Map<Words, List<Hit>> named,
            Set<Long> asked, Metric metric) {
        var scores = new HashMap<Long, Double>();
        Map<Long, Double> looks = looks(seen, also, metric);
        double words = named.keySet().stream().mapToDouble(Words::weight).filter(weight -> weight > 0).sum();
        double told = TOLD * words / Example.wanted(examples);
        looks.forEach((id, look) -> scores.put(id, (1 - told) * look));
        named.forEach((each, hits) -> hits.forEach(hit -> scores.merge(hit.id(),
                told * each.weight() / words * hit.score() / hits.getFirst().score(), Double::sum)));
        return scores.entrySet().stream().filter(each -> !asked.contains(each.getKey()))
                .map(each -> new Hit(each.getKey(), each.getValue()))
                .sorted(Comparator.comparingDouble(Hit::score).reversed().thenComparingLong(Hit::id)).toList();
    }

    private static Map<Long, Double> looks(List<Hit> seen, List<Hit> also, Metric metric) {
        var scores = new HashMap<Long, Double>();
        Stream.concat(seen.stream(), also.stream()).forEach(hit -> scores.put(hit.id(), hit.score()));
        double best = scores.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        double least = scores.values().stream().mapToDouble(Double::doubleValue).min().orElse(0);
        // Unrelated directions have a cosine of nothing; distances have no such mark.
        double unrelated = metric == Metric.COSINE && best > 0 ? 0 : least;
        scores.replaceAll(
                (_, score) -> best > unrelated ? Math.clamp((score - unrelated) / (best - unrelated), 0, 1) : 0);
        return scores;
    }
}
