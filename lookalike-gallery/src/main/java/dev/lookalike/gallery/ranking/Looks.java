package dev.lookalike.gallery.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import dev.lookalike.gallery.Answer;
import dev.lookalike.gallery.Aspect;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.Match;
import dev.lookalike.gallery.Progress;
import dev.lookalike.gallery.Query;
import dev.lookalike.gallery.Selection;
import dev.lookalike.gallery.TraitStatus;
import dev.lookalike.gallery.traits.Colours;
import dev.lookalike.gallery.traits.Edges;
import dev.lookalike.gallery.traits.Making;
import dev.lookalike.gallery.traits.Textures;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import dev.lookalike.index.Metric;
import dev.lookalike.vision.Crop;
import dev.lookalike.vision.Palette;
import org.jspecify.annotations.Nullable;

/// Answers queries that weigh several aspects of pictures, or others than overall looks.
final class Looks implements AutoCloseable {
    /*
     * Scores of different aspects mean different things: two pictures taken at random are 0.1 alike in colour, and 0 overall. So a
     * score is measured by those that SAMPLE pictures of the gallery get to the same query:
     *
     *     z = (score - their mean) / their deviation
     *
     * and the score of a match is the weighted sum of its z as a share of what the same picture would have: 1 for the same in
     * every aspect, 0 for as alike as anything. What an aspect adds to that sum is its share.
     *
     * Looked at are the pictures nearest in each aspect, of which every aspect is then computed. One that is nearest in
     * none and good in all may be missed; a query that is exact looks at all.
     */
    private static final int SAMPLE = 256;
    private static final int DEPTH = 300;
    private static final double LEAST_DEVIATION = 1e-3;
    private static final double MOST_ALIKE = 0.6;

    private final Making making;
    private final Ranking.Shown shown;
    private final Map<Aspect, TraitIndex> traits;

    Looks(Making making, Ranking.Shown shown) {
        this.making = making;
        this.shown = shown;
        traits = Map.of(
                Aspect.COLOUR, new TraitIndex(making.kept(), making.kept().kind(Colours.NAME), false),
                Aspect.TEXTURE, new TraitIndex(making.kept(), making.kept().kind(Textures.NAME), true),
                Aspect.SHAPE, new TraitIndex(making.kept(), making.kept().kind(Edges.NAME), true));
    }

    /// Whether what is seen is known of most pictures, or will be without being asked for.
    boolean isReady() {
        TraitStatus status = making.status();
        return status.isComplete() || (status.making() && 2 * status.ready() >= status.total());
    }

    /// How pictures compare with these colours.
    Compared coloured(Palette palette) {
        TraitIndex.Taken now = index(Aspect.COLOUR).now();
        return byTrait(now, Objects.requireNonNull(now.place(palette.vector()), "a palette has a colour"));
    }

    private TraitIndex index(Aspect aspect) {
        return Objects.requireNonNull(traits.get(aspect), "there is an index of each trait");
    }

    /// How pictures compare with a query in one aspect.
    interface Compared {
        List<Hit> nearest(Ids ids, int count);

        /// Of a picture; not a number where that is not known.
        double score(long id);
    }

    /// One aspect of a query, and what scores mean in it.
    private record Weighed(Aspect aspect, Compared compared, double weight, double mean, double deviation) {
        double part(double score) {
            return Double.isNaN(score) ? 0 : weight * (score - mean) / deviation;
        }
    }

    private record Candidate(long id, double score, double[] scores) {}

