package dev.lookalike.gallery.catalogue;

import java.util.Arrays;

import dev.lookalike.gallery.GalleryException;

/// In what order embeddings were written, so that who holds a copy of them finds out what it lacks without reading them.
final class EmbeddingLog {
    /*
     * The rows of a generation are numbered without a gap, and the generation's ledger has the last number: a row that is
     * lost is noticed. Of old ones so many are kept, at some 20 bytes each; a copy older than that is filled anew.
     */
    private static final long ROWS_MAX = 1_000_000;

    private EmbeddingLog() {}

    static void write(Sql sql, Generation generation, long version, long id) {
        sql.update("INSERT INTO embedded(generation, version, id, crc) VALUES(?,?,?,?)", generation.id(), version, id,
                checksum(generation, version, id));
        sql.update("DELETE FROM embedded WHERE generation = ? AND version <= ?", generation.id(), version - ROWS_MAX);
    }

    /// See [Embeddings#contents].
    static Embeddings.Contents contents(Sql sql, Generation generation, long since) {
        Generation.Ledger ledger = generation.ledger(sql);
        long[] ids = ids(sql, generation, ledger);
        boolean isKnown = since >= first(sql, generation, ledger) - 1 && since <= ledger.version();
        return new Embeddings.Contents(ledger.version(), ids,
                isKnown ? present(writtenSince(sql, generation, ledger, since), ids) : ids);
    }

    /// Finds out whether the log is whole.
    static void check(Sql sql, Generation generation) {
        Generation.Ledger ledger = generation.ledger(sql);
        writtenSince(sql, generation, ledger, first(sql, generation, ledger) - 1);
    }

    private static long[] present(long[] written, long[] ids) {
        return Arrays.stream(written).sorted().distinct().filter(id -> Arrays.binarySearch(ids, id) >= 0).toArray();
    }

    /// Embeddings are as many as embedded items and share their ids; an index over those is much smaller to read.
    private static long[] ids(Sql sql, Generation generation, Generation.Ledger ledger) {
        long[] ids = sql.list("SELECT id FROM item INDEXED BY item_embedded WHERE state = 1 ORDER BY id",
                row -> row.getLong(1)).stream().mapToLong(Long::longValue).toArray();
        var found = Generation.Ledger.EMPTY;
        for (long id : ids) {
            found = found.with(id);
        }
        if (!found.hasRowsOf(ledger)) {
            if (!Generation.serving(sql).equals(generation)) {
                throw Generation.switched();
            }
            throw damaged(sql, "table item shows %d embedded pictures, and others were written".formatted(ids.length));
        }
        return ids;
    }

    private static long first(Sql sql, Generation generation, Generation.Ledger ledger) {
        long first = sql.number("SELECT min(version) FROM embedded WHERE generation = ?", generation.id());
        return first == 0 ? ledger.version() + 1 : first;
    }

    private static long[] writtenSince(Sql sql, Generation generation, Generation.Ledger ledger, long since) {
        var next = new long[]{since};
        long[] written = sql
                .list("SELECT version, id, crc FROM embedded WHERE generation = ? AND version > ? ORDER BY version",
                        row -> {
                            long version = row.getLong(1);
                            long id = row.getLong(2);
                            if (version != ++next[0] || checksum(generation, version, id) != row.getLong(3)) {
                                throw damaged(sql, "table embedded, row %d".formatted(next[0]));
                            }
                            return id;
                        }, generation.id(), since)
                .stream().mapToLong(Long::longValue).toArray();
        if (next[0] != ledger.version()) {
            throw damaged(sql, "table embedded ends at row %d of %d".formatted(next[0], ledger.version()));
        }
        return written;
    }

    private static long checksum(Generation generation, long version, long id) {
        return new RowChecksum().add(generation.id()).add(version).add(id).value();
    }

    private static GalleryException.Corrupt damaged(Sql sql, String what) {
        return new GalleryException.Corrupt("%s is damaged: %s; restore a snapshot".formatted(sql.file(), what), null);
    }
}
