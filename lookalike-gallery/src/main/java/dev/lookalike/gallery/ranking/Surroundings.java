package dev.lookalike.gallery.ranking;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

import dev.lookalike.gallery.catalogue.Embeddings;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Metric;
import org.jspecify.annotations.Nullable;

/// Where pictures lie densely and where thinly, and what scores mean there.
final class Surroundings {
    /// What a gallery compares by.
    static final List<Metric> METRICS = List.of(Metric.COSINE, Metric.EUCLIDEAN);

    /// Fewer pictures than this say nothing.
    static final int LEAST_PICTURES = 30;

    /// How many pictures are asked to learn what is usual.
    private static final int ASKED = 600;

    /// Up to so many pictures, what is around all of them is known beforehand; of more, around those that were asked for.
    private static final int MOST_KNOWN = 65_536;

    private static final int RANDOM_PAIRS = 2_000;
    private static final int TOGETHER = 64;

    /// The share of a picture's ten nearest that its density is the mean of, where they are too many to be certain.
    private static final double RECALL = 0.95;

    private final SpaceIndex index;
    private final Metric metric;
    private final Map<Long, Around> around = new ConcurrentHashMap<>();
    private volatile @Nullable Background background;

    Surroundings(SpaceIndex index, Metric metric, @Nullable Background known) {
        this.index = index;
        this.metric = metric;
        background = known;
    }

    /// The surroundings by each metric a gallery compares by.
    static Map<Metric, Surroundings> of(SpaceIndex index, Map<Metric, Background> known) {
        var all = new EnumMap<Metric, Surroundings>(Metric.class);
        for (Metric metric : METRICS) {
            all.put(metric, new Surroundings(index, metric, known.get(metric)));
        }
        return all;
    }

    /// What is usual, or null if it has not been measured.
    @Nullable
    Background background() {
        return background;
    }

    /// Forgets what was known around a picture that came, changed or went.
    void forget(long id) {
        around.remove(id);
    }

    /// What the scores of an answer mean.
    ///
    /// @param hits
    ///            best first
    /// @param certain
    ///            whether it is known from elsewhere that something alike was found
    /// @param falseAlarms
    ///            the share of pictures with something alike that may be told, wrongly, that there is nothing
    Judgement judge(List<Hit> hits, double[] query, boolean certain, double falseAlarms) {
        Background known = background;
        return known == null || hits.isEmpty()
                ? Background.unknown(metric, Scores.length(query))
                : known.judge(nearest(hits.subList(0, Math.min(known.depth(), hits.size()))), certain, falseAlarms);
    }

    /// How far the best answers stand out from where they lie.
    double contrast(List<Hit> hits) {
        return nearest(hits).contrast();
    }

    /// Whether one of the best answers points the way the query does, as a picture's nearest usually does.
    boolean pointsTheSameWay(List<Hit> hits, double[] query) {
        Background known = background;
        return known != null && best(hits).stream().map(hit -> index.stored(hit.id())).filter(Objects::nonNull)
                .anyMatch(vector -> Scores.of(query, vector, Metric.COSINE) >= known.near());
    }

    private static List<Hit> best(List<Hit> hits) {
        return hits.subList(0, Math.min(Background.NEIGHBOURS, hits.size()));
    }

    /// Learns what is usual from the pictures there are now.
    void measure(Embeddings embeddings, BooleanSupplier cancelled) {
        around.clear();
        long count = embeddings.count();
        if (count < LEAST_PICTURES) {
            background = null;
            return;
        }
        List<Placed> sample = sample(embeddings, Math.max(1, count / ASKED), cancelled);
        int depth = Background.depth(count);
        var asked = new ArrayList<Background.Nearest>(sample.size());
        for (List<Hit> hits : others(sample, depth)) {
            SpaceFitting.stopIf(cancelled);
            asked.add(nearest(hits));
        }
        background = Background.of(metric, randomScores(sample), depth, asked);
    }

    /// Learns where pictures lie densely before anybody asks, unless they are too many.
    void knowAll(Embeddings embeddings, BooleanSupplier cancelled) {
        if (background == null || embeddings.count() > MOST_KNOWN) {
            return;
        }
        var waiting = new ArrayList<Placed>(TOGETHER);
        embeddings.forEach((id, unit, norm) -> {
            SpaceFitting.stopIf(cancelled);
            if (!around.containsKey(id)) {
                waiting.add(new Placed(id, index.space().map(unit, norm)));
            }
            if (waiting.size() == TOGETHER) {
                know(waiting);
                waiting.clear();
            }
        });
        know(waiting);
    }

