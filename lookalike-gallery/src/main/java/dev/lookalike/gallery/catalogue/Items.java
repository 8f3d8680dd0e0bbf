package dev.lookalike.gallery.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.GalleryException;
import org.jspecify.annotations.Nullable;

/// Questions about items. Each row found is checked against its checksum and against the question, so that a damaged
/// index offers nothing wrong.
final class Items {
    private Items() {}

    static @Nullable Item byId(Sql sql, long id) {
        return sql.first(ItemRows.SELECT + "WHERE id = ?", row -> item(sql, row), id);
    }

    static @Nullable Item byPath(Sql sql, String path) {
        Item item = sql.first(ItemRows.SELECT + "WHERE path = ?", row -> item(sql, row), path);
        return item == null ? null : checked(sql, item, item.place().path().equals(path));
    }

    static List<Item> withContent(Sql sql, String sha256) {
        byte[] hash = HexFormat.of().parseHex(sha256);
        List<Item> items = sql.list(ItemRows.SELECT + "WHERE sha256 = ? ORDER BY id", row -> item(sql, row), hash);
        items.forEach(item -> checked(sql, item,
                item.content() != null && item.content().sha256().equals(sha256)));
        return items;
    }

    /*
     * CROSS JOIN keeps SQLite from walking the items and asking of each whether it is among those found.
     */
    static List<Item> passing(Sql sql, Filter filter, long after, int count) {
        Where where = Where.of(filter);
        List<Item> items = sql.list(
                "SELECT " + ItemRows.COLUMNS + " FROM (SELECT id AS found FROM item WHERE " + where.condition()
                        + " AND id > ? ORDER BY id LIMIT ?) CROSS JOIN item ON id = found ORDER BY id",
                row -> item(sql, row), where.with(after, count));
        items.forEach(item -> checked(sql, item, item.id() > after && Where.passes(filter, item)));
        return items;
    }

    static List<Item> ofSource(Sql sql, long source, long after, int count) {
        List<Item> items = sql.list(ItemRows.SELECT + "WHERE source = ? AND id > ? ORDER BY id LIMIT ?",
                row -> item(sql, row), source, after, count);
        items.forEach(item -> checked(sql, item, item.id() > after && item.place().source() == source));
        return items;
    }

    static List<Item> rejected(Sql sql, String after, int count) {
        List<Item> items = sql.list(ItemRows.SELECT + "WHERE state = 2 AND path > ? ORDER BY path LIMIT ?",
                row -> item(sql, row), after, count);
        items.forEach(item -> checked(sql, item, item.state() == State.REJECTED));
        return items;
    }

    static List<Item> pending(Sql sql, long after, int count) {
        List<Item> items = sql.list(ItemRows.SELECT + "WHERE state = 0 AND id > ? ORDER BY id LIMIT ?",
                row -> item(sql, row), after, count);
        items.forEach(item -> checked(sql, item, item.state() == State.PENDING));
        return items;
    }

    /// Shows every embedded item's id, and each of them that has metadata.
    static void embedded(Sql sql, LongConsumer ids, Consumer<Item> described) {
        sql.each("SELECT id FROM item WHERE state = 1", row -> ids.accept(row.getLong(1)));
        sql.each(ItemRows.SELECT + "WHERE state = 1 AND metadata <> '{}'",
                row -> described.accept(item(sql, row)));
    }

    static Item item(Sql sql, ResultSet row) throws SQLException {
        return ItemRows.read(row, sql.file());
    }

    private static Item checked(Sql sql, Item item, boolean answers) {
        if (!answers) {
            throw new GalleryException.Corrupt(
                    "%s is damaged: an index of table item offers row %d where it does not belong; restore a snapshot"
                            .formatted(sql.file(), item.id()),
                    null);
        }
        return item;
    }
}
