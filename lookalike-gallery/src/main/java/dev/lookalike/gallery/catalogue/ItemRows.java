package dev.lookalike.gallery.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HexFormat;

import dev.lookalike.gallery.GalleryException;
import org.jspecify.annotations.Nullable;

/// Items as rows of the table `item`, each with its checksum.
final class ItemRows {
    static final String COLUMNS = "id, path, source, folder, name, state, bytes, modified, added, metadata, sha256, "
            + "format, width, height, taken, category, categories, placeholder, kind, reason, crc";
    static final String SELECT = "SELECT " + COLUMNS + " FROM item ";
    private static final String INSERT = "INSERT INTO item(" + COLUMNS
            + ") VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
    private static final String UPDATE = "UPDATE item SET path=?2, source=?3, folder=?4, name=?5, state=?6, bytes=?7, "
            + "modified=?8, added=?9, metadata=?10, sha256=?11, format=?12, width=?13, height=?14, taken=?15, "
            + "category=?16, categories=?17, placeholder=?18, kind=?19, reason=?20, crc=?21 WHERE id=?1";

    private ItemRows() {}

    static void insert(Sql sql, Item item) {
        sql.update(INSERT, Row.of(item).values());
    }

    static void update(Sql sql, Item item) {
        sql.update(UPDATE, Row.of(item).values());
    }

    static Item read(ResultSet columns, String file) throws SQLException {
        Row row = Row.of(columns);
        if (row.checksum() != columns.getLong(21)) {
            throw damaged(file, row.id, null);
        }
        try {
            return row.item();
        } catch (RuntimeException impossible) {
            throw damaged(file, row.id, impossible);
        }
    }

    private static GalleryException.Corrupt damaged(String file, long id, @Nullable Throwable cause) {
        return new GalleryException.Corrupt(
                "%s is damaged: table item, row %d does not match its checksum; restore a snapshot"
                        .formatted(file, id),
                cause);
    }

    /// The columns of a row as they are stored.
    private record Row(long id, @Nullable String path, long source, @Nullable String folder, @Nullable String name,
            int state, long bytes, long modified, long added, @Nullable String metadata, byte @Nullable [] sha256,
            @Nullable String format, int width, int height, @Nullable String taken, @Nullable String category,
            @Nullable String categories, byte @Nullable [] placeholder, @Nullable String kind,
            @Nullable String reason) {

        static Row of(ResultSet columns) throws SQLException {
            return new Row(columns.getLong(1), columns.getString(2), columns.getLong(3), columns.getString(4),
                    columns.getString(5), columns.getInt(6), columns.getLong(7), columns.getLong(8),
                    columns.getLong(9), columns.getString(10), columns.getBytes(11), columns.getString(12),
                    columns.getInt(13), columns.getInt(14), columns.getString(15), columns.getString(16),
                    columns.getString(17), columns.getBytes(18), columns.getString(19), columns.getString(20));
        }

        static Row of(Item item) {
            Item.Place place = item.place();
            Item.Stamp stamp = item.stamp();
            Item.Content content = item.content();
            Item.Refusal refusal = item.refusal();
            String metadata = Json.metadata(item.metadata());
            String kind = refusal == null ? null : refusal.kind();
            String reason = refusal == null ? null : refusal.reason();
            if (content == null) {
                return new Row(item.id(), place.path(), place.source(), place.folder(), place.name(),
                        item.state().code(), stamp.bytes(), stamp.modified(), micros(item.added()), metadata, null,
                        null, 0, 0, null, null, null, null, kind, reason);
            }
            return new Row(item.id(), place.path(), place.source(), place.folder(), place.name(),
                    item.state().code(), stamp.bytes(), stamp.modified(), micros(item.added()), metadata,
                    HexFormat.of().parseHex(content.sha256()), content.format(), content.width(), content.height(),
                    content.taken() == null ? null : content.taken().toString(), likeliest(content),
                    Json.categories(content.categories()), content.placeholder(), kind, reason);
        }

        private static @Nullable String likeliest(Item.Content content) {
            return content.categories().isEmpty() ? null : content.categories().getFirst().name();
        }

        private static long micros(Instant instant) {
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
        }

        long checksum() {
            return new RowChecksum().add(id).add(path).add(source).add(folder).add(name).add(state).add(bytes)
                    .add(modified).add(added).add(metadata).add(sha256).add(format).add(width).add(height).add(taken)
                    .add(category).add(categories).add(placeholder).add(kind).add(reason).value();
        }

        @Nullable
        Object[] values() {
            return new @Nullable Object[]{id, path, source, folder, name, state, bytes, modified, added, metadata,
                    sha256, format, width, height, taken, category, categories, placeholder, kind, reason,
                    checksum()};
        }

        Item item() {
            var place = new Item.Place(source, known(path), known(folder), known(name));
            var stamp = new Item.Stamp(bytes, modified);
            var when = Instant.ofEpochSecond(Math.floorDiv(added, 1_000_000L), Math.floorMod(added, 1_000_000L) * 1000);
            Item.Refusal refusal = kind == null ? null : new Item.Refusal(kind, known(reason));
            return new Item(id, place, stamp, State.of(state), when, Json.metadata(known(metadata)), content(),
                    refusal);
        }

        private Item.@Nullable Content content() {
            if (sha256 == null) {
                return null;
            }
            return new Item.Content(HexFormat.of().formatHex(sha256), known(format), width, height,
                    taken == null ? null : LocalDateTime.parse(taken), Json.categories(known(categories)),
                    known(placeholder));
        }

        private static <T> T known(@Nullable T column) {
            if (column == null) {
                throw new IllegalStateException("a column is null");
            }
            return column;
        }
    }
}
