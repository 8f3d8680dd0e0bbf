package dev.lookalike.gallery.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.lookalike.gallery.Query;
import dev.lookalike.index.Hit;
import org.jspecify.annotations.Nullable;

/// Puts the pictures nearest to a query in an order in which those come first that a person likes, too.
final class Tasted {
    /*
     * score = (examples * score + person * taste) / (examples + person)
     *
     * the weighted mean of what the query's pictures and words say, and of what the nearest of the person's interests says, less half of how
     * much a picture is like what was rated low. Only the nearest are candidates: what is like nothing that was asked for is no answer.
     */
    private static final int CANDIDATES = 5;
    private static final int LEAST_CANDIDATES = 100;

    private final SpaceIndex index;
    private final Ranking.Shown shown;
    private final Interests interests;
    private final double examples;
    private final double person;
    private final Map<Long, Double> before = new HashMap<>();

    private Tasted(SpaceIndex index, Ranking.Shown shown, Interests interests, double examples, double person) {
        this.index = index;
        this.shown = shown;
        this.interests = interests;
        this.examples = examples;
        this.person = person;
    }

    /// The taste of a person beside a query's pictures and words; null for nobody.
    static @Nullable Tasted of(Query.@Nullable Person person, SpaceIndex index, Ranking.Shown shown,
            List<Example> examples) {
        return person == null
                ? null
                : new Tasted(index, shown, Interests.of(index, shown.did(person.user())), Example.wanted(examples),
                        person.weight());
    }

    Interests interests() {
        return interests;
    }

    /// Of how many of the nearest `count` answers are taken.
    static int depth(int count) {
        return Math.clamp((long) CANDIDATES * count, LEAST_CANDIDATES, Ranking.MAX_COUNT);
    }

    /// These with their score by both, best first.
    List<Hit> order(List<Hit> hits) {
        before.clear();
        var ordered = new ArrayList<Hit>();
        for (Hit hit : hits) {
            double[] place = index.stored(hit.id());
            if (place != null) {
                before.put(hit.id(), hit.score());
                double taste = interests.taste(Interests.direction(place));
                ordered.add(new Hit(hit.id(), (examples * hit.score() + person * taste) / (examples + person)));
            }
        }
        ordered.sort(Comparator.comparingDouble(Hit::score).reversed().thenComparingLong(Hit::id));
        return ordered;
    }

    /// The score of a picture that was put in order, without the person.
    double before(Hit hit) {
        return before.getOrDefault(hit.id(), hit.score());
    }

    /// A reason, and what is liked that a picture is like.
    String reason(String reason, long id, Judgement judgement) {
        double[] place = index.stored(id);
        if (place == null) {
            return reason;
        }
        Interests.Liked liked = interests.nearest(place);
        return liked == null || !judgement.alike(Scores.dot(liked.direction(), Interests.direction(place)))
                ? reason
                : reason + ", " + liked.because(shown);
    }
}
