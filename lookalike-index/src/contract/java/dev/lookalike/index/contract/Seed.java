package dev.lookalike.index.contract;

import java.util.Random;

/// The seed of a random test: the one of `-Dlookalike.seed=`, or another each time; printed, so that a failure can be
/// had again.
public final class Seed {
    private Seed() {}

    /// Random numbers for a test, the same for the same seed and test.
    public static Random random(String test) {
        String wanted = System.getProperty("lookalike.seed", "");
        long seed = wanted.isEmpty() ? System.nanoTime() : Long.parseLong(wanted);
        System.out.println(test + ": -Dlookalike.seed=" + seed);
        return new Random(seed ^ test.hashCode());
    }

    /// How often to try: `usual` times as many as `-Dlookalike.trials=` says.
    public static int trials(int usual) {
        return usual * Integer.getInteger("lookalike.trials", 1);
    }
}
