package dev.lookalike.index.flat;

import java.util.List;

import dev.lookalike.index.Ids;
import dev.lookalike.index.exact.Ranking;
import dev.lookalike.index.kernel.Kernels;

/// Queries on their way through all rows, or all that may be answered.
public final class Scan {
    private static final Kernels KERNELS = Kernels.chosen();

    private Scan() {}

    /// Shows each row that `ids` contains to each of the queries.
    public static void run(Rows rows, List<Ranking> rankings, Ids ids) {
        switch (ids) {
            case Ids.All all -> scan(rows, rankings, rows.removed());
            case Ids.Except except -> scan(rows, rankings, rows.removedAnd(except));
            case Ids.Only only -> visit(rows, rankings, rows.find(only.toArray()));
        }
    }

    private static void scan(Rows rows, List<Ranking> rankings, Tombstones skipped) {
        var sums = new float[rows.rowsPerChunk()];
        for (int first = 0; first < rows.count(); first += sums.length) {
            int count = Math.min(sums.length, rows.count() - first);
            for (var ranking : rankings) {
                scan(rows, first, count, ranking, skipped, sums);
            }
        }
    }

    private static void scan(Rows rows, int first, int count, Ranking ranking, Tombstones skipped, float[] sums) {
        var chunk = rows.chunk(first);
        int stride = rows.stride();
        KERNELS.dots(ranking.direction(), chunk.values, 0, stride, count, sums);
        for (int row = 0; row < count; row++) {
            if (ranking.mayTake(sums[row], chunk.lengths[row]) && !skipped.contains(first + row)) {
                ranking.offer(chunk.values, row * stride, chunk.squares[row], chunk.ids[row]);
            }
        }
    }

    private static void visit(Rows rows, List<Ranking> rankings, int[] ordinals) {
        for (int ordinal : ordinals) {
            var chunk = rows.chunk(ordinal);
            int row = rows.rowInChunk(ordinal);
            for (var ranking : rankings) {
                ranking.consider(chunk.values, row * rows.stride(), chunk.squares[row], chunk.lengths[row],
                        chunk.ids[row]);
            }
        }
    }
}
