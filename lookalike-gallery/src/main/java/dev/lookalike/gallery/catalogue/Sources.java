package dev.lookalike.gallery.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import dev.lookalike.gallery.GalleryException;
import org.jspecify.annotations.Nullable;

/// Sources as rows of the table `source`.
final class Sources {
    private static final String SELECT = "SELECT id, path, walked, key, crc FROM source ";

    private Sources() {}

    static void write(Sql sql, Source source) {
        sql.update("INSERT INTO source(id, path, walked, key, crc) VALUES(?,?,?,?,?) ON CONFLICT(id) DO UPDATE SET "
                + "walked = excluded.walked, key = excluded.key, crc = excluded.crc", source.id(), source.path(),
                source.walked() ? 1 : 0, source.key(), checksum(source));
    }

    static @Nullable Source byPath(Sql sql, String path) {
        return sql.first(SELECT + "WHERE path = ?", row -> read(sql, row), path);
    }

    static List<Source> all(Sql sql) {
        return sql.list(SELECT + "ORDER BY id", row -> read(sql, row));
    }

    private static Source read(Sql sql, ResultSet row) throws SQLException {
        var source = new Source(row.getLong(1), String.valueOf(row.getString(2)), row.getInt(3) != 0,
                String.valueOf(row.getString(4)));
        if (checksum(source) != row.getLong(5)) {
            throw new GalleryException.Corrupt(
                    "%s is damaged: table source, row %d does not match its checksum; restore a snapshot"
                            .formatted(sql.file(), source.id()),
                    null);
        }
        return source;
    }

    private static long checksum(Source source) {
        return new RowChecksum().add(source.id()).add(source.path()).add(source.walked() ? 1 : 0).add(source.key())
                .value();
    }
}
