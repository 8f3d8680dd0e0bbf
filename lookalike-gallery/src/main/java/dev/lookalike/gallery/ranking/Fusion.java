package dev.lookalike.gallery.ranking;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.lookalike.gallery.Query;
import dev.lookalike.gallery.Words;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;

/// Makes one order of several: of how pictures look, and of what is told of them.
final class Fusion {
    /*
     * Reciprocal rank fusion (Cormack, Clarke and Buettcher 2009): a picture counts weight / (60 + its place) in each order. Scores of
     * different kinds need not be compared, and nothing has to be learnt. Words that answers should not be like count
     * against those they are found in. The sum is given as a share of the most that can be reached: 1 is first in all.
     */
    private static final double SMOOTHING = 60;

    /// How far down each order is looked.
    private static final int DEPTH = 1_000;

    /// How far down the order of looks.
    static final int LOOKS_DEPTH = 200;

    /// Filters are applied to what was found, so that many more are looked at.
    private static final int NAMED = 10_000;

    private final Map<Long, Double> sums = new HashMap<>();
    private double reachable;

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
    /// @param weight
    ///            of how they look
    /// @param named
    ///            by what is told of them, best first, for each of the query's words
    /// @param asked
    ///            pictures that are not among the answers
    static List<Hit> of(List<Hit> seen, double weight, Map<Words, List<Hit>> named, Set<Long> asked) {
        var fusion = new Fusion();
        fusion.add(seen, weight);
        named.forEach((words, hits) -> fusion.add(hits, words.weight()));
        return fusion.sums.entrySet().stream().filter(each -> !asked.contains(each.getKey()))
                .map(each -> new Hit(each.getKey(), each.getValue() / fusion.reachable))
                .sorted(Comparator.comparingDouble(Hit::score).reversed().thenComparingLong(Hit::id)).toList();
    }

    private void add(List<Hit> order, double weight) {
        for (int place = 0; place < order.size(); place++) {
            sums.merge(order.get(place).id(), weight / (SMOOTHING + place + 1), Double::sum);
        }
        reachable += Math.max(0, weight) / (SMOOTHING + 1);
    }
}
