package dev.lookalike.gallery.taste;

import java.util.Arrays;

import dev.lookalike.gallery.ranking.Matrix;

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
    private static final double DISLIKE = 0.5;
    private static final double NOISE = 0.05;
    /// How far a learnt covariance is drawn back to that of no knowledge.
    private static final double SHRUNK = 0.1;
    private static final int NEWNESS = 3;
    /// So many likes of a person count, and so many dislikes.
    private static final int MOST = 200;

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
    private float[][] places;

    /// @param features
    ///            of each item
    SharedPrior(Interactions train, float[][] features, Settings settings) {
        this.train = train;
        this.features = features;
        this.size = features[0].length;
        double[][] all = all();
        double[][] spread = identity();
        double[][] lower = lower(all, spread, settings.strength);
        places = placed(lower);
        for (int round = 0; round < settings.rounds; round++) {
            spread = learnt(lower);
            lower = lower(all, spread, settings.strength);
            places = placed(lower);
        }
        appeals = new float[features.length];
        appeal(settings.appeal);
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

    private static double[] doubles(float[] row) {
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

    private float[][] placed(double[][] lower) {
        var columns = new float[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                columns[j][i] = (float) lower[i][j];
            }
        }
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
                var person = new Person(user);
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

    /// A person as the likes and dislikes of the moment tell.
    private final class Person {
        final double[][] rows;
        final double[][] root;
        final double[] weights = new double[size];

        Person(int user) {
            int[] liked = some(train.of(user));
            int[] disliked = some(train.disliked(user));
            int count = liked.length + disliked.length;
            rows = new double[count][];
            var wanted = new double[count][1];
            for (int i = 0; i < count; i++) {
                boolean likes = i < liked.length;
                rows[i] = doubles(places[likes ? liked[i] : disliked[i - liked.length]]);
                double weight = likes ? 1 : Math.sqrt(DISLIKE);
                for (int j = 0; j < size; j++) {
                    rows[i][j] *= weight;
                }
                wanted[i][0] = likes ? 1 : -DISLIKE * weight;
            }
            var gram = new double[count][count];
            for (int i = 0; i < count; i++) {
                for (int j = 0; j <= i; j++) {
                    for (int k = 0; k < size; k++) {
                        gram[i][j] += rows[i][k] * rows[j][k];
                    }
                }
                gram[i][i]++;
            }
            root = Matrix.root(gram);
            if (count > 0) {
                double[][] shares = Matrix.solve(root, wanted);
                for (int i = 0; i < count; i++) {
                    for (int j = 0; j < size; j++) {
                        weights[j] += shares[i][0] * rows[i][j];
                    }
                }
            }
        }

        /// Adds what is known of the weights, as a share of what was not before.
        void known(double[][] sum, double factor) {
            double[][] solved = Matrix.solve(root, rows);
            for (int row = 0; row < rows.length; row++) {
                for (int i = 0; i < size; i++) {
                    for (int j = 0; j < size; j++) {
                        sum[i][j] += factor * rows[row][i] * solved[row][j];
                    }
                }
            }
        }
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

    private void appeal(double factor) {
        double deviation = 0;
        var scores = new float[features.length];
        for (int user = 0; user < train.users(); user++) {
            scores(user, scores);
            double mean = 0;
            double square = 0;
            for (float score : scores) {
                mean += score / scores.length;
                square += (double) score * score / scores.length;
            }
            deviation += Math.sqrt(Math.max(0, square - mean * mean)) / train.users();
        }
        int known = 0;
        for (int item = 0; item < features.length; item++) {
            known += train.popularity(item) > 0 ? 1 : 0;
        }
        double usual = (double) train.count() / Math.max(1, known);
        for (int item = 0; item < features.length; item++) {
            if (train.popularity(item) > 0) {
                appeals[item] = (float) (factor * deviation
                        * Math.log((train.popularity(item) + NEWNESS) / (usual + NEWNESS)));
            }
        }
    }

    @Override
    public void scores(int user, float[] into) {
        var weights = new float[size];
        double[] exact = new Person(user).weights;
        for (int i = 0; i < size; i++) {
            weights[i] = (float) exact[i];
        }
        for (int item = 0; item < into.length; item++) {
            into[item] = appeals[item] + Floats.dot(weights, places[item]);
        }
    }
}
