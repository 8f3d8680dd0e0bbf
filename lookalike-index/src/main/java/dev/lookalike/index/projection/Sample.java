package dev.lookalike.index.projection;

/// Rows to learn from.
public interface Sample {
    /// How many rows there are.
    int count();

    /// Writes a padded row of a unit vector; from any thread.
    void read(int row, float[] into);
}
