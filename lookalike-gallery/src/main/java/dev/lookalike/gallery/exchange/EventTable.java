package dev.lookalike.gallery.exchange;

import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import dev.lookalike.gallery.Event;
import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.IngestReport;
import dev.lookalike.gallery.Rejection;
import dev.lookalike.gallery.catalogue.Catalogue;

/// Reads what people did from a table: see [dev.lookalike.gallery.Users#keep(Path)].
public final class EventTable implements MetadataTable.Rows {
    private static final int BATCH = 1_000;
    private static final List<String> KEYS = List.of("id", "path", "name");
    private static final Set<String> COLUMNS = Set.of("user", "id", "path", "name", "rating", "kind", "at");

    private final Path table;
    private final Referred referred;
    private final Consumer<List<Event>> keeper;
    private final List<Row> waiting = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private long kept;
    private long rejected;

    /// @param keeper
    ///            keeps all of what it is given, or throws and keeps nothing
    public EventTable(Path gallery, Catalogue catalogue, Path table, Consumer<List<Event>> keeper) {
        this.table = table;
        this.keeper = keeper;
        referred = new Referred(gallery, catalogue, table);
    }

    private record Row(long line, Event event) {}

    /// Keeps the table's events; what became of its rows.
    public IngestReport read() {
        new MetadataTable(table, this).read();
        keep();
        return new IngestReport(kept, 0, 0, 0, 0, 0, rejected, 0, rejections, List.of());
    }

    @Override
    public void row(long line, Map<String, String> columns) {
        String key = KEYS.stream().filter(columns::containsKey).findFirst().orElse("");
        var unknown = columns.keySet().stream().filter(column -> !COLUMNS.contains(column)).toList();
        if (key.isEmpty() || !columns.containsKey("user") || !unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s, line %d, has the columns %s; give user, one of id, path and name, and of rating, kind and at what there is"
                            .formatted(table, line, columns.keySet()));
        }
        try {
            waiting.add(new Row(line, event(columns, referred.by(key, columns.getOrDefault(key, "")))));
        } catch (IllegalArgumentException wrong) {
            unreadable(line, String.valueOf(wrong.getMessage()));
        }
        if (waiting.size() == BATCH) {
            keep();
        }
    }

    private static Event event(Map<String, String> columns, long image) {
        String rating = columns.getOrDefault("rating", "");
        String kind = columns.getOrDefault("kind", "");
        if (!rating.isEmpty() && !rating.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("rating is %.20s; give %d to %d".formatted(rating, Event.LEAST,
                    Event.MOST));
        }
        return new Event(0, columns.getOrDefault("user", ""), image, kind(kind, rating),
                rating.isEmpty() ? 0 : Integer.parseInt(rating), at(columns.getOrDefault("at", "")));
    }

    private static Event.Kind kind(String kind, String rating) {
        return switch (kind.toLowerCase(Locale.ROOT)) {
            case "rating" -> Event.Kind.RATING;
            case "click" -> Event.Kind.CLICK;
            case "purchase" -> Event.Kind.PURCHASE;
            case "" -> {
                if (rating.isEmpty()) {
                    throw new IllegalArgumentException("there is neither a rating nor a kind; give one");
                }
                yield Event.Kind.RATING;
            }
            default -> throw new IllegalArgumentException("kind is %.20s; give rating, click or purchase"
                    .formatted(kind));
        };
    }

    private static Instant at(String at) {
        try {
            return at.isEmpty() ? Instant.now() : Instant.parse(at);
        } catch (DateTimeParseException impossible) {
            throw new IllegalArgumentException("at is %.40s; give a time such as 2026-11-25T10:00:00Z".formatted(at),
                    impossible);
        }
    }

    @Override
    public void unreadable(long line, String why) {
        rejected++;
        if (rejections.size() < IngestReport.MAX_REJECTIONS) {
            rejections.add(new Rejection(table, "bad-row", "line %d: %s".formatted(line, why)));
        }
    }

    /// Together, or where one of them is refused one by one, to say which.
    private void keep() {
        if (waiting.isEmpty()) {
            return;
        }
        try {
            keeper.accept(waiting.stream().map(Row::event).toList());
            kept += waiting.size();
        } catch (IllegalArgumentException | GalleryException.NoSuchImage oneIsWrong) {
            waiting.forEach(this::keep);
        }
        waiting.clear();
    }

    private void keep(Row row) {
        try {
            keeper.accept(List.of(row.event));
            kept++;
        } catch (IllegalArgumentException | GalleryException.NoSuchImage wrong) {
            unreadable(row.line, String.valueOf(wrong.getMessage()));
        }
    }
}
