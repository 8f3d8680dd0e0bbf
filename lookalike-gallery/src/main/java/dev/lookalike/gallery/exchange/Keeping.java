package dev.lookalike.gallery.exchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.IngestReport;

/// Keeps what the rows of a table say, many at a time, and names the rows that are refused.
final class Keeping<T> {
    private static final int BATCH = 1_000;

    private final Consumer<List<T>> keeper;
    private final RefusedRows refused;
    private final List<Row<T>> waiting = new ArrayList<>();
    private long kept;

    /// @param keeper
    ///            keeps all of what it is given, or throws and keeps nothing
    Keeping(Path table, Consumer<List<T>> keeper) {
        this.keeper = keeper;
        refused = new RefusedRows(table);
    }

    private record Row<T>(long line, T said) {}

    void add(long line, T said) {
        waiting.add(new Row<>(line, said));
        if (waiting.size() == BATCH) {
            keep();
        }
    }

    void refuse(long line, String why) {
        refused.add(line, why);
    }

    /// Keeps what is waiting; what became of all.
    IngestReport report() {
        keep();
        return refused.report(kept, 0, 0);
    }

    /// Together, or where one of them is refused one by one, to say which.
    private void keep() {
        if (waiting.isEmpty()) {
            return;
        }
        try {
            keeper.accept(waiting.stream().map(Row::said).toList());
            kept += waiting.size();
        } catch (IllegalArgumentException | GalleryException.NoSuchImage oneIsWrong) {
            waiting.forEach(this::keep);
        }
        waiting.clear();
    }

    private void keep(Row<T> row) {
        try {
            keeper.accept(List.of(row.said));
            kept++;
        } catch (IllegalArgumentException | GalleryException.NoSuchImage wrong) {
            refuse(row.line, String.valueOf(wrong.getMessage()));
        }
    }
}
