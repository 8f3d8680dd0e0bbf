package dev.lookalike.gallery.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.lookalike.gallery.Event;
import dev.lookalike.gallery.Query;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Metric;
import org.jspecify.annotations.Nullable;

/// Puts the pictures nearest to a query in an order in which those come first that a person likes, too.
final class Tasted {
    /*
     * score = (examples * score + person * taste) / (examples + person)
     *
     * the weighted mean of what the query's pictures and words say, and of what the nearest of the person's interests says, less
     * half of how much a picture is like what was rated low. Where what everybody likes was learnt, taste is what is foreseen, such
     * that pictures in the mean are worth as much as unrelated ones, and those that the person likes as much as a picture's
     * nearest. Only the nearest are candidates: what is like nothing that was asked for is no answer.
     */
    private static final int CANDIDATES = 5;
    private static final int LEAST_CANDIDATES = 100;
    /// Where a gallery is too small to say how near a picture's nearest is.
    private static final double USUALLY_NEAR = 0.7;

    private final SpaceIndex index;
    private final Ranking.Shown shown;
    private final Interests interests;
    private final @Nullable Foreseen foreseen;
    private final double examples;
    private final double person;
    private final Map<Long, Double> before = new HashMap<>();

    private Tasted(SpaceIndex index, Ranking.Shown shown, List<Event> did, double examples, double person) {
        this.index = index;
        this.shown = shown;
        this.interests = Interests.of(index, did);
        this.foreseen = interests.all().isEmpty() ? null : shown.foreseen(did);
        this.examples = examples;
        this.person = person;
    }

    /// The taste of a person beside a query's pictures and words; null for nobody.
    static @Nullable Tasted of(Query.@Nullable Person person, SpaceIndex index, Ranking.Shown shown,
            List<Example> examples) {
        return person == null
                ? null
                : new Tasted(index, shown, shown.did(person.user()), Example.wanted(examples), person.weight());
    }

    Interests interests() {
        return interests;
    }

    /// Null where a person's own likes answer alone.
    @Nullable
    Foreseen foreseen() {
        return foreseen;
    }

    /// Of how many of the nearest `count` answers are taken.
    static int depth(int count) {
        return Math.clamp((long) CANDIDATES * count, LEAST_CANDIDATES, Ranking.MAX_COUNT);
    }

    /// These with their score by both, best first.
    List<Hit> order(List<Hit> hits) {
        before.clear();
        Background background = index.known().get(Metric.COSINE);
        double unrelated = background == null ? 0 : background.unrelated();
        double near = background == null ? USUALLY_NEAR : background.near();
        var ordered = new ArrayList<Hit>();
        for (Hit hit : hits) {
            double[] place = index.stored(hit.id());
            if (place != null) {
                before.put(hit.id(), hit.score());
                double taste = foreseen == null
                        ? interests.taste(Interests.direction(place))
                        : unrelated + (near - unrelated) * foreseen.taste(hit.id());
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
