package dev.lookalike.gallery.taste;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import dev.lookalike.gallery.Event;
import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.catalogue.Item;
import dev.lookalike.gallery.catalogue.State;
import dev.lookalike.gallery.catalogue.StoredEmbedding;
import org.jspecify.annotations.Nullable;

/// Learns the prior that answers for people from what a catalogue remembers.
final class PriorLearning {
    /*
     * What is learnt is what all people share, and some hundred people say that as well as all: of the people, taken in an order by
     * chance, so many are learnt from that they have MOST_LIKES; of the pictures, so many say what the fields of their metadata are
     * and along which axes they differ. So it takes seconds, at most about a minute, and is begun anew where it was ended, rather
     * than kept half done. The settings are chosen, as TasteTrial chooses them, on a tenth of the likes.
     */
    /// How many people must like something.
    static final int LEAST_PEOPLE = 20;
    /// How many pictures somebody must like.
    static final int LEAST_LIKED = 30;
    /// The most values of a picture that a prior is learnt over.
    static final int MOST_VALUES = 128;

    private static final int ROUNDS = 6;
    private static final int MOST_PEOPLE = 2_000;
    private static final int MOST_LIKES = 50_000;
    private static final int SAMPLE = 4_096;
    private static final double TUNED_ON = 0.1;
    private static final int ASKED = 200;
    private static final long SEED = 114;
    private static final double[] STRENGTHS = {1, 2, 4};
    private static final double[] APPEALS = {0, 0.8};

    /// What is chosen from.
    static final List<SharedPrior.Settings> SETTINGS = Arrays.stream(STRENGTHS).boxed()
            .flatMap(strength -> Arrays.stream(APPEALS).mapToObj(
                    appeal -> new SharedPrior.Settings(strength, ROUNDS, appeal)))
            .toList();
    /// How many rounds there are in all.
    static final int STEPS = (STRENGTHS.length + 1) * ROUNDS;

    private final Catalogue catalogue;
    private final IntConsumer heard;
    private int done;

    /// @param heard
    ///            hears of each of the [#STEPS], and now and then of what was heard already; what it throws ends the work
    PriorLearning(Catalogue catalogue, IntConsumer heard) {
        this.catalogue = catalogue;
        this.heard = heard;
    }

    /// The prior, or null if too few people like anything.
    @Nullable
    Prior learn() {
        long events = catalogue.users().events();
        var embeddings = catalogue.embeddings();
        long[] ids = embeddings.contents(embeddings.version()).ids();
        List<Likes> people = people(ids);
        var liked = new HashMap<Long, Integer>();
        people.forEach(each -> each.liked().forEach(id -> liked.merge(id, 1, Integer::sum)));
        if (people.size() < LEAST_PEOPLE || liked.size() < LEAST_LIKED) {
            return null;
        }
        List<Encoding.Known> sample = known(sampled(ids));
        Encoding encoding = Encoding.of(sample);
        heard.accept(done);
        float[][] axes = axes(sample.stream().map(encoding::of).toArray(float[][]::new));
        SharedPrior prior = learnt(people, encoding, axes);
        long likes = people.stream().mapToLong(each -> each.liked().size()).sum();
        double usual = (double) likes / liked.size();
        var appeals = new HashMap<Long, Float>();
        liked.forEach((id, count) -> appeals.put(id, prior.appeal(count, usual)));
        return new Prior(catalogue.generation().fingerprint(),
                new Prior.Counted(people.size(), likes, ids.length, events), encoding, map(prior.columns(), axes),
                appeals);
    }

    /// Those who like something that is there, in an order by chance that is the same each time.
    private List<Likes> people(long[] ids) {
        var did = new HashMap<String, List<Event>>();
        catalogue.users().forEach(event -> did.computeIfAbsent(event.user(), _ -> new ArrayList<>()).add(event));
        List<Likes> people = new ArrayList<>(Likes.ofAll(did).values().stream()
                .map(likes -> likes.among(id -> Arrays.binarySearch(ids, id) >= 0))
                .filter(likes -> !likes.liked().isEmpty()).toList());
        Collections.shuffle(people, new Random(SEED));
        return people;
    }

    private static List<Long> sampled(long[] ids) {
        int step = Math.max(1, Math.ceilDiv(ids.length, SAMPLE));
        return IntStream.range(0, ids.length).filter(i -> i % step == 0).mapToObj(i -> ids[i]).toList();
    }

