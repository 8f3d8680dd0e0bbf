package dev.lookalike.gallery.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.lookalike.gallery.Answer;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.Match;
import dev.lookalike.gallery.Query;
import dev.lookalike.gallery.ranking.Interests.Interest;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import dev.lookalike.index.Metric;
import org.jspecify.annotations.Nullable;

/// Answers for a person, where nothing else is asked for.
final class Recommending {
    /*
     * Each interest is a search of its own, and the interests take turns: the next answer is of the interest whose weight,
     * divided by one more than the answers it has had, is the largest (D'Hondt), over the square roots of the weights, and the
     * first answers are one of each, so that none is forgotten for a stronger one. Within an interest, a picture
     * that is like one that was rated low comes later, by half as much as it is like it: the half step of decision 0036.
     *
     * Where it was learnt what everybody likes, that is foreseen of each picture, and the best are answered: half of the way between
     * pictures in the mean and those that the person likes is a likeness of three quarters, and what is liked less than the mean is
     * below the cut-off. Of the best OF_FORESEEN, the next answer is the one whose score, less UNLIKE times its highest cosine to an
     * answer before it, is the highest: so they are further from each other by a seventh, and foresee as well (decision 0114).
     */
    private static final int OF_FORESEEN = 100;
    private static final double UNLIKE = 0.3;
    private static final Judgement FORESEEN = new Judgement(true, 0, -1, 1);

    private final SpaceIndex index;
    private final Ranking.Shown shown;
    private final Interests interests;
    private final @Nullable Foreseen foreseen;
    private final double recall;
    private final double falseAlarms;
    private final @Nullable Situated situated;

    /// @param situated
    ///            the situation that answers should suit, or null
    Recommending(SpaceIndex index, Ranking.Shown shown, Tasted tasted, double recall, double falseAlarms,
            @Nullable Situated situated) {
        this.situated = situated;
        this.index = index;
        this.shown = shown;
        this.interests = tasted.interests();
        this.foreseen = tasted.foreseen();
        this.recall = recall;
        this.falseAlarms = falseAlarms;
    }

    /// A picture that may be answered.
    ///
    /// @param because
    ///            what is liked that it is answered for
    private record Candidate(long id, double score, Judgement judgement, Supplier<Interests.Liked> because) {}

    /// @param ids
    ///            what may be answered
    Answer answer(Query query, Ids ids, int count) {
        Ids open = interests.without(ids);
        int depth = Selecting.depth(query.selection(), count);
        return foreseen == null
                ? byInterests(query, open, count, depth)
                : foreseen(foreseen, query, open, count, depth);
    }

    private Answer foreseen(Foreseen person, Query query, Ids open, int count, int depth) {
        int wanted = Math.max(depth, situated == null ? OF_FORESEEN : Situated.CANDIDATES);
        List<Candidate> candidates = person.best(open, wanted).stream()
                .map(hit -> new Candidate(hit.id(), hit.score(), FORESEEN, () -> because(person, hit.id()))).toList();
        List<Candidate> ordered = situated == null
                ? various(candidates)
                : ordered(candidates);
        return new Answer(matches(query, ordered, count, Background.unknown(Metric.COSINE, 1)), FORESEEN.cutOff(),
                List.of(), 0);
    }

    /// The first of these in an order in which each is foreseen to be liked and is unlike those before it.
    private List<Candidate> various(List<Candidate> candidates) {
        var left = new ArrayList<>(candidates.subList(0, Math.min(OF_FORESEEN, candidates.size())));
        var directions = new ArrayList<double[]>();
        for (Candidate each : left) {
            double[] place = index.stored(each.id);
            directions.add(place == null ? new double[index.space().size()] : Interests.direction(place));
        }
        var alike = new double[left.size()];
        var various = new ArrayList<Candidate>();
        while (!left.isEmpty()) {
            int best = 0;
            for (int i = 1; i < left.size(); i++) {
                best = left.get(i).score - UNLIKE * alike[i] > left.get(best).score - UNLIKE * alike[best] ? i : best;
            }
            various.add(left.remove(best));
            double[] direction = directions.remove(best);
            System.arraycopy(alike, best + 1, alike, best, left.size() - best);
            for (int i = 0; i < left.size(); i++) {
                alike[i] = Math.max(alike[i], Scores.dot(direction, directions.get(i)));
            }
        }
        various.addAll(candidates.subList(various.size(), candidates.size()));
        return various;
    }

