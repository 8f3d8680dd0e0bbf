package dev.lookalike.gallery.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

import dev.lookalike.gallery.Answer;
import dev.lookalike.gallery.Event;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.Match;
import dev.lookalike.gallery.Query;
import dev.lookalike.gallery.ranking.Interests.Interest;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import dev.lookalike.index.Metric;
import org.jspecify.annotations.Nullable;

/// Answers for a person.
final class Recommending {
    /*
     * Each interest is a search of its own, and the interests take turns: the next answer is of the interest whose weight,
     * divided by one more than the answers it has had, is the largest (D'Hondt), over the square roots of the weights, and the
     * first answers are one of each, so that none is forgotten for a stronger one. Within an interest, a picture
     * that is like one that was rated low comes later, by half as much as it is like it: the half step of decision 0036.
     *
     * Beside pictures, their nearest are taken and put in the order of the weighted mean of both scores: what the pictures
     * say, and what the person's nearest interest says.
     */
    private static final double AWAY = 0.5;

    /// Of so many times more candidates than are wanted, those the person likes come first.
    private static final int CANDIDATES = 5;
    private static final int LEAST_CANDIDATES = 100;

    private final SpaceIndex index;
    private final Ranking.Shown shown;
    private final Interests interests;
    private final double recall;
    private final double falseAlarms;
    private final @Nullable Situated situated;

    /// @param did
    ///            what the person did, the last first
    /// @param situated
    ///            the situation that answers should suit, or null
    Recommending(SpaceIndex index, Ranking.Shown shown, List<Event> did, double recall, double falseAlarms,
            @Nullable Situated situated) {
        this.situated = situated;
        this.index = index;
        this.shown = shown;
        this.interests = Interests.of(index, did);
        this.recall = recall;
        this.falseAlarms = falseAlarms;
    }

    /// A picture that may be answered.
    private record Candidate(long id, double score, Interest interest, Judgement judgement, double[] direction) {}

    /// @param examples
    ///            of the pictures that are asked for beside
    /// @param asked
    ///            pictures that are no answers
    Answer answer(Query.Person person, List<Example> examples, Ids ids, Set<Long> asked, int count) {
        var out = new HashSet<>(interests.done());
        out.addAll(asked);
        Ids open = without(ids, out);
        return examples.isEmpty()
                ? byInterests(open, count)
                : besidePictures(person, examples, open, count);
    }

    private static Ids without(Ids ids, Set<Long> out) {
        long[] gone = out.stream().mapToLong(Long::longValue).toArray();
        return switch (ids) {
            case Ids.All _ -> Ids.except(gone);
            case Ids.Only only -> Ids.only(Arrays.stream(only.toArray()).filter(id -> !out.contains(id))
                    .toArray());
            case Ids.Except except -> Ids.except(LongStream.concat(
                    Arrays.stream(except.toArray()), Arrays.stream(gone)).toArray());
        };
    }

    private Answer byInterests(Ids open, int count) {
        var lists = new ArrayList<List<Candidate>>();
        double cutOff = Double.MAX_VALUE;
        for (Interest interest : interests.all()) {
            int wanted = Math.max(count, situated == null ? Background.MOST_DEPTH : Situated.OF_AN_INTEREST);
            List<Hit> hits = index.nearest(interest.direction(), Examples.SEVERAL, Metric.COSINE, open, wanted, recall);
            Judgement judgement = index.judge(hits, interest.direction(), Metric.COSINE, falseAlarms);
            cutOff = Math.min(cutOff, judgement.cutOff());
            var candidates = new ArrayList<Candidate>();
            for (Hit hit : hits) {
                double[] place = index.vector(hit.id());
                if (place != null) {
                    double[] direction = Interests.direction(place);
                    candidates.add(new Candidate(hit.id(), hit.score() - AWAY * interests.dislike(direction), interest,
                            judgement, direction));
                }
            }
            lists.add(ordered(candidates, Candidate::id, Candidate::score));
        }
        return new Answer(matches(inTurns(lists, count)), lists.isEmpty() ? -Double.MAX_VALUE : cutOff, List.of());
    }

