package dev.lookalike.gallery.exchange;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.IngestReport;
import dev.lookalike.gallery.Rejection;
import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.catalogue.Change;
import dev.lookalike.gallery.catalogue.Item;
import dev.lookalike.gallery.catalogue.Source;
import org.jspecify.annotations.Nullable;

/// Tells pictures what a table says about them.
public final class Describing {
    private static final int BATCH = 500;
    private static final int PAGE = 10_000;
    private static final List<String> KEYS = List.of("id", "path", "name");

    private final Path gallery;
    private final Catalogue catalogue;

    public Describing(Path gallery, Catalogue catalogue) {
        this.gallery = gallery;
        this.catalogue = catalogue;
    }

    /// Tells what `table` says; see [dev.lookalike.gallery.Gallery#describe(Path)].
    public IngestReport of(Path table) {
        if (!Files.isRegularFile(table)) {
            throw new IllegalArgumentException("there is no file %s; give a CSV or NDJSON file".formatted(table));
        }
        var run = new Run(table);
        new MetadataTable(table, run).read();
        return run.report();
    }

    /// One table's rows on their way.
    private final class Run implements MetadataTable.Rows {
        private final Path table;
        private final List<String> folders;
        private final List<Row> waiting = new ArrayList<>();
        private final List<Rejection> rejections = new ArrayList<>();
        private @Nullable Map<String, List<Long>> byName;
        private long changed;
        private long unchanged;
        private long rejected;

        Run(Path table) {
            this.table = table;
            folders = catalogue.sources().stream().map(Source::path).toList();
        }

        @Override
        public void row(long line, Map<String, String> columns) {
            String key = KEYS.stream().filter(columns::containsKey).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "%s, line %d, has no column id, path or name, which say what picture a row is about"
                                    .formatted(table, line)));
            var fields = new TreeMap<>(columns);
            fields.remove(key);
            waiting.add(new Row(line, key, columns.getOrDefault(key, ""), fields));
            if (waiting.size() == BATCH) {
                write();
            }
        }

        @Override
        public void unreadable(long line, String why) {
            rejected++;
            if (rejections.size() < IngestReport.MAX_REJECTIONS) {
                rejections.add(new Rejection(table, "bad-row", "line %d: %s".formatted(line, why)));
            }
        }

        IngestReport report() {
            write();
            return new IngestReport(0, changed, 0, unchanged, 0, 0, rejected, 0, rejections, List.of());
        }

        private void write() {
            if (!waiting.isEmpty()) {
                Map<String, List<Long>> names = waiting.stream().anyMatch(row -> row.key.equals("name"))
                        ? names()
                        : Map.of();
                catalogue.write(change -> {
                    waiting.forEach(row -> write(change, row, names));
                    return true;
                });
                waiting.clear();
            }
        }

        private void write(Change change, Row row, Map<String, List<Long>> names) {
            try {
                Item item = find(change, row, names);
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

        private Item find(Change change, Row row, Map<String, List<Long>> names) {
            Item found = switch (row.key) {
                case "id" -> row.value.matches("[0-9]{1,18}") ? change.item(Long.parseLong(row.value)) : null;
                case "path" -> atPath(change, row.value);
                default -> called(change, row.value, names.getOrDefault(row.value, List.of()));
            };
            if (found == null) {
                throw new IllegalArgumentException("no picture has the %s \"%s\"; add it first".formatted(row.key,
                        row.value));
            }
            return found;
        }

        private @Nullable Item atPath(Change change, String path) {
            var places = new ArrayList<>(folders);
            places.addFirst(String.valueOf(table.getParent()));
            for (String place : places) {
                try {
                    Item found = change.item(gallery.resolve(place).resolve(path).normalize().toString());
                    if (found != null) {
                        return found;
                    }
                } catch (InvalidPathException impossible) {
                    return null;
                }
            }
            return null;
        }

        private static @Nullable Item called(Change change, String name, List<Long> ids) {
            if (ids.size() > 1) {
                throw new IllegalArgumentException("%d pictures are called \"%s\"; give their paths or ids"
                        .formatted(ids.size(), name));
            }
            return ids.isEmpty() ? null : change.item(ids.getFirst());
        }

        private Map<String, List<Long>> names() {
            Map<String, List<Long>> names = byName;
            if (names == null) {
                names = new HashMap<>();
                List<Item> page = catalogue.items(Filter.all(), 0, PAGE);
                while (!page.isEmpty()) {
                    for (Item item : page) {
                        names.computeIfAbsent(item.place().name(), _ -> new ArrayList<>(1)).add(item.id());
                    }
                    page = catalogue.items(Filter.all(), page.getLast().id(), PAGE);
                }
                byName = names;
            }
            return names;
        }
    }

    /// What a row says.
    private record Row(long line, String key, String value, Map<String, String> fields) {}
}