    private List<Placed> sample(Embeddings embeddings, long stride, BooleanSupplier cancelled) {
        var sample = new ArrayList<Placed>();
        long[] seen = {0};
        embeddings.forEach((id, unit, norm) -> {
            SpaceFitting.stopIf(cancelled);
            if (seen[0]++ % stride == 0) {
                sample.add(new Placed(id, index.space().map(unit, norm)));
            }
        });
        return sample;
    }

    private double[] randomScores(List<Placed> sample) {
        var random = new Random(sample.size());
        var scores = new double[RANDOM_PAIRS];
        for (int i = 0; i < scores.length; i++) {
            int a = random.nextInt(sample.size());
            int b = (a + 1 + random.nextInt(sample.size() - 1)) % sample.size();
            scores[i] = Scores.of(sample.get(a).vector, sample.get(b).vector, metric);
        }
        return scores;
    }

    private Background.Nearest nearest(List<Hit> hits) {
        return Background.Nearest.of(hits.stream().mapToDouble(Hit::score).toArray(), density(best(hits)));
    }

    // The mean density at the places of these pictures.
    private double density(List<Hit> hits) {
        learn(hits.stream().map(Hit::id).toList());
        return hits.stream().mapToDouble(hit -> {
            Around known = around.get(hit.id());
            return known == null ? hit.score() : known.density;
        }).average().orElseThrow();
    }

    /// The nearest others of a picture, best first; null if it is not there. Where that is not known yet it is looked for, and then known.
    long @Nullable [] neighbours(long id) {
        learn(List.of(id));
        Around known = around.get(id);
        return known == null ? null : known.nearest;
    }

    /// The middle of a picture and its nearest, as it is compared; null if it is not there.
    float @Nullable [] middle(long id) {
        learn(List.of(id));
        Around known = around.get(id);
        if (known == null || known.middle != null) {
            return known == null ? null : known.middle;
        }
        double[] place = index.stored(id);
        if (place == null) {
            return null;
        }
        float[] middle = SpaceIndex.floats(middle(place, known.nearest));
        around.put(id, new Around(known.density, known.nearest, middle));
        return middle;
    }

    /// The middle of a place and those of some pictures, as it is compared: by cosine that of their directions.
    double[] middle(double[] place, long[] others) {
        double[] sum = compared(place.clone());
        int count = 1;
        for (long id : others) {
            double[] other = index.stored(id);
            if (other != null) {
                compared(other);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += other[i];
                }
                count++;
            }
        }
        double times = 1.0 / count;
        for (int i = 0; i < sum.length; i++) {
            sum[i] *= times;
        }
        return compared(sum);
    }

    /// A place as it is compared, in its own array: by cosine, its direction.
    double[] compared(double[] place) {
        if (metric == Metric.COSINE) {
            double times = 1 / Scores.length(place);
            for (int i = 0; i < place.length; i++) {
                place[i] *= times;
            }
        }
        return place;
    }

    private void learn(List<Long> ids) {
        var unknown = new ArrayList<Placed>();
        for (long id : ids) {
            if (!around.containsKey(id)) {
                double[] vector = index.stored(id);
                if (vector != null) {
                    unknown.add(new Placed(id, vector));
                }
            }
        }
        know(unknown);
    }

    private void know(List<Placed> pictures) {
        List<List<Hit>> others = others(pictures, Background.NEIGHBOURS);
        for (int i = 0; i < pictures.size(); i++) {
            List<Hit> nearest = others.get(i);
            around.put(pictures.get(i).id,
                    new Around(nearest.stream().mapToDouble(Hit::score).average().orElse(Background.same(metric)),
                            nearest.stream().mapToLong(Hit::id).toArray(), null));
        }
    }

    // Of each of some pictures, the nearest others.
    private List<List<Hit>> others(List<Placed> pictures, int count) {
        if (pictures.isEmpty()) {
            return List.of();
        }
        List<double[]> vectors = pictures.stream().map(Placed::vector).toList();
        List<List<Hit>> found = index.nearestAll(vectors, metric, count + 1, RECALL);
        var others = new ArrayList<List<Hit>>(found.size());
        for (int i = 0; i < found.size(); i++) {
            long id = pictures.get(i).id;
            others.add(found.get(i).stream().filter(hit -> hit.id() != id).limit(count).toList());
        }
        return others;
    }

    /// What is around a picture: how near its nearest are on average, which they are, best first, and the middle of it and them.
    ///
    /// @param middle
    ///            null until it is asked for
    @SuppressWarnings("ArrayRecordComponent") // not compared
    private record Around(double density, long[] nearest, float @Nullable [] middle) {}

    private record Placed(long id, double[] vector) {}
}
