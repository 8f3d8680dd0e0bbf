package dev.lookalike.index.store;

import java.lang.foreign.MemorySegment;

import dev.lookalike.index.exact.Ranking;

/// Rows with their codes: those of a file, or those that came after it.
interface CodedRows {
    /// How many rows there are, removed ones included.
    int count();

    /// How many floats a padded row takes.
    int stride();

    /// How many bytes a row's codes take.
    int codeSize();

    /// The rows' codes.
    MemorySegment codes();

    /// For each row, the term at a place ([dev.lookalike.index.code.Coder#TERMS]).
    float[] terms(int term);

    long id(int ordinal);

    /// A row's squared length.
    double square(int ordinal);

    /// Writes a row's values to the beginning of `into`.
    void read(int ordinal, float[] into);

    /// The rows of those ids that are here, ascending.
    ///
    /// @param sorted
    ///            ascending
    int[] find(long[] sorted);

    /// Shows a row to a ranking.
    ///
    /// @param scratch
    ///            room for a row; its padding is zero
    default void show(int ordinal, Ranking ranking, float[] scratch) {
        read(ordinal, scratch);
        double square = square(ordinal);
        ranking.consider(scratch, 0, square, Ranking.tameLength(square), id(ordinal));
    }
}
