package dev.lookalike.gallery.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;

import dev.lookalike.gallery.GalleryException;
import org.jspecify.annotations.Nullable;

/// The embeddings of one model: they are never compared with those of another.
///
/// @param id
///            of the generation; its embeddings lie in a table of their own
/// @param fingerprint
///            of the model and its preprocessing
/// @param model
///            its name
/// @param dimension
///            values of an embedding
public record Generation(long id, String fingerprint, String model, int dimension) {
    /// The generation that a catalogue is made with, which serves until another does.
    static final long FIRST = 1;

    /// The setting that says which generation serves.
    private static final String SERVING = "serving";

    private static final String SELECT = "SELECT id, fingerprint, model, dimension, count, digest, version, crc "
            + "FROM generation ";

    /// How many embeddings a generation has, the sum of their hashed ids, and how many were written so far.
    record Ledger(long count, long digest, long version) {
        static final Ledger EMPTY = new Ledger(0, 0, 0);

        Ledger with(long id) {
            return new Ledger(count + 1, digest + hash(id), version + 1);
        }

        Ledger without(long id) {
            return new Ledger(count - 1, digest - hash(id), version);
        }

        /// Whether both have the same embeddings, whenever they were written.
        boolean hasRowsOf(Ledger other) {
            return count == other.count && digest == other.digest;
        }

        /*
         * The finaliser of SplitMix64 (Steele, Lea, Flood 2014): ids one apart get unrelated hashes.
         */
        private static long hash(long id) {
            long mixed = id + 0x9e3779b97f4a7c15L;
            mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
            return mixed ^ (mixed >>> 31);
        }
    }

    /// Whether it is the one that the catalogue was made with.
    public boolean isFirst() {
        return id == FIRST;
    }

    String table() {
        return "embedding_" + id;
    }

    /// Makes a generation, and the table for its embeddings.
    ///
    /// @param id
    ///            that no generation had
    /// @param version
    ///            from which its embeddings are numbered: no older than that of any generation before, so that an index file
    ///            that was left behind by one of the same model is not taken for one of these
    static Generation create(Sql sql, long id, Catalogue.Model model, long version) {
        var generation = new Generation(id, model.fingerprint(), model.name(), model.dimension());
        sql.control("CREATE TABLE " + generation.table() + "(id INTEGER PRIMARY KEY, unit BLOB NOT NULL, "
                + "norm INTEGER NOT NULL, crc INTEGER NOT NULL) STRICT");
        sql.update("INSERT INTO generation(id, fingerprint, model, dimension, count, digest, version, crc) "
                + "VALUES(?,?,?,?,?,?,?,?)", generation.id, generation.fingerprint, generation.model,
                generation.dimension, 0, 0, version, generation.checksum(new Ledger(0, 0, version)));
        return generation;
    }

    /// Forgets this generation and its embeddings.
    void drop(Sql sql) {
        sql.control("DROP TABLE " + table());
        sql.update("DELETE FROM embedded WHERE generation = ?", id);
        sql.update("DELETE FROM beside WHERE generation = ?", id);
        sql.update("DELETE FROM generation WHERE id = ?", id);
    }

    /// Has this generation serve.
    void serve(Sql sql) {
        Settings.write(sql, SERVING, String.valueOf(id));
    }

    void write(Sql sql, Ledger ledger) {
        sql.update("UPDATE generation SET count = ?, digest = ?, version = ?, crc = ? WHERE id = ?", ledger.count,
                ledger.digest, ledger.version, checksum(ledger), id);
    }

    Ledger ledger(Sql sql) {
        Stored stored = sql.first(SELECT + "WHERE id = ?", row -> read(sql, row), id);
        if (stored == null || !stored.generation.equals(this)) {
            throw damaged(sql);
        }
        return stored.ledger;
    }

    /// The generation that serves.
    static Generation serving(Sql sql) {
        String chosen = Settings.all(sql).get(SERVING);
        Stored stored = sql.first(SELECT + "WHERE id = ?", row -> read(sql, row),
                chosen == null ? FIRST : Long.parseLong(chosen));
        if (stored == null) {
            throw damaged(sql);
        }
        return stored.generation;
    }

    /// The generation beside this one, or null.
    @Nullable
    Generation other(Sql sql) {
        Stored stored = sql.first(SELECT + "WHERE id <> ?", row -> read(sql, row), id);
        return stored == null ? null : stored.generation;
    }

    /// Why this generation is not used any more.
    static IllegalStateException switched() {
        return new IllegalStateException("the gallery was switched to another model; open it again with that");
    }

    private record Stored(Generation generation, Ledger ledger) {}

    private static Stored read(Sql sql, ResultSet row) throws SQLException {
        var generation = new Generation(row.getLong(1), text(row.getString(2)), text(row.getString(3)), row.getInt(4));
        var ledger = new Ledger(row.getLong(5), row.getLong(6), row.getLong(7));
        if (generation.checksum(ledger) != row.getLong(8)) {
            throw damaged(sql);
        }
        return new Stored(generation, ledger);
    }

    private static String text(@Nullable String column) {
        return column == null ? "" : column;
    }

    /*
     * A row that was written before there were versions has none in its checksum.
     */
    private long checksum(Ledger ledger) {
        var checksum = new RowChecksum().add(id).add(fingerprint).add(model).add(dimension).add(ledger.count)
                .add(ledger.digest);
        return (ledger.version == 0 ? checksum : checksum.add(ledger.version)).value();
    }

    private static GalleryException.Corrupt damaged(Sql sql) {
        return new GalleryException.Corrupt(
                "%s is damaged: table generation does not match its checksum; restore a snapshot"
                        .formatted(sql.file()),
                null);
    }
}
