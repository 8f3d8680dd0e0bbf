package dev.lookalike.gallery.taste;

import java.util.Random;
import java.util.stream.IntStream;

/// A small world whose truth is known: people like one or two of six looks, and what is popular.
///
/// @param features
///            of each item's picture
/// @param preference
///            of each user for each item
@SuppressWarnings("ArrayRecordComponent") // not compared
record World(Interactions likes, float[][] features, double[][] preference) implements Scorer {
    private static final int LOOKS = 6;
    private static final int ITEMS = 240;
    private static final int USERS = 120;
    private static final int WIDTH = 24;
    private static final int LIKES = 24;

    static World drawn(long seed) {
        var random = new Random(seed);
        var centres = new float[LOOKS][WIDTH];
        for (float[] centre : centres) {
            for (int i = 0; i < WIDTH; i++) {
                centre[i] = (float) random.nextGaussian();
            }
        }
        var appeal = new double[ITEMS];
        var features = new float[ITEMS][WIDTH];
        for (int item = 0; item < ITEMS; item++) {
            appeal[item] = random.nextGaussian();
            for (int i = 0; i < WIDTH; i++) {
                features[item][i] = centres[item % LOOKS][i] + (float) (0.5 * random.nextGaussian());
            }
        }
        var preference = new double[USERS][ITEMS];
        var liked = new int[USERS][];
        for (int user = 0; user < USERS; user++) {
            int one = random.nextInt(LOOKS);
            int other = random.nextInt(LOOKS);
            var keys = new double[ITEMS];
            for (int item = 0; item < ITEMS; item++) {
                boolean likes = item % LOOKS == one || item % LOOKS == other;
                preference[user][item] = (likes ? 3 : 0) + 0.5 * appeal[item];
                keys[item] = preference[user][item] - Math.log(-Math.log(random.nextDouble() + 1e-300));
            }
            liked[user] = IntStream.range(0, ITEMS).boxed().sorted((a, b) -> Double.compare(keys[b], keys[a]))
                    .limit(LIKES).mapToInt(Integer::intValue).toArray();
        }
        return new World(new Interactions(ITEMS, liked), features, preference);
    }

    @Override
    public void scores(int user, float[] into) {
        for (int item = 0; item < into.length; item++) {
            into[item] = (float) preference[user][item];
        }
    }
}
