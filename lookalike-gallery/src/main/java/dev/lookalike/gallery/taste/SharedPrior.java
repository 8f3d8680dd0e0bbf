package dev.lookalike.gallery.taste;

import java.util.Arrays;
import java.util.List;

import dev.lookalike.gallery.algebra.Matrix;

/// A regression for each person on the features of items, with a prior that is learnt of all people.
final class SharedPrior implements Scorer {
    /*
     * A hierarchical linear model: a person's weights are normal about 0 with a covariance that all share, likes are 1, dislikes
     * below 0, and every item that anybody liked is a 0 that counts little, as in one-class regression (Hu, Koren & Volinsky 2008,
     * "Collaborative filtering for implicit feedback datasets", with given item factors):
     *
     *     w_u ~ N(0, S);   minimised: sum over likes (1 - w.f)^2 + sum over dislikes D (D + w.f)^2
     *                                 + O sum over all (w.f)^2 + prior w' S^-1 w
     *
     * S is learnt by rounds of expectation and maximisation (Yu, Tresp & Schwaighofer 2005, "Learning Gaussian processes from multiple
     * tasks"): what features people differ by, and which go together. With M = (O F'F + prior S^-1)^-1 = L L' and an item's
     * place z = L'f, a person's weights among places are those of a Gaussian process: Z' (Z Z' + I)^-1 y, for the
     * few items that the person has touched. So a person is never learnt but only solved, from what is known at that moment.
     *
     * To it comes the item's own appeal, the logarithm of its likes less that of the mean: none for an item that nobody knows.
     */
    private static final double OTHERS = 0.1;
    private static final double NOISE = 0.05;
    /// How far a learnt covariance is drawn back to that of no knowledge.
    private static final double SHRUNK = 0.1;
    private static final int NEWNESS = 3;
    /// Of so many people the usual spread of scores is taken.
    private static final int ASKED = 200;
    /// So many likes of a person count, and so many dislikes.
    static final int MOST = 200;

    /// What is chosen.
    ///
    /// @param strength
    ///            how strongly weights are held to the prior
    /// @param rounds
    ///            in which the prior is learnt
    /// @param appeal
    ///            how much an item's own counts, in standard deviations of a person's scores
    record Settings(double strength, int rounds, double appeal) {}

    private final Interactions train;
    private final float[][] features;
    private final int size;
    private final float[] appeals;
    private final double appealing;
    private float[][] columns;
    private float[][] places;

    /// @param features
    ///            of each item
    SharedPrior(Interactions train, float[][] features, Settings settings) {
        this(train, features, settings, () -> {});
    }

    /// @param round
    ///            hears of each round that is done; what it throws ends the work
    SharedPrior(Interactions train, float[][] features, Settings settings, Runnable round) {
        this.train = train;
        this.features = features;
        this.size = features[0].length;
        double[][] all = all();
        double[][] lower = lower(all, identity(), settings.strength);
        columns = columns(lower);
        places = placed();
        for (int i = 0; i < settings.rounds; i++) {
            lower = lower(all, learnt(lower), settings.strength);
            columns = columns(lower);
            places = placed();
            round.run();
        }
        appeals = new float[features.length];
        appealing = settings.appeal * deviation();
        appeal();
    }

    /// The same prior with another appeal.
    private SharedPrior(SharedPrior other, double appeal) {
        train = other.train;
        features = other.features;
        size = other.size;
        columns = other.columns;
        places = other.places;
        appeals = new float[features.length];
        appealing = appeal * deviation();
        appeal();
    }

    SharedPrior appealing(double appeal) {
        return new SharedPrior(this, appeal);
    }

    /// Row i times an item's features is value i of its place.
    float[][] columns() {
        return columns;
    }

    /// What an item's own appeal adds to a score.
    ///
    /// @param likes
    ///            of it
    /// @param usual
    ///            likes of an item that is liked
    float appeal(int likes, double usual) {
        return likes == 0 ? 0 : (float) (appealing * Math.log((likes + NEWNESS) / (usual + NEWNESS)));
    }