    /// @param query
    ///            weighs something that is not overall alone
    /// @param examples
    ///            its pictures, words and sketches
    /// @param asked
    ///            pictures that are no answers
    /// @param situated
    ///            the situation that answers should suit, or null
    Answer answer(SpaceIndex index, Query query, List<Example> examples, Ids ids, Set<Long> asked, int count,
            double recall, @Nullable Situated situated) {
        TraitStatus status = making.status();
        if (!status.making() && !status.isComplete()) {
            making.make(Progress.none());
        }
        List<Weighed> aspects = aspects(index, query, examples, recall);
        int depth = Math.max(DEPTH, Selecting.depth(query.selection(), count)) + asked.size();
        var found = new LinkedHashSet<Long>();
        if (query.isExact()) {
            Arrays.stream(index.ids()).filter(ids::contains).forEach(found::add);
        } else {
            int each = Math.min(depth, Ranking.MAX_COUNT);
            aspects.forEach(aspect -> aspect.compared.nearest(ids, each).forEach(hit -> found.add(hit.id())));
        }
        found.removeAll(asked);
        double most = aspects.stream().mapToDouble(aspect -> aspect.part(1)).sum();
        List<Candidate> candidates = found.stream().map(id -> candidate(id, aspects, most))
                .sorted(Comparator.comparingDouble(Candidate::score).reversed().thenComparingLong(Candidate::id))
                .toList();
        return answer(index, query, candidates, aspects, most, count, situated);
    }

