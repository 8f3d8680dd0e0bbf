package dev.lookalike.gallery.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.lookalike.gallery.Answer;
import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.Match;
import dev.lookalike.gallery.Outfit;
import dev.lookalike.gallery.Query;
import dev.lookalike.gallery.compatibility.Compatibility;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import dev.lookalike.index.Metric;
import org.jspecify.annotations.Nullable;

/// Answers what goes with pictures.
final class Outfitting {
    /*
     * What is asked for is what the look lacks: kinds of things that stand beside the asked ones in outfits, but are not among them.
     * The kinds take turns, the most usual first, so that the first answers are one of each. Within a kind the first are
     * those that were in an outfit with what is asked, by with how much of it, for somebody put them together; then all others by
     * what was learnt. Kinds that have such a picture come before those that have none. Of an asked kind nothing else is
     * answered: a second pair of shoes completes nothing. Where outfits tell no kinds apart, all are of one, and answered.
     *
     * A picture that came after the last learning stands in the place of the one it looks most like until the next. A person's taste
     * and the situation put the first LOOKED_AT of a kind in an order of their own: as a weighted mean with what was learnt, placed so
     * that 0 is the median of all candidates and 1 the best of them.
     */
    private static final int LOOKED_AT = 100;
    private static final int MOST_ALIKE = 50;

    private final SpaceIndex index;
    private final Ranking.Shown shown;
    private final OutfitLearning.Learnt learnt;
    private final OutfitLearning.Worn worn;
    private final Query.GoesWith with;
    private final @Nullable Interests interests;
    private final double weightOfPerson;
    private final @Nullable Situated situated;
    private final int[] others;
    /// The kinds that are there already.
    private final Set<Integer> there;

    /// @param situated
    ///            the situation that answers should suit, or null
    Outfitting(SpaceIndex index, Ranking.Shown shown, OutfitLearning.Learnt learnt, OutfitLearning.Worn worn,
            Query query,
            Query.GoesWith with, @Nullable Situated situated) {
        this.index = index;
        this.shown = shown;
        this.with = with;
        this.situated = situated;
        this.learnt = learnt;
        this.worn = worn;
        Query.Person person = query.person();
        interests = person == null ? null : Interests.of(index, shown.did(person.user()));
        weightOfPerson = person == null ? 0 : person.weight();
        others = with.ids().stream().mapToInt(this::asked).toArray();
        Compatibility model = learnt.model();
        Set<Integer> asked = Arrays.stream(others).mapToObj(model::category).collect(Collectors.toSet());
        boolean isOneKind = IntStream.range(0, learnt.ids().length).map(model::category).allMatch(asked::contains);
        there = isOneKind ? Set.of() : asked;
    }

    /// A picture that may be answered.
    ///
    /// @param score
    ///            as it was learnt
    /// @param place
    ///            the score between the median of all (0) and the best (1)
    /// @param value
    ///            what it is ordered by
    private record Candidate(long id, int ordinal, double score, double place, Together together, double value) {
        Candidate valued(double value) {
            return new Candidate(id, ordinal, score, place, together, value);
        }
    }

    private int asked(long id) {
        if (index.stored(id) == null) {
            throw new GalleryException.NoSuchImage(id);
        }
        int ordinal = ordinal(id);
        if (ordinal < 0) {
            throw new GalleryException.Unavailable(
                    "picture %d came after what goes with what was learnt; ask again in a moment".formatted(id), null);
        }
        return ordinal;
    }

    /// Of a picture, or of the one known that it looks most like; -1 if there is none.
    private int ordinal(long id) {
        Integer known = learnt.ordinals().get(id);
        double[] place = known == null ? index.stored(id) : null;
        if (place != null) {
            known = index.nearest(place, Metric.COSINE, Ids.all(), MOST_ALIKE, 1).stream()
                    .map(hit -> learnt.ordinals().get(hit.id())).filter(each -> each != null).findFirst().orElse(null);
        }
        return known == null ? -1 : known;
    }

    /// @param ids
    ///            what may be answered
    Answer answer(Query query, Ids ids, int count) {
        Ids open = interests == null ? ids : interests.without(ids);
        List<Candidate> candidates = candidates(open);
        Map<Integer, List<Candidate>> kinds = candidates.stream()
                .collect(Collectors.groupingBy(each -> learnt.model().category(each.ordinal), TreeMap::new,
                        Collectors.toCollection(ArrayList::new)));
        int depth = Selecting.depth(query.selection(), count) + with.ids().size();
        kinds.replaceAll((_, all) -> ordered(all, Math.max(LOOKED_AT, depth)));
        List<List<Candidate>> lists = order(kinds).stream().map(kinds::get).toList();
        List<Candidate> taken = inTurns(lists, depth);
        long unseen = Arrays.stream(index.ids()).filter(id -> !learnt.ordinals().containsKey(id)).count();
        return new Answer(matches(query, taken, count), -Double.MAX_VALUE, List.of(), unseen);
    }

