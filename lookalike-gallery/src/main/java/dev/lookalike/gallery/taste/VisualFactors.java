package dev.lookalike.gallery.taste;

import java.util.List;
import java.util.SplittableRandom;

/// Factors of users and items, and what pictures look like, learnt together: VBPR.
public final class VisualFactors implements Learner {
    /*
     * VBPR (He & McAuley 2016, "VBPR: visual Bayesian personalized ranking from implicit feedback"): to the score of BPR come the
     * user's visual factors times the picture's, which are its embedding through a matrix that all items share, and what that
     * embedding says of its popularity:
     *
     *     score(u, i) = bias_i + user_u . item_i + taste_u . (E f_i) + b . f_i
     *
     * So a new item has a score: what its picture says. Likes are learnt from in batches, with Adam, as the reference
     * implementation of Cornac does, to which it is held: the same data, split, epochs and batch give the same quality within
     * the spread of seeds (tools/taste). All likes of a batch are first held against E, one row of it after the other, so that
     * each stays in the cache.
     */
    private final Interactions train;
    private final Course course;
    private final float[][] features;
    private final Draws draws;
    private final int size;
    private final int seen;
    private final int width;
    private final Adam biases;
    private final Adam users;
    private final Adam items;
    private final Adam tastes;
    private final Adam axes;
    private final Adam looks;
    private final float[] steps = new float[1];
    private final int[] batchUsers;
    private final int[] batchLiked;
    private final int[] batchOther;
    private final float[] differences;
    private final float[] seenAs;
    private final float[] pulls;
    private int filled;
    private float[] visual = new float[0];

    /// @param features
    ///            of each item's picture
    public VisualFactors(Interactions train, float[][] features, Course course) {
        this.train = train;
        this.course = course;
        this.features = features;
        this.draws = new Draws(train);
        this.size = course.factors();
        this.seen = course.visualFactors();
        this.width = features[0].length;
        var random = Draws.random(course.seed(), -1);
        biases = new Adam(new float[train.items()]);
        users = new Adam(xavier(random, train.users(), size));
        items = new Adam(xavier(random, train.items(), size));
        tastes = new Adam(xavier(random, train.users(), seen));
        axes = new Adam(xavier(random, seen, width));
        looks = new Adam(xavier(random, 1, width));
        batchUsers = new int[course.batch()];
        batchLiked = new int[course.batch()];
        batchOther = new int[course.batch()];
        differences = new float[course.batch() * width];
        seenAs = new float[course.batch() * seen];
        pulls = new float[course.batch()];
    }

    /// Glorot & Bengio 2010.
    private static float[] xavier(SplittableRandom random, int rows, int columns) {
        double most = Math.sqrt(6.0 / (rows + columns));
        var values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * most);
        }
        return values;
    }

    @Override
    public void epoch(int number) {
        visual = new float[0];
        filled = 0;
        draws.shuffled(Draws.random(course.seed(), number), (user, liked, other) -> {
            batchUsers[filled] = user;
            batchLiked[filled] = liked;
            batchOther[filled] = other;
            if (++filled == course.batch()) {
                learn();
            }
        });
        learn();
    }

    private void learn() {
        if (filled == 0) {
            return;
        }
        for (int b = 0; b < filled; b++) {
            float[] one = features[batchLiked[b]];
            float[] other = features[batchOther[b]];
            int from = b * width;
            for (int i = 0; i < width; i++) {
                differences[from + i] = one[i] - other[i];
            }
        }
        for (int axis = 0; axis < seen; axis++) {
            for (int b = 0; b < filled; b++) {
                seenAs[b * seen + axis] = Floats.dot(axes.values, axis * width, differences, b * width, width);
            }
        }
        for (int b = 0; b < filled; b++) {
            learn(b);
        }
        for (int axis = 0; axis < seen; axis++) {
            for (int b = 0; b < filled; b++) {
                Floats.add(axes.gradient, axis * width, differences, b * width, width,
                        -pulls[b] * tastes.values[batchUsers[b] * seen + axis]);
            }
        }
        filled = 0;
        steps[0]++;
        for (Adam each : all()) {
            each.step(course.rate(), steps[0]);
        }
    }

    private void learn(int b) {
        int u = batchUsers[b] * size;
        int i = batchLiked[b] * size;
        int j = batchOther[b] * size;
        int t = batchUsers[b] * seen;
        int liked = batchLiked[b];
        int other = batchOther[b];
        float decay = (float) course.decay();
        float difference = biases.values[liked] - biases.values[other]
                + Floats.dot(users.values, u, items.values, i, size)
                - Floats.dot(users.values, u, items.values, j, size)
                + Floats.dot(tastes.values, t, seenAs, b * seen, seen)
                + Floats.dot(looks.values, 0, differences, b * width, width);
        float step = Floats.sigmoid(-difference);
        pulls[b] = step;
        biases.gradient[liked] += decay * biases.values[liked] - step;
        biases.gradient[other] += decay / 10 * biases.values[other] + step;
        for (int f = 0; f < size; f++) {
            float mine = users.values[u + f];
            float its = items.values[i + f];
            float others = items.values[j + f];
            users.gradient[u + f] += decay * mine - step * (its - others);
            items.gradient[i + f] += decay * its - step * mine;
            items.gradient[j + f] += decay * others + step * mine;
        }
        for (int f = 0; f < seen; f++) {
            tastes.gradient[t + f] += decay * tastes.values[t + f] - step * seenAs[b * seen + f];
        }
        Floats.add(looks.gradient, 0, differences, b * width, width, -step);
    }

    private List<Adam> all() {
        return List.of(biases, users, items, tastes, axes, looks);
    }

    @Override
    public void scores(int user, float[] into) {
        if (visual.length == 0) {
            visual = looked();
        }
        for (int item = 0; item < into.length; item++) {
            int from = item * (seen + 1);
            float learnt = train.popularity(item) == 0
                    ? 0
                    : biases.values[item] + Floats.dot(users.values, user * size, items.values, item * size, size);
            into[item] = learnt + Floats.dot(tastes.values, user * seen, visual, from, seen) + visual[from + seen];
        }
    }

    /// Of each item, its picture's visual factors and what it says of popularity.
    private float[] looked() {
        var looked = new float[features.length * (seen + 1)];
        for (int item = 0; item < features.length; item++) {
            for (int axis = 0; axis < seen; axis++) {
                looked[item * (seen + 1) + axis] = Floats.dot(axes.values, axis * width, features[item], 0, width);
            }
            looked[item * (seen + 1) + seen] = Floats.dot(looks.values, 0, features[item], 0, width);
        }
        return looked;
    }

    @Override
    public List<float[]> state() {
        return Adam.state(all(), steps);
    }
}
