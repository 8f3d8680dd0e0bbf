package dev.lookalike.gallery.taste;

import java.util.List;
import java.util.SplittableRandom;

/// Factors whose items begin where their pictures say, learnt to tell likes from the rest: PMF with image features.
public final class SeenFactors implements Learner {
    /*
     * Probabilistic matrix factorisation (Salakhutdinov & Mnih 2007) with the item's prior taken from its content, as collaborative
     * topic regression does with texts (Wang & Blei 2011) and ConvMF with networks (Kim and others 2016): an item's factors are
     * what its picture says through a matrix that all share, and a deviation of its own, which is normal about 0 and so is
     * zero for a new item:
     *
     *     item_i = E f_i + own_i,   like(u, i) ~ sigmoid(user_u . item_i + bias_i)
     *
     * Likes are ones; for each, OTHERS items that the user did not like are zeros. Learnt by gradient descent.
     */
    private static final int OTHERS = 2;
    /// How strongly a deviation is held to 0, as a multiple of the decay.
    private static final float OWN = 4;

    private final Course course;
    private final float[][] features;
    private final Draws draws;
    private final int size;
    private final int width;
    private final float[] users;
    private final float[] own;
    private final float[] biases;
    private final float[] axes;

    /// @param features
    ///            of each item's picture, of length 1
    public SeenFactors(Interactions train, float[][] features, Course course) {
        this.course = course;
        this.features = features;
        this.draws = new Draws(train);
        this.size = course.factors();
        this.width = features[0].length;
        var random = Draws.random(course.seed(), -1);
        users = normal(random, train.users() * size, 0.1);
        axes = normal(random, size * width, 0.1);
        own = new float[train.items() * size];
        biases = new float[train.items()];
    }

    static float[] normal(SplittableRandom random, int count, double deviation) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }

    @Override
    public void epoch(int number) {
        var random = Draws.random(course.seed(), number);
        var item = new float[size];
        draws.shuffled(random, (user, liked, other) -> {
            learn(user, liked, 1, item);
            learn(user, other, 0, item);
            for (int i = 1; i < OTHERS; i++) {
                learn(user, draws.other(random, user), 0, item);
            }
        });
    }

    private void learn(int user, int item, int like, float[] factors) {
        float rate = (float) course.rate();
        float decay = (float) course.decay();
        place(item, factors);
        int u = user * size;
        float error = like - Floats.sigmoid(Floats.dot(users, u, factors, 0, size) + biases[item]);
        for (int f = 0; f < size; f++) {
            float mine = users[u + f];
            users[u + f] += rate * (error * factors[f] - decay * mine);
            own[item * size + f] += rate * (error * mine - OWN * decay * own[item * size + f]);
            Floats.add(axes, f * width, features[item], 0, width, rate * error * mine);
        }
        biases[item] += rate * (error - decay * biases[item]);
    }

    private void place(int item, float[] factors) {
        for (int f = 0; f < size; f++) {
            factors[f] = own[item * size + f] + Floats.dot(axes, f * width, features[item], 0, width);
        }
    }

    @Override
    public void scores(int user, float[] into) {
        var towards = new float[width];
        for (int f = 0; f < size; f++) {
            Floats.add(towards, 0, axes, f * width, width, users[user * size + f]);
        }
        for (int item = 0; item < into.length; item++) {
            into[item] = biases[item] + Floats.dot(users, user * size, own, item * size, size)
                    + Floats.dot(towards, features[item]);
        }
    }

    @Override
    public List<float[]> state() {
        return List.of(users, own, biases, axes);
    }
}
