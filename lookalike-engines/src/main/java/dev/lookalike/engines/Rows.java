package dev.lookalike.engines;

/// Vectors that an engine builds from.
public interface Rows {

    /// How many there are, at least 1.
    int count();

    /// How many values each has.
    int dimension();

    /// The vector at a place, 0 to `count()` - 1; a copy.
    float[] row(int ordinal);
}
