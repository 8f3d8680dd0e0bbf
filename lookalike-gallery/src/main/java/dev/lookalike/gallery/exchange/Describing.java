package dev.lookalike.gallery.exchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.lookalike.gallery.IngestReport;
import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.catalogue.Change;
import dev.lookalike.gallery.catalogue.Item;

/// Tells pictures what a table says about them.
public final class Describing {
    private static final int BATCH = 500;

    private final Path gallery;
    private final Catalogue catalogue;

    public Describing(Path gallery, Catalogue catalogue) {
        this.gallery = gallery;
        this.catalogue = catalogue;
    }

    /// Tells what `table` says; see [dev.lookalike.gallery.Gallery#describe(Path)].
    public IngestReport of(Path table) {
        var run = new Run(table);
        new MetadataTable(table, run).read();
        return run.report();
    }

    /// One table's rows on their way.
    private final class Run implements MetadataTable.Rows {
        private final Path table;
        private final Referred referred;
        private final List<Row> waiting = new ArrayList<>();
        private final RefusedRows refused;
        private long changed;
        private long unchanged;

        Run(Path table) {
            this.table = table;
            referred = new Referred(gallery, catalogue, table);
            refused = new RefusedRows(table);
        }

        @Override
        public void row(long line, Map<String, String> columns) {
            String key = Referred.key(columns);
            if (key.isEmpty()) {
                throw new IllegalArgumentException(
                        "%s, line %d, has no column id, path or name, which say what picture a row is about"
                                .formatted(table, line));
            }
            var fields = new TreeMap<>(columns);
            fields.remove(key);
            try {
                waiting.add(new Row(line, referred.by(key, columns.getOrDefault(key, "")), fields));
            } catch (IllegalArgumentException wrong) {
                unreadable(line, String.valueOf(wrong.getMessage()));
            }
            if (waiting.size() == BATCH) {
                write();
            }
        }

        @Override
        public void unreadable(long line, String why) {
            refused.add(line, why);
        }

        IngestReport report() {
            write();
            return refused.report(0, changed, unchanged);
        }

        private void write() {
            if (!waiting.isEmpty()) {
                catalogue.write(change -> {
                    waiting.forEach(row -> write(change, row));
                    return true;
                });
                waiting.clear();
            }
        }

        private void write(Change change, Row row) {
            try {
                Item item = change.item(row.id);
                if (item == null) {
                    throw new IllegalArgumentException("its picture was taken out meanwhile");
                }
                var told = new TreeMap<>(item.metadata());
                row.fields.forEach((field, value) -> {
                    if (value.isEmpty()) {
                        told.remove(field);
                    } else {
                        told.put(field, value);
                    }
                });
                if (told.equals(item.metadata())) {
                    unchanged++;
                } else {
                    change.update(item.described(told));
                    changed++;
                }
            } catch (IllegalArgumentException wrong) {
                unreadable(row.line, String.valueOf(wrong.getMessage()));
            }
        }
    }

    /// What a row says.
    private record Row(long line, long id, Map<String, String> fields) {}
}
