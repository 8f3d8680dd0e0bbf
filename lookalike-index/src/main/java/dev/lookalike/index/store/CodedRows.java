package dev.lookalike.index.store;

import java.lang.foreign.MemorySegment;

import dev.lookalike.index.exact.Ranking;

/// Rows with their codes: those of a file, or those that came after it.
interface CodedRows {
    /// How many rows there are, removed ones included.
    int count();

    /// How many floats a padded row takes.
    int stride();

    /// How many bytes a row's head takes.
    int headSize();

    /// How many bytes the rest of a row's codes takes.
    int restSize();

    /// The rows' heads: the first codes of each.
    MemorySegment heads();

    /// The rests of the rows' codes.
    MemorySegment rests();

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

    /// The inner product of a padded vector and a row in single precision
    /// ([dev.lookalike.index.kernel.Kernels#dots]); NaN if the row must be read for it.
    default float dot(float[] vector, int ordinal) {
        return Float.NaN;
    }

    /// Shows a row to a ranking.
    ///
    /// @param scratch
    ///            room for a row; its padding is zero
    default void show(int ordinal, Ranking ranking, float[] scratch) {
        double square = square(ordinal);
        double length = Ranking.tameLength(square);
        float dot = dot(ranking.direction(), ordinal);
        if (Float.isNaN(dot)) {
            read(ordinal, scratch);
            ranking.consider(scratch, 0, square, length, id(ordinal));
        } else if (ranking.mayTake(dot, length)) {
            read(ordinal, scratch);
            ranking.offer(scratch, 0, square, id(ordinal));
        }
    }
}
