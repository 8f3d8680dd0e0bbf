package dev.lookalike.gallery.ranking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

import dev.lookalike.gallery.Selection;
import dev.lookalike.index.Hit;
import org.jspecify.annotations.Nullable;

/// Chooses answers among the pictures nearest to a query.
final class Selecting {
    /*
     * First the groups: of each the best stands for all. Then, one by one, the picture with the most of
     *
     *     lambda * relevance - (1 - lambda) * highest score to an answer before it
     *
     * (maximal marginal relevance, Carbonell & Goldstein 1998); the first is the nearest whatever lambda is. Scores are those of the
     * gallery's space, so no scale has to be chosen.
     *
     * The relevance is not the score to the query. Of the pictures that are far from those chosen, most are far from everything, and
     * what is far from everything is rarely what was meant. So both are looked at by where they lie: the mean of a picture and its ten
     * nearest stands for it, as in database augmentation (Arandjelović & Zisserman 2012). At the same distance between answers it
     * costs a third of the precision that the score costs (docs/measurements/recommendation.md).
     *
     * A picture that turns out to be a copy of an answer goes to that one, and the next is taken: pixels are compared only of pairs
     * that come this far and are nearly the same.
     *
     * What is chosen from is deeper than what is asked for, so that there is a choice, and deeper again while groups and copies
     * leave too few.
     */
    private static final int DEPTH = 15;
    private static final int DEPTH_OF_GROUPS = 5;

    private final Selection selection;
    private final Known known;

    /// A picture that is answered, and those that it stands for, best first.
    record Chosen(Hit hit, List<Long> others) {}

    /// What is known of the nearest pictures.
    interface Known {
        /// Which group a picture is of, null for none.
        @Nullable
        String group(long id);

        /// How near two places are, higher for nearer.
        double score(double[] one, double[] other);

        /// Where a picture lies in the gallery's space; null if it is not there any more.
        double @Nullable [] place(long id);

        /// How near a picture lies to the query, by the middles of both and their nearest; and how it suits a situation.
        double relevance(Hit hit);

        /// Whether two pictures show one photo, by their score in the gallery's space or by looking at them.
        boolean isCopy(long one, long other, double score);
    }

    private static final class Candidate {
        final Hit hit;
        final List<Long> others = new ArrayList<>();
        final double @Nullable [] place;
        double relevance;
        double nearest = Double.NEGATIVE_INFINITY;

        Candidate(Hit hit, double @Nullable [] place) {
            this.hit = hit;
            this.place = place;
            relevance = hit.score();
        }
    }

    Selecting(Selection selection, Known known) {
        this.selection = selection;
        this.known = known;
    }

    /// How many of the nearest `count` answers are chosen from.
    static int depth(Selection selection, int count) {
        if (selection.equals(Selection.NEAREST)) {
            return count;
        }
        return Math.min(Ranking.MAX_COUNT, count * (selection.lambda() < 1 ? DEPTH : DEPTH_OF_GROUPS));
    }

    /// The answers in the order they are shown in, at most `count`.
    ///
    /// @param hits
    ///            the nearest, best first
    List<Chosen> of(List<Hit> hits, int count) {
        boolean varies = selection.lambda() < 1;
        List<Candidate> left = grouped(hits);
        if (varies) {
            left.forEach(each -> each.relevance = known.relevance(each.hit));
        }
        var chosen = new ArrayList<Candidate>();
        while (!left.isEmpty() && chosen.size() < count) {
            Candidate next = left.remove(varies && !chosen.isEmpty() ? best(left) : 0);
            Candidate same = selection.copies() ? null : original(next, chosen);
            if (same != null) {
                same.others.add(next.hit.id());
                same.others.addAll(next.others);
                continue;
            }
            chosen.add(next);
            if (varies) {
                left.forEach(each -> each.nearest = Math.max(each.nearest, score(each, next)));
            }
        }
        return chosen.stream().map(each -> new Chosen(each.hit, List.copyOf(each.others))).toList();
    }

    private List<Candidate> grouped(List<Hit> hits) {
        boolean compares = selection.lambda() < 1 || !selection.copies();
        var firsts = new HashMap<String, Candidate>();
        var candidates = new ArrayList<Candidate>();
        for (Hit hit : hits) {
            String group = known.group(hit.id());
            Candidate first = group == null ? null : firsts.get(group);
            if (first != null) {
                first.others.add(hit.id());
                continue;
            }
            var candidate = new Candidate(hit, compares ? known.place(hit.id()) : null);
            candidates.add(candidate);
            if (group != null) {
                firsts.put(group, candidate);
            }
        }
        return candidates;
    }

    private int best(List<Candidate> left) {
        int best = 0;
        for (int i = 1; i < left.size(); i++) {
            best = worth(left.get(i)) > worth(left.get(best)) ? i : best;
        }
        return best;
    }

    private double worth(Candidate candidate) {
        return selection.lambda() * candidate.relevance - (1 - selection.lambda()) * candidate.nearest;
    }

    /// Of two pictures; as low as can be where one is gone, so that it counts neither as near nor as a copy.
    private double score(Candidate one, Candidate other) {
        return one.place == null || other.place == null
                ? -Double.MAX_VALUE
                : known.score(one.place, other.place);
    }

    private @Nullable Candidate original(Candidate next, List<Candidate> chosen) {
        for (Candidate each : chosen) {
            if (known.isCopy(each.hit.id(), next.hit.id(), score(each, next))) {
                return each;
            }
        }
        return null;
    }
}
