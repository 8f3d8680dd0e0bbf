package dev.lookalike.gallery.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.lookalike.gallery.Answer;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.Match;
import dev.lookalike.gallery.Query;
import dev.lookalike.gallery.Selection;
import dev.lookalike.gallery.Words;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import dev.lookalike.index.Metric;
import org.jspecify.annotations.Nullable;

/// Answers by what is nearest to examples.
///
/// @param asked
///            pictures that are no answers
/// @param named
///            what metadata says of a query's words
/// @param colouring
///            the colours that the answers should have, which are seen in them, or null
/// @param recall
///            the share of the true nearest that should be found; 1 for certainty
/// @param tasted
///            the person that answers should be to the taste of, or null
/// @param situated
///            the situation that answers should suit, or null
record Nearest(SpaceIndex index, Query query, List<Example> examples, Set<Long> asked, Map<Words, List<Hit>> named,
        @Nullable Colouring colouring, Ranking.Shown shown, double recall, double falseAlarms, @Nullable Tasted tasted,
        @Nullable Situated situated) {
    /// How many times deeper is looked where too few are left to choose from.
    private static final int DEEPER = 4;

    /// The pictures of the gallery that a query names.
    static Set<Long> inside(List<Query.Part> parts) {
        return parts.stream().filter(Query.Inside.class::isInstance).map(part -> ((Query.Inside) part).id())
                .collect(Collectors.toSet());
    }

    Answer answer(Ids ids, int count) {
        if (query.isExact() && !index.kept().isCertain()) {
            throw new IllegalArgumentException(
                    "the engine %s cannot answer with certainty; leave out exact, or ask a gallery of another engine (`lookalike engines` says which can)"
                            .formatted(index.kept().engine().split(":", 2)[0]));
        }
        double[] place = Example.combined(examples, index.space(), query.metric());
        Examples kind = Examples.of(examples);
        int least = situated != null
                ? Situated.CANDIDATES
                : isPlain() ? Background.MOST_DEPTH : Fusion.LOOKS_DEPTH;
        if (tasted != null) {
            least = Math.max(least, Tasted.depth(count));
        }
        int depth = Math.max(Selecting.depth(query.selection(), count), least) + asked.size();
        int choice = query.selection().lambda() < 1 ? Selecting.depth(query.selection(), count) : Integer.MAX_VALUE;
        while (true) {
            List<Hit> seen = index.nearest(place, kind, query.metric(), ids, depth, count + asked.size(), recall)
                    .stream()
                    .filter(hit -> !asked.contains(hit.id())).toList();
            List<Hit> fused = isPlain() ? seen : fused(seen, place, kind, ids, depth);
            List<Hit> alike = fused.subList(0, Math.min(Math.max(depth, count), fused.size()));
            Judgement judgement = judgement(alike, place);
            List<Hit> hits = tasted == null ? alike : tasted.order(alike);
            List<Hit> ordered = situated == null ? hits : situated.order(hits);
            List<Hit> open = ordered.subList(0, Math.min(choice, ordered.size()));
            var nearby = new Nearby(index, query, place, hits, judgement, shown, situated);
            List<Selecting.Chosen> chosen = new Selecting(query.selection(), nearby).of(open, count);
            boolean isAll = (seen.size() + asked.size() < depth || depth >= Ranking.MAX_COUNT)
                    && open.size() == ordered.size();
            if (chosen.size() >= count || isAll || query.selection().equals(Selection.NEAREST)) {
                boolean nothingAlike = alike.stream().noneMatch(hit -> judgement.alike(hit.score()));
                return answer(hits, chosen, judgement, nothingAlike);
            }
            depth = Math.min(Ranking.MAX_COUNT, DEEPER * depth);
            choice = choice == Integer.MAX_VALUE ? choice : DEEPER * choice;
        }
    }

    // Nothing but looks decides.
    private boolean isPlain() {
        return named.isEmpty() && colouring == null;
    }

    // Those that fit the words may look otherwise than the nearest: how, is asked for them alone. Of what is told, for no more of them
    // than of all, because each is read for it, and the rest look no better; a colour says nothing of how they look otherwise.
    private List<Hit> fused(List<Hit> seen, double[] place, Examples kind, Ids open, int depth) {
        Set<Long> known = seen.stream().map(Hit::id).collect(Collectors.toSet());
        Stream<Long> fit = colouring != null && named.isEmpty()
                ? colouring.nearest(open).filter(id -> !known.contains(id) && !asked.contains(id))
                : named.values().stream().flatMap(List::stream).map(Hit::id);
        long[] ids = fit.mapToLong(Long::longValue).distinct().limit(Ranking.MAX_COUNT).toArray();
        int most = named.isEmpty() ? ids.length : Math.min(ids.length, depth);
        List<Hit> also = index.nearest(place, kind, query.metric(), Ids.only(ids), most, 1, recall);
        if (colouring == null) {
            return told(seen, also, query.metric());
        }
        List<Hit> all = colouring.order(Stream.concat(seen.stream(), also.stream()).toList(), Example.wanted(examples),
                query.metric());
        if (named.isEmpty()) {
            return all;
        }
        Set<Long> others = also.stream().map(Hit::id).collect(Collectors.toSet());
        return told(all.stream().filter(hit -> known.contains(hit.id())).toList(),
                all.stream().filter(hit -> others.contains(hit.id())).toList(), Metric.COSINE);
    }

    private List<Hit> told(List<Hit> seen, List<Hit> also, Metric metric) {
        double wanted = query.examples().stream().mapToDouble(Query.Part::weight).filter(weight -> weight > 0).sum();
        double told = colouring == null ? Fusion.TOLD : Fusion.TOLD_BESIDE_COLOURS;
        return Fusion.of(seen, also, examples, told, wanted, named, asked, metric);
    }

    private Answer answer(List<Hit> hits, List<Selecting.Chosen> chosen, Judgement judgement, boolean nothingAlike) {
        List<Long> nearest = hits.stream().limit(Background.NEIGHBOURS).map(Hit::id).toList();
        Map<Long, Image> images = shown.images(Stream.concat(nearest.stream(),
                chosen.stream().map(each -> each.hit().id())).distinct().toList());
        var reasons = new Reasons(examples, judgement, Fusion.clear(named));
        var matches = new ArrayList<Match>();
        for (Selecting.Chosen each : chosen) {
            Image image = images.get(each.hit().id());
            double score = each.hit().score();
            double alike = tasted == null ? score : tasted.before(each.hit());
            if (image != null) {
                matches.add(new Match(image, score, judgement.likeness(score), judgement.alike(alike),
                        reason(reasons.of(image, alike), image, alike, judgement), each.others()));
            }
        }
        if (situated == null) {
            // Where answers vary, a nearer one may come after one that is not alike.
            matches.sort(Comparator.comparing(Match::alike).reversed());
        }
        return new Answer(matches, judgement.cutOff(), nothingAlike, Labels.of(index.space(), examples,
                nearest.stream().map(images::get).filter(Objects::nonNull).toList()), 0, null);
    }

    private String reason(String reason, Image image, double alike, Judgement judgement) {
        boolean isColoured = colouring != null && judgement.alike(alike) && colouring.isOf(image.id());
        String looks = isColoured ? reason + ", in that colour" : reason;
        String liked = tasted == null ? looks : tasted.reason(looks, image.id(), judgement);
        return situated == null ? liked : situated.reason(liked, image.id());
    }

    private Judgement judgement(List<Hit> hits, double[] place) {
        if (!isPlain()) {
            Judgement unknown = Background.unknown(Metric.COSINE, 1);
            return named.isEmpty() ? ofUnseen(unknown, hits) : unknown;
        }
        return examples.stream().allMatch(Example.Seen.class::isInstance)
                ? index.judge(hits, place, query.metric(), falseAlarms)
                : ofUnseen(Background.unknown(query.metric(), Scores.length(place)), hits);
    }

    // How near a picture lies to words says little: what counts is whether any of the nearest seems to be of what they name.
    // How near a picture lies to a sketch says nothing, and between words and a picture lies nothing that could be measured, so there
    // everything counts as alike.
    private Judgement ofUnseen(Judgement unknown, List<Hit> hits) {
        boolean pictured = examples.stream().anyMatch(each -> !(each instanceof Example.Told));
        var nearest = shown.images(hits.stream().limit(Background.NEIGHBOURS).map(Hit::id).toList()).values();
        boolean fits = nearest.stream().anyMatch(image -> Reasons.named(examples, image));
        return pictured || fits || hits.isEmpty() ? unknown : unknown.above(hits.getFirst().score());
    }
}
