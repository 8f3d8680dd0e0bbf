package dev.lookalike.gallery.exchange;

import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import dev.lookalike.gallery.Event;
import dev.lookalike.gallery.IngestReport;
import dev.lookalike.gallery.catalogue.Catalogue;

/// Reads what people did from a table: see [dev.lookalike.gallery.Users#keep(Path)].
public final class EventTable implements MetadataTable.Rows {
    private static final Set<String> COLUMNS = Set.of("user", "id", "path", "name", "rating", "kind", "at");

    private final Path table;
    private final Referred referred;
    private final Keeping<Event> keeping;

    /// @param keeper
    ///            keeps all of what it is given, or throws and keeps nothing
    public EventTable(Path gallery, Catalogue catalogue, Path table, Consumer<List<Event>> keeper) {
        this.table = table;
        keeping = new Keeping<>(table, keeper);
        referred = new Referred(gallery, catalogue, table);
    }

    /// Keeps the table's events; what became of its rows.
    public IngestReport read() {
        new MetadataTable(table, this).read();
        return keeping.report();
    }

    @Override
    public void row(long line, Map<String, String> columns) {
        String key = Referred.key(columns);
        var unknown = columns.keySet().stream().filter(column -> !COLUMNS.contains(column)).toList();
        if (key.isEmpty() || !columns.containsKey("user") || !unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s, line %d, has the columns %s; give user, one of id, path and name, and of rating, kind and at what there is"
                            .formatted(table, line, columns.keySet()));
        }
        try {
            keeping.add(line, event(columns, referred.by(key, columns.getOrDefault(key, ""))));
        } catch (IllegalArgumentException wrong) {
            unreadable(line, String.valueOf(wrong.getMessage()));
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
        keeping.refuse(line, why);
    }
}