    // By their scores, and by how they suit the situation.
    private <C> List<C> ordered(List<C> candidates, ToLongFunction<C> id, ToDoubleFunction<C> score) {
        var ordered = new ArrayList<>(candidates);
        if (situated == null) {
            ordered.sort(Comparator.comparingDouble(score).reversed());
            return ordered;
        }
        situated.look(candidates.stream().map(id::applyAsLong).toList());
        double spread = Situated.spread(candidates.stream().mapToDouble(score).toArray());
        ordered.sort(Comparator.comparingDouble(
                (C each) -> score.applyAsDouble(each) + situated.gain(id.applyAsLong(each), spread)).reversed());
        return ordered;
    }

    private String suited(String reason, long id) {
        return situated == null ? reason : situated.reason(reason, id);
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

    private Answer besidePictures(Query.Person person, List<Example> examples, Ids open, int count) {
        double[] place = Example.combined(examples, index.space(), Metric.COSINE);
        double weight = Example.wanted(examples);
        int wanted = Math.clamp((long) CANDIDATES * count, situated == null ? LEAST_CANDIDATES : Situated.CANDIDATES,
                Ranking.MAX_COUNT);
        List<Hit> hits = index.nearest(place, Examples.SEVERAL, Metric.COSINE, open, wanted, recall);
        Judgement judgement = index.judge(hits, place, Metric.COSINE, falseAlarms);
        var ordered = new ArrayList<Both>();
        for (Hit hit : hits) {
            double[] vector = index.vector(hit.id());
            if (vector != null) {
                double[] direction = Interests.direction(vector);
                double taste = interests.all().stream().mapToDouble(each -> Scores.dot(each.direction(), direction))
                        .max().orElse(0) - AWAY * interests.dislike(direction);
                ordered.add(new Both(hit, direction,
                        (weight * hit.score() + person.weight() * taste) / (weight + person.weight())));
            }
        }
        List<Both> best = ordered(ordered, each -> each.hit.id(), Both::score);
        best = best.subList(0, Math.min(count, best.size()));
        Map<Long, Image> images = shown.images(best.stream().map(each -> each.hit.id()).toList());
        var reasons = new Reasons(examples, judgement, Set.of());
        var matches = new ArrayList<Match>();
        for (Both both : best) {
            Image image = images.get(both.hit.id());
            if (image != null) {
                Interests.Liked liked = interests.nearest(both.direction);
                String reason = reasons.of(image, both.hit.score());
                if (liked != null && judgement.alike(Scores.dot(liked.direction(), both.direction))) {
                    reason += ", " + because(liked);
                }
                matches.add(new Match(image, both.score, judgement.likeness(both.score),
                        judgement.alike(both.hit.score()), suited(reason, both.hit.id()), List.of()));
            }
        }
        return new Answer(matches, judgement.cutOff(), List.of());
    }

    private record Both(Hit hit, double[] direction, double score) {}

    private List<Match> matches(List<Candidate> candidates) {
        Map<Long, Image> images = shown.images(candidates.stream().map(Candidate::id).toList());
        var matches = new ArrayList<Match>();
        for (Candidate candidate : candidates) {
            Image image = images.get(candidate.id);
            if (image != null) {
                matches.add(new Match(image, candidate.score, candidate.judgement.likeness(candidate.score),
                        candidate.judgement.alike(candidate.score),
                        suited(because(candidate.interest.nearest(candidate.direction)), candidate.id), List.of()));
            }
        }
        return matches;
    }

    private String because(Interests.Liked liked) {
        Image image = shown.images(List.of(liked.id())).get(liked.id());
        return "because you %s %s".formatted(switch (liked.why()) {
            case RATING -> "liked";
            case CLICK -> "looked at";
            case PURCHASE -> "bought";
        }, image == null ? "something like it" : image.title());
    }
}
