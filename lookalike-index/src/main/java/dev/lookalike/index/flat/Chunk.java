package dev.lookalike.index.flat;

import dev.lookalike.index.exact.Checks;
import dev.lookalike.index.exact.Ranking;

/// A fixed number of rows: the vectors, their ids and their lengths. A row is written once, before a snapshot shows it.
public final class Chunk {
    final float[] values;
    final long[] ids;
    /// The sum of the squares, as [dev.lookalike.index.kernel.Kernels#dot] defines it.
    final double[] squares;
    /// As [Ranking#tameLength] says.
    final double[] lengths;

    Chunk(int rowCount, int stride) {
        values = new float[rowCount * stride];
        ids = new long[rowCount];
        squares = new double[rowCount];
        lengths = new double[rowCount];
    }

    /// Copies a vector into a row.
    ///
    /// @throws IllegalArgumentException
    ///             if it has a value that is not finite, or only zeros
    void write(int row, int stride, long id, float[] vector) {
        int start = row * stride;
        System.arraycopy(vector, 0, values, start, vector.length);
        double square = Checks.squaredLength(values, start, stride, "vector");
        ids[row] = id;
        squares[row] = square;
        lengths[row] = Ranking.tameLength(square);
    }

    /// Copies a row of another chunk.
    void copy(int row, int stride, Chunk from, int fromRow) {
        System.arraycopy(from.values, fromRow * stride, values, row * stride, stride);
        ids[row] = from.ids[fromRow];
        squares[row] = from.squares[fromRow];
        lengths[row] = from.lengths[fromRow];
    }
}
