package dev.lookalike.gallery.taste;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// The likes of an epoch in a random order, each with an item that its user did not like.
final class Draws {
    private static final int TRIES = 100;

    private final Interactions train;
    private final int[] users;
    private final int[] items;
    private final int[] known;

    Draws(Interactions train) {
        this.train = train;
        users = new int[train.count()];
        items = new int[train.count()];
        known = IntStream.range(0, train.items()).filter(item -> train.popularity(item) > 0).toArray();
        int at = 0;
        for (int user = 0; user < train.users(); user++) {
            for (int item : train.of(user)) {
                users[at] = user;
                items[at++] = item;
            }
        }
    }

    /// Sees likes one by one.
    interface Visitor {
        void visit(int user, int liked, int other);
    }

    static SplittableRandom random(long seed, int epoch) {
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + epoch);
    }

    void shuffled(SplittableRandom random, Visitor visitor) {
        int[] order = new int[users.length];
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        for (int like : order) {
            visitor.visit(users[like], items[like], other(random, users[like]));
        }
    }

    /// An item that a user did not like and another one did: of one that nobody has touched it is not known whether it would be
    /// liked. Any where there is hardly one.
    int other(SplittableRandom random, int user) {
        int item = known[random.nextInt(known.length)];
        for (int i = 0; i < TRIES && train.has(user, item); i++) {
            item = known[random.nextInt(known.length)];
        }
        return item;
    }
}
