package dev.lookalike.index.graph;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.stream.IntStream;

import dev.lookalike.index.kernel.CodeKernels;

/// Distances between the rows of a file: the sum of the squared differences of their codes.
///
/// @param squares
///            for each row, the sum of its squared codes
record CodeDistances(MemorySegment codes, int codeSize, int[] squares) {
    private static final CodeKernels KERNELS = CodeKernels.chosen();

    static CodeDistances of(MemorySegment codes, int codeSize, int count) {
        var distances = new CodeDistances(codes, codeSize, new int[count]);
        IntStream.range(0, count).parallel().forEach(row -> distances.squares[row] = distances.square(row));
        return distances;
    }

    private int square(int row) {
        int square = 0;
        for (int i = 0; i < codeSize; i++) {
            int code = codes.get(ValueLayout.JAVA_BYTE, (long) row * codeSize + i);
            square += code * code;
        }
        return square;
    }

    /// A row from which distances are measured.
    From from(int row) {
        return new From(row,
                KERNELS.arranged(codes.asSlice((long) row * codeSize, codeSize).toArray(ValueLayout.JAVA_BYTE)));
    }

    /// Distances from one row, which are what walking to others costs.
    final class From implements Costs {
        private final int row;
        private final short[] query;
        private final int[] sum = new int[1];

        private From(int row, short[] query) {
            this.row = row;
            this.query = query;
        }

        @Override
        public void of(int[] ordinals, int count, int[] costs) {
            KERNELS.dotsAt(query, codes, codeSize, ordinals, count, costs);
            for (int i = 0; i < count; i++) {
                costs[i] = squares[row] + squares[ordinals[i]] - 2 * costs[i];
            }
        }

        int to(int other) {
            KERNELS.dots(query, codes, (long) other * codeSize, codeSize, 1, sum);
            return squares[row] + squares[other] - 2 * sum[0];
        }
    }
}
