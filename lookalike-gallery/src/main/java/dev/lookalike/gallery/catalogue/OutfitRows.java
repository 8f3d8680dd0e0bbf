package dev.lookalike.gallery.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.Outfit;
import dev.lookalike.gallery.Outfits;
import org.jspecify.annotations.Nullable;

/// What goes together, as rows of the table `outfit`, each with its checksum.
final class OutfitRows {
    /*
     * An outfit is one row, its pictures' ids in a text, so that it is read whole or not at all. The setting `outfits` counts the
     * rows, so that one lost to a damaged page is noticed. An outfit outlives its pictures: one that is added again counts again.
     */
    private static final String SELECT = "SELECT id, name, images, crc FROM outfit ";
    private static final String DELETE = "DELETE FROM outfit WHERE name = ?";
    private static final String COUNT = "outfits";

    private OutfitRows() {}

    /// Writes an outfit over the one with its name.
    static void write(Sql sql, Outfit outfit) {
        if (named(sql, outfit.name()) != null) {
            sql.update(DELETE, outfit.name());
        } else {
            long count = count(sql);
            if (count >= Outfits.MAX_OUTFITS) {
                throw new IllegalArgumentException(
                        "%,d outfits are kept, and no more can be; remove some".formatted(count));
            }
            Settings.write(sql, COUNT, Long.toString(count + 1));
        }
        long id = sql.nextId("outfit");
        String images = outfit.images().stream().map(String::valueOf).collect(Collectors.joining(" "));
        sql.update("INSERT INTO outfit(id, name, images, crc) VALUES(?,?,?,?)", id, outfit.name(), images,
                checksum(id, outfit.name(), images));
    }

    /// Forgets an outfit; whether there was one.
    static boolean remove(Sql sql, String name) {
        if (named(sql, name) == null) {
            return false;
        }
        Settings.write(sql, COUNT, Long.toString(count(sql) - 1));
        sql.update(DELETE, name);
        return true;
    }

    static @Nullable Outfit named(Sql sql, String name) {
        return sql.first(SELECT + "WHERE name = ?", row -> read(sql, row), name);
    }

    static List<Outfit> all(Sql sql, String after, int count) {
        return sql.list(SELECT + "WHERE name > ? ORDER BY name LIMIT ?", row -> read(sql, row), after, count);
    }

    /// How many were written and not removed.
    static long count(Sql sql) {
        return Long.parseLong(Settings.all(sql).getOrDefault(COUNT, "0"));
    }

    /// Shows every outfit, in the order they were kept in.
    static void forEach(Sql sql, Consumer<Outfit> visitor) {
        sql.each(SELECT + "ORDER BY id", row -> visitor.accept(read(sql, row)));
    }

    /// Checks every row, and that none is missing.
    static void check(Sql sql, Consumer<GalleryException> damage) {
        sql.each(SELECT + "ORDER BY id", row -> {
            try {
                read(sql, row);
            } catch (GalleryException found) {
                damage.accept(found);
            }
        });
        long rows = sql.number("SELECT count(*) FROM outfit NOT INDEXED");
        if (rows != count(sql)) {
            damage.accept(new GalleryException.Corrupt(
                    "%s is damaged: table outfit shows %d rows, and %d were written; restore a snapshot"
                            .formatted(sql.file(), rows, count(sql)),
                    null));
        }
    }

    private static Outfit read(Sql sql, ResultSet row) throws SQLException {
        long id = row.getLong(1);
        String name = String.valueOf(row.getString(2));
        String images = String.valueOf(row.getString(3));
        if (checksum(id, name, images) != row.getLong(4)) {
            throw damaged(sql, id);
        }
        try {
            return new Outfit(name, Arrays.stream(images.split(" ")).map(Long::valueOf).toList());
        } catch (IllegalArgumentException impossible) {
            throw damaged(sql, id);
        }
    }

    private static GalleryException.Corrupt damaged(Sql sql, long id) {
        return new GalleryException.Corrupt(
                "%s is damaged: table outfit, row %d does not match its checksum; restore a snapshot"
                        .formatted(sql.file(), id),
                null);
    }

    private static long checksum(long id, String name, String images) {
        return new RowChecksum().add(id).add(name).add(images).value();
    }
}
