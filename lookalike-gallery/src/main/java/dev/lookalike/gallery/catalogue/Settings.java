package dev.lookalike.gallery.catalogue;

import java.util.Map;
import java.util.TreeMap;

import dev.lookalike.gallery.GalleryException;

/// What was chosen for a gallery, as rows of a name and a value.
final class Settings {
    private Settings() {}

    static void write(Sql sql, String name, String value) {
        sql.update("INSERT OR REPLACE INTO setting(name, value, crc) VALUES(?,?,?)", name, value,
                checksum(name, value));
    }

    static Map<String, String> all(Sql sql) {
        var settings = new TreeMap<String, String>();
        sql.each("SELECT name, value, crc FROM setting", row -> {
            String name = row.getString(1);
            String value = row.getString(2);
            if (checksum(name, value) != row.getLong(3)) {
                throw new GalleryException.Corrupt(
                        "%s is damaged: table setting, row %s does not match its checksum; restore a snapshot"
                                .formatted(sql.file(), name),
                        null);
            }
            settings.put(name, value);
        });
        return settings;
    }

    private static long checksum(String name, String value) {
        return new RowChecksum().add(name).add(value).value();
    }
}