    private double[][] identity() {
        var identity = new double[size][size];
        for (int i = 0; i < size; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }

    private double[][] all() {
        var all = new double[size][size];
        for (int item = 0; item < features.length; item++) {
            if (train.popularity(item) > 0) {
                add(all, doubles(features[item]), OTHERS);
            }
        }
        return all;
    }

    private static void add(double[][] sum, double[] row, double factor) {
        for (int i = 0; i < row.length; i++) {
            for (int j = 0; j < row.length; j++) {
                sum[i][j] += factor * row[i] * row[j];
            }
        }
    }

    static double[] doubles(float[] row) {
        var doubles = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            doubles[i] = row[i];
        }
        return doubles;
    }

    private double[][] lower(double[][] all, double[][] spread, double strength) {
        double[][] inverse = Matrix.solve(Matrix.root(spread), identity());
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                inverse[i][j] = all[i][j] + strength * inverse[i][j];
            }
        }
        return Matrix.root(Matrix.solve(Matrix.root(inverse), identity()));
    }

    private float[][] columns(double[][] lower) {
        var columns = new float[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                columns[j][i] = (float) lower[i][j];
            }
        }
        return columns;
    }

    private float[][] placed() {
        var placed = new float[features.length][size];
        for (int item = 0; item < placed.length; item++) {
            for (int j = 0; j < size; j++) {
                placed[item][j] = Floats.dot(columns[j], features[item]);
            }
        }
        return placed;
    }

    /// The covariance of people's weights, of which each person's are known as well as the likes tell.
    private double[][] learnt(double[][] lower) {
        var among = new double[size][size];
        int people = 0;
        for (int user = 0; user < train.users(); user++) {
            if (train.of(user).length > 0) {
                Solved person = person(user);
                add(among, person.weights, 1);
                person.known(among, -NOISE);
                people++;
            }
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                among[i][j] /= Math.max(1, people);
            }
            among[i][i] += NOISE;
        }
        double[][] spread = times(times(lower, among, false), lower, true);
        double trace = 0;
        for (int i = 0; i < size; i++) {
            trace += spread[i][i];
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                spread[i][j] *= (1 - SHRUNK) * size / trace;
            }
            spread[i][i] += SHRUNK;
        }
        return spread;
    }

    private static double[][] times(double[][] left, double[][] right, boolean transposed) {
        int count = left.length;
        var product = new double[count][count];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < count; k++) {
                for (int j = 0; j < count; j++) {
                    product[i][j] += left[i][k] * (transposed ? right[j][k] : right[k][j]);
                }
            }
        }
        return product;
    }

    private Solved person(int user) {
        return new Solved(placesOf(some(train.of(user))), placesOf(some(train.disliked(user))), size);
    }

    private List<float[]> placesOf(int[] items) {
        return Arrays.stream(items).mapToObj(item -> places[item]).toList();
    }

    /// Evenly of all, where they are too many.
    private static int[] some(int[] items) {
        if (items.length <= MOST) {
            return items;
        }
        var some = new int[MOST];
        Arrays.setAll(some, i -> items[(int) ((long) i * items.length / MOST)]);
        return some;
    }

    /// The usual spread of a person's scores.
    private double deviation() {
        double deviation = 0;
        var scores = new float[features.length];
        int step = Math.max(1, train.users() / ASKED);
        int asked = Math.ceilDiv(train.users(), step);
        for (int user = 0; user < train.users(); user += step) {
            scores(user, scores);
            double mean = 0;
            double square = 0;
            for (float score : scores) {
                mean += score / scores.length;
                square += (double) score * score / scores.length;
            }
            deviation += Math.sqrt(Math.max(0, square - mean * mean)) / asked;
        }
        return deviation;
    }

    private void appeal() {
        int known = 0;
        for (int item = 0; item < features.length; item++) {
            known += train.popularity(item) > 0 ? 1 : 0;
        }
        double usual = (double) train.count() / Math.max(1, known);
        for (int item = 0; item < features.length; item++) {
            appeals[item] = appeal(train.popularity(item), usual);
        }
    }

    @Override
    public void scores(int user, float[] into) {
        var weights = new float[size];
        double[] exact = person(user).weights;
        for (int i = 0; i < size; i++) {
            weights[i] = (float) exact[i];
        }
        for (int item = 0; item < into.length; item++) {
            into[item] = appeals[item] + Floats.dot(weights, places[item]);
        }
    }
}