    private List<Encoding.Known> known(List<Long> ids) {
        return ids.stream().map(id -> known(catalogue, id)).filter(java.util.Objects::nonNull).toList();
    }

    /// A picture, or null if it is not there.
    static Encoding.@Nullable Known known(Catalogue catalogue, long id) {
        Item item = catalogue.item(id);
        StoredEmbedding embedding = item == null || item.state() != State.EMBEDDED
                ? null
                : catalogue.embeddings().find(id);
        return item == null || embedding == null ? null : new Encoding.Known(item.metadata(), embedding);
    }

    private SharedPrior learnt(List<Likes> people, Encoding encoding, float[][] axes) {
        var places = new HashMap<Long, Integer>();
        var features = new ArrayList<float[]>();
        var liked = new ArrayList<int[]>();
        var disliked = new ArrayList<int[]>();
        int likes = 0;
        for (Likes each : people) {
            if (liked.size() < MOST_PEOPLE && likes < MOST_LIKES) {
                liked.add(places(each.liked(), places, features, encoding, axes));
                disliked.add(places(each.disliked(), places, features, encoding, axes));
                likes += each.liked().size();
                heard.accept(done);
            }
        }
        float[][] seen = features.toArray(float[][]::new);
        var all = new Interactions(seen.length, liked.toArray(int[][]::new), disliked.toArray(int[][]::new));
        return new SharedPrior(all, seen, best(all, seen), this::round);
    }

    private int[] places(List<Long> ids, Map<Long, Integer> places, List<float[]> features, Encoding encoding,
            float[][] axes) {
        for (long id : ids) {
            if (!places.containsKey(id)) {
                Encoding.Known known = known(catalogue, id);
                if (known != null) {
                    places.put(id, features.size());
                    features.add(onAxes(axes, encoding.of(known)));
                }
            }
        }
        return ids.stream().filter(places::containsKey).mapToInt(id -> places.getOrDefault(id, 0)).toArray();
    }

    private void round() {
        done++;
        heard.accept(done);
    }

    /// The settings that foresee best what is held out.
    private SharedPrior.Settings best(Interactions all, float[][] features) {
        Split split = Split.of(all, 0, TUNED_ON, SEED);
        int[][] held = IntStream.range(0, all.users()).mapToObj(user -> user < ASKED ? split.held()[user] : new int[0])
                .toArray(int[][]::new);
        var measuring = new Measuring(new Split(split.train(), held, split.cold()));
        SharedPrior.Settings best = SETTINGS.getFirst();
        double most = Double.NEGATIVE_INFINITY;
        for (double strength : STRENGTHS) {
            var prior = new SharedPrior(split.train(), features, new SharedPrior.Settings(strength, ROUNDS, 0),
                    this::round);
            for (double appeal : APPEALS) {
                double auc = measuring.of(prior.appealing(appeal), false).auc();
                heard.accept(done);
                if (auc > most) {
                    most = auc;
                    best = new SharedPrior.Settings(strength, ROUNDS, appeal);
                }
            }
        }
        return best;
    }

    /// The axes along which features differ most, not more than there are pictures; none where they have few values.
    static float[][] axes(float[][] features) {
        int count = Math.min(MOST_VALUES, features.length);
        return features[0].length <= count ? new float[0][] : Axes.of(features, count);
    }

    static float[][] onAxes(float[][] axes, float[][] features) {
        return Arrays.stream(features).map(each -> onAxes(axes, each)).toArray(float[][]::new);
    }

    private static float[] onAxes(float[][] axes, float[] features) {
        if (axes.length == 0) {
            return features;
        }
        var along = new float[axes.length];
        for (int axis = 0; axis < along.length; axis++) {
            along[axis] = Floats.dot(axes[axis], features);
        }
        return along;
    }

    /// What each value of the features adds to a place.
    private static float[][] map(float[][] columns, float[][] axes) {
        int size = columns.length;
        int width = axes.length == 0 ? size : axes[0].length;
        var map = new float[width][size];
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < size; j++) {
                for (int axis = 0; axis < size; axis++) {
                    double along = axes.length == 0 ? (axis == i ? 1 : 0) : axes[axis][i];
                    map[i][j] += (float) (columns[j][axis] * along);
                }
            }
        }
        return map;
    }
}
