package dev.lookalike.gallery.catalogue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;

import dev.lookalike.gallery.GalleryException;
import org.jspecify.annotations.Nullable;

/// Embeddings as rows of their generation's table: float16 values, lowest byte first, and the norm's bits.
final class EmbeddingRows {
    private final Sql sql;
    private final Generation generation;
    private Generation.Ledger ledger;
    private Generation.Ledger settled;

    EmbeddingRows(Sql sql, Generation generation) {
        this.sql = sql;
        this.generation = generation;
        this.ledger = generation.ledger(sql);
        this.settled = ledger;
    }

    void write(StoredEmbedding embedding) {
        if (embedding.unit().length != generation.dimension()) {
            throw new IllegalArgumentException("the embedding has %d values; this gallery's have %d"
                    .formatted(embedding.unit().length, generation.dimension()));
        }
        delete(embedding.id());
        byte[] unit = bytes(embedding.unit());
        int norm = Float.floatToRawIntBits(embedding.norm());
        sql.update("INSERT INTO " + generation.table() + "(id, unit, norm, crc) VALUES(?,?,?,?)", embedding.id(), unit,
                norm, checksum(embedding.id(), unit, norm));
        ledger = ledger.with(embedding.id());
        EmbeddingLog.write(sql, generation, ledger.version(), embedding.id());
    }

    void delete(long id) {
        if (sql.update("DELETE FROM " + generation.table() + " WHERE id = ?", id) > 0) {
            ledger = ledger.without(id);
        }
    }

    @Nullable
    StoredEmbedding find(long id) {
        return find(sql, generation, id);
    }

    static @Nullable StoredEmbedding find(Sql sql, Generation generation, long id) {
        return sql.first("SELECT id, unit, norm, crc FROM " + generation.table() + " WHERE id = ?",
                row -> read(sql, generation, row), id);
    }

    static StoredEmbedding read(Sql sql, Generation generation, ResultSet row) throws SQLException {
        long id = row.getLong(1);
        byte[] unit = row.getBytes(2);
        int norm = row.getInt(3);
        if (unit == null || unit.length != 2 * generation.dimension() || checksum(id, unit, norm) != row.getLong(4)) {
            throw new GalleryException.Corrupt(
                    "%s is damaged: table %s, row %d does not match its checksum; restore a snapshot"
                            .formatted(sql.file(), generation.table(), id),
                    null);
        }
        return new StoredEmbedding(id, values(unit), Float.intBitsToFloat(norm));
    }

    Generation.Ledger ledger() {
        return ledger;
    }

    void backTo(Generation.Ledger earlier) {
        ledger = earlier;
    }

    void settle() {
        if (!ledger.equals(settled)) {
            generation.write(sql, ledger);
        }
    }

    void committed() {
        settled = ledger;
    }

    void rolledBack() {
        ledger = settled;
    }

    private static long checksum(long id, byte[] unit, int norm) {
        return new RowChecksum().add(id).add(unit).add(norm).value();
    }

    private static byte[] bytes(short[] values) {
        var bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(values);
        return bytes.array();
    }

    private static short[] values(byte[] bytes) {
        var values = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(values);
        return values;
    }
}
