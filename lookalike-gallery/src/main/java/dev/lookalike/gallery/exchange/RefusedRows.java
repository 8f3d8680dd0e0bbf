package dev.lookalike.gallery.exchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.lookalike.gallery.IngestReport;
import dev.lookalike.gallery.Rejection;

/// The rows of a table that could not be kept: how many, and of the first of them why.
final class RefusedRows {
    private final Path table;
    private final List<Rejection> rejections = new ArrayList<>();
    private long count;

    RefusedRows(Path table) {
        this.table = table;
    }

    void add(long line, String why) {
        count++;
        if (rejections.size() < IngestReport.MAX_REJECTIONS) {
            rejections.add(new Rejection(table, "bad-row", "line %d: %s".formatted(line, why)));
        }
    }

    /// What became of a table's rows.
    IngestReport report(long added, long changed, long unchanged) {
        return new IngestReport(added, changed, 0, unchanged, 0, 0, count, 0, rejections, List.of());
    }
}
