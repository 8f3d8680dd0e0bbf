package dev.lookalike.gallery.sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.lookalike.gallery.Context;
import dev.lookalike.gallery.ContextSource;
import dev.lookalike.gallery.catalogue.Json;
import dev.lookalike.gallery.exchange.MetadataTable;
import org.jspecify.annotations.Nullable;

/// What a file says of places, days and people.
public final class FileSource implements ContextSource {
    private static final long MOST_BYTES = 16 << 20;
    private static final int MOST_ROWS = 100_000;

    /// Plans far from the day that is asked for are no part of the situation.
    private static final int DAYS = 366;

    private final Path file;
    private final @Nullable String owner;
    private @Nullable Read read;

    private record Read(FileTime changed, List<Told> rows) {}

    private FileSource(Path file, @Nullable String owner) {
        this.file = file;
        this.owner = owner;
    }

    /// See [ContextSource#file].
    ///
    /// @param owner
    ///            of whom alone it speaks, or null for everybody
    public static FileSource open(Path file, @Nullable String owner) {
        var source = new FileSource(file, owner);
        try {
            source.rows();
        } catch (IOException failure) {
            throw new IllegalArgumentException("cannot read %s: %s".formatted(file, failure), failure);
        }
        return source;
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public Context at(Moment moment) throws IOException {
        if (owner != null && !owner.equals(moment.user())) {
            return Context.NOW;
        }
        var fitting = new ArrayList<Told>();
        for (Told row : rows()) {
            if (row.isOf(moment)
                    && row.context().plans().stream().allMatch(plan -> isNear(plan.date(), moment.date()))) {
                fitting.add(row);
            }
        }
        return Told.together(fitting);
    }

    private static boolean isNear(LocalDate plan, LocalDate day) {
        return !plan.isBefore(day) && plan.isBefore(day.plusDays(DAYS));
    }

    private synchronized List<Told> rows() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no file %s".formatted(file));
        }
        FileTime changed = Files.getLastModifiedTime(file);
        Read known = read;
        if (known == null || !known.changed.equals(changed)) {
            if (Files.size(file) > MOST_BYTES) {
                throw new IllegalArgumentException(
                        "%s has %d bytes; give a file of up to %d".formatted(file, Files.size(file), MOST_BYTES));
            }
            known = new Read(changed, parsed());
            read = known;
        }
        return known.rows;
    }

    private List<Told> parsed() throws IOException {
        String name = file.toString();
        if (name.endsWith(".ics")) {
            return Calendar.plans(file, Files.readString(file));
        }
        var rows = new ArrayList<Told>();
        if (name.endsWith(".json")) {
            documents(Json.document(Files.readString(file)), rows);
        } else {
            new MetadataTable(file, new MetadataTable.Rows() {
                @Override
                public void row(long line, Map<String, String> columns) {
                    add(rows, "line " + line, columns);
                }

                @Override
                public void unreadable(long line, String why) {
                    throw new IllegalArgumentException("%s, line %d: %s".formatted(file, line, why));
                }
            }).read();
        }
        return rows;
    }

    private void documents(@Nullable Object json, List<Told> rows) {
        List<?> all = json instanceof List<?> list ? list : json == null ? List.of() : List.of(json);
        int number = 0;
        for (Object each : all) {
            number++;
            if (!(each instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException(
                        "%s holds %s; give an object, or a list of them".formatted(file, each));
            }
            var columns = new LinkedHashMap<String, String>();
            map.forEach((field, value) -> columns.put(String.valueOf(field), value == null ? "" : value.toString()));
            add(rows, "row " + number, columns);
        }
    }

    private void add(List<Told> rows, String where, Map<String, String> columns) {
        if (rows.size() == MOST_ROWS) {
            throw new IllegalArgumentException("%s has more than %d rows".formatted(file, MOST_ROWS));
        }
        try {
            rows.add(Told.of(columns));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("%s, %s: %s".formatted(file, where, wrong.getMessage()), wrong);
        }
    }
}
