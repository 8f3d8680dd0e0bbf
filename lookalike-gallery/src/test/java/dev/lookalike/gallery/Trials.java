package dev.lookalike.gallery;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// How often random tests try, and from which seed: `-Dlookalike.trials=` multiplies, `-Dlookalike.seed=` replays.
public final class Trials {
    private Trials() {}

    /// `perCommit` times the asked multiple.
    public static int count(int perCommit) {
        String multiple = System.getProperty("lookalike.trials", "1");
        return perCommit * Integer.parseInt(multiple.isBlank() ? "1" : multiple);
    }

    /// The seed of this run, printed.
    public static long seed() {
        String asked = System.getProperty("lookalike.seed", "");
        long seed = asked.isBlank() ? System.nanoTime() : Long.parseLong(asked);
        System.out.println("replay with -Dlookalike.seed=" + seed);
        return seed;
    }

    /// A generator that is the same for the same seed.
    public static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
