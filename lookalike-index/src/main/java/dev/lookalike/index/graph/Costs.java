package dev.lookalike.index.graph;

/// What it costs to go to rows: less for nearer ones.
public interface Costs {
    /// Writes the cost of each of the first `count` ordinals.
    void of(int[] ordinals, int count, int[] costs);
}