    /// Where a picture was with what is asked.
    ///
    /// @param names
    ///            of outfits, the one with the most of what is asked first
    /// @param most
    ///            of how much of it
    /// @param ids
    ///            of what is asked
    private record Together(List<String> names, int most, Set<Long> ids) {
        static final Together NEVER = new Together(List.of(), 0, Set.of());

        boolean ever() {
            return most > 0;
        }
    }

    private Map<Long, Together> together() {
        var shared = new HashMap<Long, Map<String, Set<Long>>>();
        for (long id : with.ids()) {
            for (Outfit outfit : worn.of().getOrDefault(id, List.of())) {
                for (long other : outfit.images()) {
                    if (!with.ids().contains(other)) {
                        shared.computeIfAbsent(other, _ -> new TreeMap<>())
                                .computeIfAbsent(outfit.name(), _ -> new TreeSet<>()).add(id);
                    }
                }
            }
        }
        var together = new HashMap<Long, Together>();
        shared.forEach((id, outfits) -> {
            List<String> names = outfits.keySet().stream()
                    .sorted(Comparator.comparingInt(name -> -outfits.getOrDefault(name, Set.of()).size())).toList();
            together.put(id, new Together(names, outfits.getOrDefault(names.getFirst(), Set.of()).size(),
                    outfits.values().stream().flatMap(Set::stream).collect(Collectors.toSet())));
        });
        return together;
    }

    /// Whether a picture is something else than what is asked, or was in an outfit with what it is one more of.
    private boolean isAnother(int kind, Together together) {
        return !there.contains(kind) || IntStream.range(0, others.length).anyMatch(
                i -> learnt.model().category(others[i]) == kind && together.ids.contains(with.ids().get(i)));
    }

    private List<Candidate> candidates(Ids open) {
        Map<Long, Together> together = together();
        var candidates = new ArrayList<Candidate>();
        for (int ordinal = 0; ordinal < learnt.ids().length; ordinal++) {
            long id = learnt.ids()[ordinal];
            Together outfits = together.remove(id);
            add(candidates, open, id, ordinal, outfits == null ? Together.NEVER : outfits);
        }
        together.forEach((id, outfits) -> add(candidates, open, id, ordinal(id), outfits));
        double[] scores = candidates.stream().mapToDouble(Candidate::score).sorted().toArray();
        if (scores.length == 0) {
            return candidates;
        }
        double median = scores[scores.length / 2];
        double best = scores[scores.length - 1];
        candidates.replaceAll(each -> new Candidate(each.id, each.ordinal, each.score,
                best > median ? (each.score - median) / (best - median) : 1, each.together, 0));
        return candidates;
    }

    private void add(List<Candidate> candidates, Ids open, long id, int ordinal, Together together) {
        if (ordinal >= 0 && open.contains(id) && !with.ids().contains(id)
                && isAnother(learnt.model().category(ordinal), together)) {
            candidates.add(new Candidate(id, ordinal, learnt.model().score(others, ordinal), 0, together, 0));
        }
    }

    // Those that were together with what is asked first; of the others the best, as they please the person and suit the situation.
    private List<Candidate> ordered(List<Candidate> all, int most) {
        List<Candidate> kind = first(all, most);
        var first = new ArrayList<>(kind.subList(0, Math.min(LOOKED_AT, kind.size())));
        if (situated != null) {
            situated.look(first.stream().map(Candidate::id).toList());
        }
        double spread = Situated.spread(first.stream().mapToDouble(Candidate::place).toArray());
        first.replaceAll(each -> each.valued(value(each, spread)));
        first.sort(Comparator.comparingInt((Candidate each) -> -each.together.most)
                .thenComparing(Comparator.comparingDouble(Candidate::value).reversed())
                .thenComparingLong(Candidate::id));
        first.addAll(kind.subList(first.size(), kind.size()));
        return first;
    }

    /// The first of a kind, in their order: of tens of thousands a few hundred can be answers.
    private static List<Candidate> first(List<Candidate> kind, int most) {
        Comparator<Candidate> order = Comparator.comparingInt((Candidate each) -> -each.together.most)
                .thenComparing(Comparator.comparingDouble(Candidate::place).reversed())
                .thenComparingLong(Candidate::id);
        var kept = new PriorityQueue<>(order.reversed());
        for (Candidate each : kind) {
            if (kept.size() < most) {
                kept.add(each);
            } else if (order.compare(each, kept.element()) < 0) {
                kept.remove();
                kept.add(each);
            }
        }
        return kept.stream().sorted(order).toList();
    }

    private double value(Candidate candidate, double spread) {
        double[] place = interests == null ? null : index.stored(candidate.id);
        double value = interests == null || place == null
                ? candidate.place
                : (candidate.place + weightOfPerson * interests.taste(Interests.direction(place)))
                        / (1 + weightOfPerson);
        return situated == null ? value : value + situated.gain(candidate.id, spread);
    }

