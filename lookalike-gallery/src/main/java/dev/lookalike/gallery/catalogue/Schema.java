package dev.lookalike.gallery.catalogue;

import java.util.List;

import dev.lookalike.gallery.GalleryException;

/// The tables of the catalogue, and how those of an older version become those of this one.
final class Schema {
    /*
     * Each entry lifts the catalogue by one version; `user_version` says how many were applied. An entry that was
     * released is never edited. Embeddings have a table for each generation of model, `embedding_<generation>`, so
     * that an old generation is dropped at once; `generation` keeps their count and a digest of their ids, so that a
     * row lost to a damaged page is noticed. `embedded` is the log of them: the `version`-th embedding that was written
     * is that of picture `id`, so that who has a copy of some version reads what came after it. `beside` holds what an item
     * is in the generation that does not serve, see Beside. `user` and `event` hold what people did, see EventRows;
     * `outfit` what goes together, see OutfitRows. Columns called `crc` hold the CRC32C of the row's other columns.
     */
    private static final List<String> VERSIONS = List
            .of("""
                CREATE TABLE generation(
                  id INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL, model TEXT NOT NULL, dimension INTEGER NOT NULL,
                  count INTEGER NOT NULL, digest INTEGER NOT NULL, crc INTEGER NOT NULL) STRICT;
                CREATE TABLE source(
                  id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE, walked INTEGER NOT NULL,
                  key TEXT NOT NULL, crc INTEGER NOT NULL) STRICT;
                CREATE TABLE item(
                  id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE, source INTEGER NOT NULL,
                  folder TEXT NOT NULL, name TEXT NOT NULL, state INTEGER NOT NULL, bytes INTEGER NOT NULL,
                  modified INTEGER NOT NULL, added INTEGER NOT NULL, metadata TEXT NOT NULL, sha256 BLOB, format TEXT,
                  width INTEGER NOT NULL, height INTEGER NOT NULL, taken TEXT, category TEXT, categories TEXT,
                  placeholder BLOB, kind TEXT, reason TEXT, crc INTEGER NOT NULL) STRICT;
                CREATE INDEX item_pending ON item(id) WHERE state = 0;
                CREATE INDEX item_embedded ON item(id) WHERE state = 1;
                CREATE INDEX item_removed ON item(id) WHERE state = 3;
                CREATE INDEX item_by_source ON item(source, id);
                CREATE INDEX item_by_folder ON item(folder, id) WHERE state = 1;
                CREATE INDEX item_by_category ON item(category, id) WHERE state = 1;
                CREATE INDEX item_by_content ON item(sha256) WHERE sha256 IS NOT NULL;
                CREATE INDEX item_rejected ON item(path) WHERE state = 2;
                """, """
                     ALTER TABLE generation ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
                     CREATE TABLE embedded(
                       generation INTEGER NOT NULL, version INTEGER NOT NULL, id INTEGER NOT NULL, crc INTEGER NOT NULL,
                       PRIMARY KEY(generation, version)) STRICT, WITHOUT ROWID;
                     CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL, crc INTEGER NOT NULL) STRICT;
                     """, """
                          CREATE TABLE beside(
                            generation INTEGER NOT NULL, id INTEGER NOT NULL, content TEXT NOT NULL,
                            crc INTEGER NOT NULL, PRIMARY KEY(generation, id)) STRICT, WITHOUT ROWID;
                          """, """
                               CREATE TABLE user(
                                 id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE,
                                 since INTEGER NOT NULL, events INTEGER NOT NULL, crc INTEGER NOT NULL) STRICT;
                               CREATE TABLE event(
                                 id INTEGER PRIMARY KEY AUTOINCREMENT, user INTEGER NOT NULL, item INTEGER NOT NULL,
                                 kind INTEGER NOT NULL, rating INTEGER NOT NULL, at INTEGER NOT NULL,
                                 crc INTEGER NOT NULL) STRICT;
                               CREATE INDEX event_by_user ON event(user, id);
                               CREATE UNIQUE INDEX event_rating ON event(user, item) WHERE kind = 1;
                               """, """
                                    CREATE TABLE outfit(
                                      id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE,
                                      images TEXT NOT NULL, crc INTEGER NOT NULL) STRICT;
                                    """);

    /// "LOOK", in the file's header.
    static final int APPLICATION_ID = 0x4C4F4F4B;

    /// Three rows of 1,280 float16 values fill a page, six of them half of the next.
    static final int PAGE_BYTES = 8192;

    static final int VERSION = VERSIONS.size();

    private Schema() {}

    /// Lifts the catalogue to [#VERSION], each step in one transaction.
    static void lift(Sql sql) {
        long version = sql.number("PRAGMA user_version");
        if (version > VERSION) {
            throw new GalleryException.Incompatible(
                    "%s has version %d, and this program knows up to %d; use the newer program that made it"
                            .formatted(sql.file(), version, VERSION));
        }
        for (int next = (int) version; next < VERSION; next++) {
            sql.control("BEGIN IMMEDIATE");
            for (String statement : VERSIONS.get(next).split(";\n")) {
                sql.control(statement);
            }
            sql.control("PRAGMA user_version = " + (next + 1));
            sql.control("COMMIT");
        }
    }
}
