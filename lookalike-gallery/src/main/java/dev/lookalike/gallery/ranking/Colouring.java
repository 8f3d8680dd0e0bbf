package dev.lookalike.gallery.ranking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.lookalike.gallery.Query;
import dev.lookalike.gallery.Words;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import dev.lookalike.index.Metric;
import dev.lookalike.vision.ColourWords;
import dev.lookalike.vision.Palette;
import org.jspecify.annotations.Nullable;

/// Looks in the pictures for the colours that words name.
///
/// @param rest
///            the query's examples without those colours
/// @param palettes
///            the colours as palettes
/// @param wanted
///            how pictures fit the colours of some words
record Colouring(List<Query.Part> rest, List<Query.Part> palettes, Map<Words, Looks.Compared> wanted) {
    /*
     * No class of a network is called red, so the direction of "red dress" is that of dresses. Colours that are named are seen in the
     * pictures instead, and direct no more: both have to hold, the colour and what else is asked for. What is told of the pictures
     * (Fusion) is asked with all the words.
     */
    private static final int DEPTH = 500;

    /// Where even the best fits no better than this, nothing is of the colour.
    private static final double LEAST_BEST = 0.7;
    private static final double CLEAR = 0.6;

    /// What is left to look for; null where no words name a colour.
    ///
    /// @param colours
    ///            what words say
    /// @param fit
    ///            how pictures fit a palette
    static @Nullable Colouring of(Query query, Function<Words, ColourWords> colours,
            Function<Palette, Looks.Compared> fit) {
        var rest = new ArrayList<Query.Part>();
        var palettes = new ArrayList<Query.Part>();
        var wanted = new LinkedHashMap<Words, Looks.Compared>();
        for (Query.Part part : query.examples()) {
            ColourWords told = part instanceof Words words ? colours.apply(words) : null;
            if (told == null || told.palette() == null) {
                rest.add(part);
                continue;
            }
            palettes.add(new Query.Coloured(told.palette(), part.weight()));
            wanted.put((Words) part, fit.apply(told.palette()));
            if (!told.rest().isEmpty()) {
                rest.add(new Words(told.rest(), part.weight()));
            }
        }
        return wanted.isEmpty() ? null : new Colouring(rest, palettes, wanted);
    }

    /// Whether nothing but colours says what the answers should be like.
    boolean isAll() {
        return rest.stream().noneMatch(part -> part.weight() > 0);
    }

    /// The pictures that are of these colours.
    Stream<Long> nearest(Ids ids) {
        return wanted.values().stream().flatMap(compared -> compared.nearest(ids, DEPTH).stream()).map(Hit::id);
    }

    /// How well pictures look that should be of these colours, too: best first, 0 to 1.
    ///
    /// @param seen
    ///            by how they look otherwise
    /// @param weight
    ///            how much that counts
    List<Hit> order(List<Hit> seen, double weight, Metric metric) {
        var fits = new HashMap<Words, Map<Long, Double>>();
        wanted.forEach((words, compared) -> {
            var scores = new HashMap<Long, Double>();
            seen.forEach(hit -> scores.computeIfAbsent(hit.id(), compared::score));
            scores.values().removeIf(score -> Double.isNaN(score));
            double best = scores.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
            scores.replaceAll((_, score) -> Math.clamp(score / Math.max(LEAST_BEST, best), 0, 1));
            fits.put(words, scores);
        });
        return Fusion.coloured(seen, fits, weight, metric);
    }

    /// Whether a picture is clearly of one of the colours.
    boolean isOf(long id) {
        return wanted.entrySet().stream()
                .anyMatch(each -> each.getKey().weight() > 0 && each.getValue().score(id) >= CLEAR);
    }
}