    /// The kinds in the order of their turns.
    private List<Integer> order(Map<Integer, List<Candidate>> kinds) {
        var order = new LinkedHashSet<Integer>();
        List<Integer> missing = learnt.model().missing(others).stream().filter(kinds::containsKey).toList();
        missing.stream().filter(kind -> isTogether(kinds, kind)).forEach(order::add);
        kinds.keySet().stream().filter(kind -> isTogether(kinds, kind)).forEach(order::add);
        order.addAll(missing);
        if (there.isEmpty()) {
            order.addAll(kinds.keySet());
        }
        return List.copyOf(order);
    }

    private static boolean isTogether(Map<Integer, List<Candidate>> kinds, int kind) {
        return kinds.getOrDefault(kind, List.of()).stream().limit(1).anyMatch(first -> first.together.ever());
    }

    private static List<Candidate> inTurns(List<List<Candidate>> lists, int count) {
        var taken = new ArrayList<Candidate>();
        boolean any = true;
        for (int round = 0; any && taken.size() < count; round++) {
            any = false;
            for (List<Candidate> list : lists) {
                if (round < list.size() && taken.size() < count) {
                    taken.add(list.get(round));
                    any = true;
                }
            }
        }
        return taken;
    }

    private List<Match> matches(Query query, List<Candidate> taken, int count) {
        if (taken.isEmpty()) {
            return List.of();
        }
        var byId = new HashMap<Long, Candidate>();
        taken.forEach(each -> byId.put(each.id, each));
        Map<Long, Image> asked = shown.images(with.ids());
        Map<Long, Image> images = shown.images(taken.stream().map(Candidate::id).toList());
        String field = query.selection().groupBy();
        var same = new HashSet<String>();
        for (Image each : asked.values()) {
            same.add(each.sha256());
            same.add(each.metadata().getOrDefault(field, each.sha256()));
        }
        List<Hit> hits = taken.stream().filter(each -> isOther(images.get(each.id), field, same))
                .map(each -> new Hit(each.id, each.score)).toList();
        var nearby = new Nearby(index, query, new double[index.space().size()], hits,
                Background.unknown(Metric.COSINE, 1), shown, null);
        var matches = new ArrayList<Match>();
        for (Selecting.Chosen each : new Selecting(query.selection(), nearby).of(hits, count)) {
            Image image = images.get(each.hit().id());
            Candidate candidate = byId.get(each.hit().id());
            if (image != null && candidate != null) {
                double likeness = candidate.together.ever() ? 1 : Math.clamp(candidate.place, 0, 1);
                matches.add(new Match(image, candidate.score, likeness, true, reason(candidate, asked), each.others()));
            }
        }
        return matches;
    }

    /// Whether a picture is there, and not of the product that is asked with.
    private static boolean isOther(@Nullable Image image, String field, Set<String> same) {
        return image != null && !same.contains(image.sha256())
                && (field.isEmpty() || !same.contains(image.metadata().getOrDefault(field, "")));
    }

    private String reason(Candidate candidate, Map<Long, Image> asked) {
        List<String> outfits = candidate.together.names;
        String more = outfits.size() > 1 ? " and %d more".formatted(outfits.size() - 1) : "";
        String reason = candidate.together.ever()
                ? "together in " + outfits.getFirst() + more
                : goes(candidate, asked);
        double[] place = interests == null ? null : index.stored(candidate.id);
        String liked = interests == null || place == null ? reason : liked(interests, place, reason);
        return situated == null ? liked : situated.reason(liked, candidate.id);
    }

    /// What a picture goes with, and where it was with something like that: `goes with straight jeans, as in outfit-0012`.
    private String goes(Candidate candidate, Map<Long, Image> asked) {
        long one = best(candidate);
        String reason = "goes with " + title(one, asked);
        double[] place = index.stored(one);
        String outfit = place == null ? null : alike(candidate.id, Interests.direction(place));
        return outfit == null ? reason : reason + ", as in " + outfit;
    }

    private @Nullable String alike(long id, double[] direction) {
        String alike = null;
        double most = Interests.oneKind(index);
        for (Outfit outfit : worn.of().getOrDefault(id, List.of())) {
            for (long other : outfit.images()) {
                double[] place = other == id ? null : index.stored(other);
                double score = place == null ? -1 : Scores.dot(Interests.direction(place), direction);
                if (score > most) {
                    most = score;
                    alike = outfit.name();
                }
            }
        }
        return alike;
    }

    /// A reason, and what the person likes that a picture is like.
    private String liked(Interests interests, double[] place, String reason) {
        Interests.Liked liked = interests.nearest(place);
        boolean isLike = liked != null
                && Scores.dot(liked.direction(), Interests.direction(place)) >= Interests.oneKind(index);
        return liked == null || !isLike ? reason : reason + ", " + liked.because(shown);
    }

    private static String title(long id, Map<Long, Image> asked) {
        Image image = asked.get(id);
        return image == null ? "it" : image.title();
    }

    /// The one of what is asked that a picture goes with best.
    private long best(Candidate candidate) {
        int best = 0;
        for (int i = 1; i < others.length; i++) {
            best = score(i, candidate) > score(best, candidate) ? i : best;
        }
        return with.ids().get(best);
    }

    private double score(int other, Candidate candidate) {
        return learnt.model().score(new int[]{others[other]}, candidate.ordinal);
    }
}