    private static Candidate candidate(long id, List<Weighed> aspects, double most) {
        var scores = new double[aspects.size()];
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = aspects.get(i).compared.score(id);
            sum += aspects.get(i).part(scores[i]);
        }
        return new Candidate(id, sum / most, scores);
    }

    private Answer answer(SpaceIndex index, Query query, List<Candidate> candidates, List<Weighed> aspects, double most,
            int count, @Nullable Situated situated) {
        Judgement judgement = Background.unknown(Metric.COSINE, 1);
        List<Hit> nearest = candidates.stream().limit(Ranking.MAX_COUNT)
                .map(candidate -> new Hit(candidate.id, candidate.score)).toList();
        List<Hit> hits = situated == null ? nearest : situated.order(nearest);
        List<Selecting.Chosen> chosen = query.selection().equals(Selection.NEAREST)
                ? hits.stream().limit(count).map(hit -> new Selecting.Chosen(hit, List.of())).toList()
                : new Selecting(query.selection(),
                        new Nearby(index, query, new double[index.space().size()], hits, judgement, shown, situated))
                        .of(hits, count);
        var byId = new HashMap<Long, Candidate>();
        candidates.forEach(candidate -> byId.put(candidate.id, candidate));
        Map<Long, Image> images = shown.images(chosen.stream().map(each -> each.hit().id()).toList());
        var matches = new ArrayList<Match>();
        for (Selecting.Chosen each : chosen) {
            Image image = images.get(each.hit().id());
            Candidate candidate = byId.get(each.hit().id());
            if (image != null && candidate != null) {
                List<Match.Share> shares = shares(candidate, aspects, most);
                matches.add(new Match(image, candidate.score, judgement.likeness(candidate.score), true,
                        situated == null ? reason(shares) : situated.reason(reason(shares), image.id()), each.others(),
                        shares));
            }
        }
        TraitStatus status = making.status();
        long unseen = Math.max(0, status.total() - status.skipped() - status.ready());
        return new Answer(matches, judgement.cutOff(), List.of(), unseen);
    }

    private static List<Match.Share> shares(Candidate candidate, List<Weighed> aspects, double most) {
        var shares = new ArrayList<Match.Share>();
        for (int i = 0; i < aspects.size(); i++) {
            Weighed aspect = aspects.get(i);
            double score = candidate.scores[i];
            double alike = Double.isNaN(score) ? 0 : (score - aspect.mean) / (1 - aspect.mean);
            shares.add(new Match.Share(aspect.aspect, alike, aspect.part(score) / most));
        }
        return shares;
    }

    private static String reason(List<Match.Share> shares) {
        String alike = shares.stream().filter(share -> share.score() >= MOST_ALIKE)
                .map(share -> share.aspect().toString()).collect(Collectors.joining(", "));
        return alike.isEmpty() ? "somewhat similar" : "alike: " + alike;
    }

    private List<Weighed> aspects(SpaceIndex index, Query query, List<Example> examples, double recall) {
        long[] sample = sample(index.ids());
        var weighed = new ArrayList<Weighed>();
        for (Aspect aspect : Aspect.values()) {
            double weight = query.weights().of(aspect);
            Compared compared = weight == 0 ? null : compared(aspect, index, query, examples, recall);
            if (compared != null) {
                double[] scores = Arrays.stream(sample).mapToDouble(compared::score)
                        .filter(score -> !Double.isNaN(score)).toArray();
                double mean = Arrays.stream(scores).average().orElse(0);
                double variance = Arrays.stream(scores).map(score -> (score - mean) * (score - mean)).average()
                        .orElse(1);
                weighed.add(new Weighed(aspect, compared, weight, Math.min(mean, 0.99),
                        Math.max(Math.sqrt(variance), LEAST_DEVIATION)));
            }
        }
        if (weighed.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing is told of what weighs; name a picture, or a palette for colour, a sketch for shape, or words for overall looks");
        }
        return weighed;
    }

    private static long[] sample(long[] ids) {
        int count = Math.min(SAMPLE, ids.length);
        var sample = new long[count];
        for (int i = 0; i < count; i++) {
            sample[i] = ids[(int) ((long) i * ids.length / count)];
        }
        return sample;
    }

    private @Nullable Compared compared(Aspect aspect, SpaceIndex index, Query query, List<Example> examples,
            double recall) {
        TraitIndex trait = traits.get(aspect);
        if (trait == null) {
            return examples.isEmpty() ? null : overall(index, examples, recall);
        }
        List<Query.Coloured> palettes = aspect == Aspect.COLOUR ? query.palettes() : List.of();
        float @Nullable [] sum = null;
        if (!palettes.isEmpty()) {
            for (Query.Coloured told : palettes) {
                sum = added(sum, told.palette().vector(), told.weight());
            }
        } else {
            for (Query.Part part : query.parts()) {
                if (part instanceof Query.Pictured pictured) {
                    sum = added(sum, values(trait, pictured), pictured.weight());
                }
            }
        }
        if (aspect == Aspect.SHAPE) {
            for (Example example : examples) {
                if (example instanceof Example.Drawn drawn) {
                    sum = added(sum, drawn.drawing(), drawn.weight());
                }
            }
        }
        if (sum == null) {
            return null;
        }
        TraitIndex.Taken now = trait.now();
        float[] place = now.place(sum);
        return place == null ? null : byTrait(now, place);
    }

    private static float[] added(float @Nullable [] sum, float[] values, double weight) {
        float[] added = sum == null ? new float[values.length] : sum;
        for (int i = 0; i < added.length; i++) {
            added[i] += (float) weight * values[i];
        }
        return added;
    }

    private float[] values(TraitIndex trait, Query.Pictured part) {
        if (part.crop().equals(Crop.WHOLE) && part instanceof Query.Inside inside) {
            return trait.values(inside.id(), shown);
        }
        var picture = switch (part) {
            case Query.Inside inside -> shown.picture(inside.id());
            case Query.Outside outside -> outside.picture();
        };
        return trait.kind().of(List.of(part.crop().equals(Crop.WHOLE) ? picture : picture.crop(part.crop())))
                .getFirst();
    }

    private static Compared byTrait(TraitIndex.Taken trait, float[] place) {
        double length = Scores.length(place);
        return new Compared() {
            @Override
            public List<Hit> nearest(Ids ids, int count) {
                return trait.nearest(place, ids, count);
            }

            @Override
            public double score(long id) {
                float[] other = trait.place(id);
                if (other == null) {
                    return Double.NaN;
                }
                double sum = 0;
                for (int i = 0; i < place.length; i++) {
                    sum += (double) place[i] * other[i];
                }
                return sum / (length * Scores.length(other));
            }
        };
    }

    private static Compared overall(SpaceIndex index, List<Example> examples, double recall) {
        double[] place = Example.combined(examples, index.space(), Metric.COSINE);
        Examples kind = Examples.of(examples);
        return new Compared() {
            @Override
            public List<Hit> nearest(Ids ids, int count) {
                return index.nearest(place, kind, Metric.COSINE, ids, count, count, recall);
            }

            @Override
            public double score(long id) {
                double[] other = index.stored(id);
                return other == null ? Double.NaN : Scores.of(place, other, Metric.COSINE);
            }
        };
    }

    @Override
    public void close() {
        traits.values().forEach(TraitIndex::close);
    }
}
