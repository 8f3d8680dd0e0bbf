package dev.lookalike.gallery.ranking;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.lookalike.gallery.Query;
import dev.lookalike.gallery.Words;
import dev.lookalike.gallery.traits.Meanings;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import dev.lookalike.index.Metric;

/// Makes one order of several: of how pictures look, and of what is told of them.
final class Fusion {
    /*
     * score = TOLD * told + (1 - TOLD) * looks,  told = KEYWORDS * keywords + (1 - KEYWORDS) * meaning
     *
     * each brought to 0..1: keywords as a share of the best BM25, meaning as Meanings says, looks as a share of the way from unrelated
     * to the best. The weights were learnt on half of the questions to the demo's products and tried on the other half (nDCG@10: by
     * name looks 0.50, keywords 0.77, meaning 0.82, all 0.87). Reciprocal ranks (Cormack et al. 2009) find less than what is told
     * alone: of forty products told to be red, ranks keep no sign that all are told equally well, so looks cannot choose among them.
     * Words that answers should not be like count against those they are found in.
     *
     * Colours that words name and pictures show (Colouring) are part of how pictures look: there, too, both have to hold, and a colour
     * counts half of what it is a colour of.
     *
     * Pictures or a sketch beside the words take their share from what is told, and then both have to hold: who shows a dress and says
     * "red" wants neither red boots nor the same dress in green. So the score is the geometric mean then, with these weights, each moved by FLOOR,
     * or a picture of which nothing is told would be no answer at all. Figures: docs/measurements/recommendation.md.
     */
    static final double TOLD = 0.75;

    /// The same where colours are seen: then looks know more.
    static final double TOLD_BESIDE_COLOURS = 0.55;
    private static final double KEYWORDS = 0.4;
    private static final double FLOOR = 0.2;

    /// How much a colour that is seen counts, where what it is of counts 1.
    private static final double COLOUR = 0.5;

    /// How far down each order is looked.
    private static final int DEPTH = 1_000;

    /// How far down the order of looks.
    static final int LOOKS_DEPTH = 200;

    /// Filters are applied to what was found, so that many more are looked at.
    private static final int NAMED = 10_000;

    /// Where nothing fits better, no text has to do with the words.
    private static final double CLEAR = 0.5;

    private Fusion() {}

    /// Those of which something is told that has some of a query's words, or means about the same, the best first, for each of its
    /// words; empty where nothing fits any words that the answers should be like.
    static Map<Words, List<Hit>> told(Query query, Ids ids, Ranking.Shown shown, Meanings meanings) {
        var told = new HashMap<Words, List<Hit>>();
        boolean any = false;
        for (Query.Part part : query.parts()) {
            if (part instanceof Words words) {
                List<Hit> named = shown.named(words.text(), NAMED).stream().filter(hit -> ids.contains(hit.id()))
                        .limit(DEPTH).toList();
                List<Hit> meant = meanings.find(words.text(), ids, LOOKS_DEPTH);
                told.put(words, both(named, meant));
                any |= words.weight() > 0 && (!named.isEmpty() || isClear(meant));
            }
        }
        return any ? told : Map.of();
    }

    private static boolean isClear(List<Hit> meant) {
        return !meant.isEmpty() && meant.getFirst().score() > CLEAR;
    }

    /// Those of which something is told that fits clearly.
    static Set<Long> clear(Map<Words, List<Hit>> told) {
        return told.entrySet().stream().filter(each -> each.getKey().weight() > 0).map(Map.Entry::getValue)
                .flatMap(List::stream).filter(hit -> hit.score() > (1 - KEYWORDS) * CLEAR).map(Hit::id)
                .collect(Collectors.toSet());
    }

    private static List<Hit> both(List<Hit> named, List<Hit> meant) {
        var scores = new HashMap<Long, Double>();
        named.forEach(hit -> scores.put(hit.id(), KEYWORDS * hit.score() / named.getFirst().score()));
        meant.forEach(hit -> scores.merge(hit.id(), (1 - KEYWORDS) * hit.score(), Double::sum));
        return sorted(scores).limit(DEPTH).toList();
    }

    private static Stream<Hit> sorted(Map<Long, Double> scores) {
        return scores.entrySet().stream().map(each -> new Hit(each.getKey(), each.getValue()))
                .sorted(Comparator.comparingDouble(Hit::score).reversed().thenComparingLong(Hit::id));
    }

    /// The one order.
    ///
    /// @param seen
    ///            by how they look, best first
    /// @param also
    ///            how those look that have some of the words, best first; those that are missing look no better than the last
    /// @param named
    ///            by what is told of them, best first, 0 to 1, for each of the query's words
    /// @param weight
    ///            how much what is told counts, 0 to 1
    /// @param wanted
    ///            how much all counts that the answers should be like
    /// @param asked
    ///            pictures that are not among the answers
    static List<Hit> of(List<Hit> seen, List<Hit> also, List<Example> examples, double weight,
            double wanted, Map<Words, List<Hit>> named, Set<Long> asked, Metric metric) {
        double words = weight(named.keySet(), 1);
        double share = weight * words / wanted;
        boolean pictured = examples.stream()
                .anyMatch(each -> !(each instanceof Example.Told) && each.weight() > 0);
        Map<Long, Double> looks = looks(seen, also, metric);
        double others = also.isEmpty() ? 0 : looks.getOrDefault(also.getLast().id(), 0.0);
        var told = new HashMap<Long, Double>();
        var against = new HashMap<Long, Double>();
        looks.keySet().forEach(id -> told.put(id, 0.0));
        named.forEach((each, hits) -> hits.forEach(hit -> (each.weight() > 0 ? told : against).merge(hit.id(),
                each.weight() / words * hit.score(), Double::sum)));
        var scores = new HashMap<Long, Double>();
        told.forEach((id, fit) -> {
            double look = looks.getOrDefault(id, others);
            double both = pictured ? geometric(look, fit, share) : (1 - share) * look + share * fit;
            scores.put(id, both + share * against.getOrDefault(id, 0.0));
        });
        return sorted(scores).filter(hit -> !asked.contains(hit.id())).toList();
    }

    /// How those look that should be of some colours, too: 0 to 1.
    ///
    /// @param seen
    ///            by how they look otherwise
    /// @param colours
    ///            how well each is of the colours of some words, 0 to 1
    /// @param wanted
    ///            how much all else counts that the answers should be like
    static List<Hit> coloured(List<Hit> seen, Map<Words, Map<Long, Double>> colours, double wanted, Metric metric) {
        double words = weight(colours.keySet(), 1);
        double unwanted = weight(colours.keySet(), -1);
        double share = COLOUR * words / (COLOUR * words + wanted);
        double less = COLOUR * unwanted / (COLOUR * unwanted + wanted);
        var scores = new HashMap<Long, Double>();
        looks(seen, List.of(), metric).forEach((id, look) -> {
            double fit = 0;
            double against = 0;
            for (var each : colours.entrySet()) {
                double weight = each.getKey().weight();
                double score = each.getValue().getOrDefault(id, 0.0);
                fit += weight > 0 ? weight / words * score : 0;
                against -= weight > 0 ? 0 : weight / unwanted * score;
            }
            scores.put(id, geometric(look, fit, share) - less * against);
        });
        return sorted(scores).toList();
    }

    private static double weight(Set<Words> words, int sign) {
        return words.stream().mapToDouble(each -> sign * each.weight()).filter(weight -> weight > 0).sum();
    }

    private static double geometric(double look, double fit, double share) {
        return Math.pow(look + FLOOR, 1 - share) * Math.pow(fit + FLOOR, share) - FLOOR;
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