    private Interests.Liked because(Foreseen person, long id) {
        Interests.Liked liked = interests.liked(person.because(id));
        return liked == null ? interests.all().getFirst().liked().getFirst() : liked;
    }

    private Answer byInterests(Query query, Ids open, int count, int depth) {
        var lists = new ArrayList<List<Candidate>>();
        double cutOff = Double.MAX_VALUE;
        for (Interest interest : interests.all()) {
            int deep = Math.max(depth, situated == null ? Background.MOST_DEPTH : Situated.OF_AN_INTEREST);
            List<Hit> hits = index.nearest(interest.direction(), Examples.SEVERAL, Metric.COSINE, open, deep, count,
                    recall);
            Judgement judgement = index.judge(hits, interest.direction(), Metric.COSINE, falseAlarms);
            cutOff = Math.min(cutOff, judgement.cutOff());
            var candidates = new ArrayList<Candidate>();
            for (Hit hit : hits) {
                double[] place = index.stored(hit.id());
                if (place != null) {
                    double[] direction = Interests.direction(place);
                    candidates.add(new Candidate(hit.id(), hit.score() - interests.away(direction), judgement,
                            () -> interest.nearest(direction)));
                }
            }
            lists.add(ordered(candidates));
        }
        List<Candidate> inTurns = inTurns(lists, depth);
        return inTurns.isEmpty()
                ? new Answer(List.of(), lists.isEmpty() ? -Double.MAX_VALUE : cutOff, List.of(), 0)
                : new Answer(matches(query, inTurns, count, inTurns.getFirst().judgement), cutOff, List.of(), 0);
    }

    // By their scores, and by how they suit the situation.
    private List<Candidate> ordered(List<Candidate> candidates) {
        var ordered = new ArrayList<>(candidates);
        if (situated == null) {
            ordered.sort(Comparator.comparingDouble(Candidate::score).reversed());
            return ordered;
        }
        situated.look(candidates.stream().map(Candidate::id).toList());
        double spread = Situated.spread(candidates.stream().mapToDouble(Candidate::score).toArray());
        ordered.sort(Comparator.comparingDouble(
                (Candidate each) -> each.score + situated.gain(each.id, spread)).reversed());
        return ordered;
    }

    private List<Candidate> inTurns(List<List<Candidate>> lists, int count) {
        var taken = new ArrayList<Candidate>();
        var ids = new HashSet<Long>();
        var next = new int[lists.size()];
        var had = new int[lists.size()];
        while (taken.size() < count) {
            int turn = -1;
            double most = 0;
            for (int i = 0; i < lists.size(); i++) {
                while (next[i] < lists.get(i).size() && ids.contains(lists.get(i).get(next[i]).id)) {
                    next[i]++;
                }
                double claim = had[i] == 0
                        ? Double.MAX_VALUE
                        : Math.sqrt(interests.all().get(i).weight()) / (had[i] + 1);
                if (next[i] < lists.get(i).size() && claim > most) {
                    most = claim;
                    turn = i;
                }
            }
            if (turn < 0) {
                return taken;
            }
            Candidate candidate = lists.get(turn).get(next[turn]++);
            had[turn]++;
            ids.add(candidate.id);
            taken.add(candidate);
        }
        return taken;
    }

    /// @param pairs
    ///            says which pictures are copies
    private List<Match> matches(Query query, List<Candidate> candidates, int count, Judgement pairs) {
        var byId = new HashMap<Long, Candidate>();
        candidates.forEach(each -> byId.put(each.id, each));
        List<Hit> hits = candidates.stream().map(each -> new Hit(each.id, each.score)).toList();
        var nearby = new Nearby(index, query, new double[index.space().size()], hits, pairs, shown, null);
        List<Selecting.Chosen> chosen = new Selecting(query.selection(), nearby).of(hits, count);
        Map<Long, Image> images = shown.images(chosen.stream().map(each -> each.hit().id()).toList());
        var matches = new ArrayList<Match>();
        for (Selecting.Chosen each : chosen) {
            Image image = images.get(each.hit().id());
            Candidate candidate = byId.get(each.hit().id());
            if (image != null && candidate != null) {
                String reason = candidate.because.get().because(shown);
                matches.add(new Match(image, candidate.score, candidate.judgement.likeness(candidate.score),
                        candidate.judgement.alike(candidate.score),
                        situated == null ? reason : situated.reason(reason, candidate.id), each.others()));
            }
        }
        return matches;
    }
}
