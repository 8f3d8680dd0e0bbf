package dev.lookalike.demo.draw;

import java.util.List;

/// A small seeded source of chance (SplitMix64), written out so that it never differs between machines or versions.
public final class Dice {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    private Dice(long state) {
        this.state = state;
    }

    /// The dice that belong to these numbers, whatever else was thrown before.
    public static Dice of(long... numbers) {
        long state = 0;
        for (long number : numbers) {
            state = mix(state * 31 + number + GOLDEN);
        }
        return new Dice(state);
    }

    public long next() {
        state += GOLDEN;
        return mix(state);
    }

    /// From 0 to below 1.
    public double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    public double between(double low, double high) {
        return low + (high - low) * unit();
    }

    public int below(int bound) {
        return (int) ((next() >>> 33) % bound);
    }

    public boolean chance(double probability) {
        return unit() < probability;
    }

    public <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
