package dev.lookalike.gallery.taste;

import java.util.List;
import java.util.SplittableRandom;

/// Factors of users and items, learnt so that what is liked ranks before what is not: BPR.
public final class RankedFactors implements Learner {
    /*
     * Bayesian personalised ranking with matrix factorisation (Rendle and others 2009, "BPR: Bayesian personalized ranking from
     * implicit feedback"): the score of an item is its bias and the product of its factors with the user's. For each like, an item
     * that the user did not like is drawn, and a step of gradient descent raises sigmoid(score - other's score). Of a
     * cold item nothing is known, and it scores 0.
     */
    private final Interactions train;
    private final Course course;
    private final Draws draws;
    private final int size;
    private final float[] users;
    private final float[] items;
    private final float[] biases;

    public RankedFactors(Interactions train, Course course) {
        this.train = train;
        this.course = course;
        this.draws = new Draws(train);
        this.size = course.factors();
        var random = Draws.random(course.seed(), -1);
        users = first(random, train.users() * size, size);
        items = first(random, train.items() * size, size);
        biases = new float[train.items()];
    }

    private static float[] first(SplittableRandom random, int count, int size) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) ((random.nextDouble() - 0.5) / size);
        }
        return values;
    }

    @Override
    public void epoch(int number) {
        float rate = (float) course.rate();
        float decay = (float) course.decay();
        draws.shuffled(Draws.random(course.seed(), number), (user, liked, other) -> {
            if (train.has(user, other)) {
                return;
            }
            int u = user * size;
            int i = liked * size;
            int j = other * size;
            float difference = biases[liked] - biases[other] + Floats.dot(users, u, items, i, size)
                    - Floats.dot(users, u, items, j, size);
            float step = Floats.sigmoid(-difference);
            for (int f = 0; f < size; f++) {
                float mine = users[u + f];
                float its = items[i + f];
                float others = items[j + f];
                users[u + f] += rate * (step * (its - others) - decay * mine);
                items[i + f] += rate * (step * mine - decay * its);
                items[j + f] += rate * (-step * mine - decay * others);
            }
            biases[liked] += rate * (step - decay * biases[liked]);
            biases[other] += rate * (-step - decay * biases[other]);
        });
    }

    @Override
    public void scores(int user, float[] into) {
        for (int item = 0; item < into.length; item++) {
            into[item] = train.popularity(item) == 0
                    ? 0
                    : biases[item] + Floats.dot(users, user * size, items, item * size, size);
        }
    }

    @Override
    public List<float[]> state() {
        return List.of(users, items, biases);
    }
}
