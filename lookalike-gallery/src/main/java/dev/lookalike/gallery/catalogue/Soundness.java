package dev.lookalike.gallery.catalogue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.lookalike.gallery.GalleryException;

/// Looks for damage: SQLite's own check of its structure, the checksum of every row, and whether the tables agree.
final class Soundness {
    /*
     * SQLite's check finds no flipped bit inside a row, the checksums find no row that an index or an inner page no
     * longer leads to; together they find both. At open only the tables without embeddings are checked, and only while
     * they are small enough for it not to be noticed; `verify` checks all.
     */
    private static final long ROWS_AT_OPEN = 50_000;

    /*
     * SQLite asks for each row whether its index has it, and not whether a partial index has others too.
     */
    private static final Map<String, String> INDEXES = Map.of("item_pending", "state = 0", "item_embedded", "state = 1",
            "item_by_folder", "state = 1", "item_by_category", "state = 1", "item_rejected", "state = 2",
            "item_removed",
            "state = 3", "item_by_content", "sha256 IS NOT NULL", "item_by_source", "true");

    private final Sql sql;
    private final Generation generation;
    private final List<String> problems;

    Soundness(Sql sql, Generation generation, List<String> problems) {
        this.sql = sql;
        this.generation = generation;
        this.problems = problems;
    }

    static void checkAtOpen(Sql sql) {
        boolean small = sql.number("SELECT max(id) FROM item") <= ROWS_AT_OPEN;
        var tables = new ArrayList<>(List.of("generation", "setting", "source"));
        if (small) {
            tables.add("item");
        }
        if (sql.number("SELECT max(id) FROM event") <= ROWS_AT_OPEN) {
            tables.addAll(List.of("user", "event"));
        }
        for (String table : tables) {
            String first = sql.list("PRAGMA integrity_check(" + table + ")", row -> row.getString(1)).getFirst();
            if (!first.equals("ok")) {
                throw new GalleryException.Corrupt("%s is damaged: table %s, %s; restore a snapshot"
                        .formatted(sql.file(), table, first.strip()), null);
            }
        }
        if (small) {
            checkIndexes(sql);
        }
    }

    private static void checkIndexes(Sql sql) {
        INDEXES.forEach((index, condition) -> {
            long rows = sql.number("SELECT count(*) FROM item NOT INDEXED WHERE " + condition);
            long entries = sql.number("SELECT count(*) FROM item INDEXED BY " + index + " WHERE " + condition);
            if (rows != entries) {
                throw new GalleryException.Corrupt(
                        "%s is damaged: index %s has %d entries for %d rows; restore a snapshot"
                                .formatted(sql.file(), index, entries, rows),
                        null);
            }
        });
    }

    void checkAll() {
        attempt(this::checkStructure);
        attempt(() -> checkIndexes(sql));
        attempt(() -> Sources.all(sql));
        attempt(() -> generation.ledger(sql));
        checkItems();
        checkEmbeddings(generation);
        attempt(() -> EmbeddingLog.contents(sql, generation, 0));
        attempt(() -> Settings.all(sql));
        attempt(() -> UserLog.damages(sql).forEach(found -> problems.add(String.valueOf(found.getMessage()))));
        attempt(() -> OutfitLog.damages(sql).forEach(found -> problems.add(String.valueOf(found.getMessage()))));
        attempt(() -> checkAgreement(generation, "item WHERE state = 1"));
        attempt(() -> {
            Generation other = generation.other(sql);
            if (other != null) {
                checkOther(other);
            }
        });
    }

    private void checkOther(Generation other) {
        checkEmbeddings(other);
        attempt(() -> sql.each(Beside.SELECT + "WHERE generation = ? ORDER BY id",
                row -> attempt(() -> Beside.read(sql, row)), other.id()));
        attempt(() -> checkAgreement(other, "beside WHERE generation = " + other.id()));
    }

    private void checkStructure() {
        for (String line : sql.list("PRAGMA integrity_check", row -> row.getString(1))) {
            if (!line.equals("ok")) {
                problems.add(sql.file() + " is damaged: " + line.strip());
            }
        }
    }

    private void checkItems() {
        attempt(() -> sql.each(ItemRows.SELECT + "ORDER BY id", row -> attempt(() -> ItemRows.read(row, sql.file()))));
    }

    private void checkEmbeddings(Generation generation) {
        attempt(() -> EmbeddingLog.check(sql, generation));
        var found = new Generation.Ledger[]{Generation.Ledger.EMPTY};
        attempt(() -> {
            sql.each("SELECT id, unit, norm, crc FROM " + generation.table() + " ORDER BY id", row -> {
                found[0] = found[0].with(row.getLong(1));
                attempt(() -> EmbeddingRows.read(sql, generation, row));
            });
            if (!found[0].hasRowsOf(generation.ledger(sql))) {
                problems.add("%s is damaged: table %s shows %d rows, and others were written".formatted(sql.file(),
                        generation.table(), found[0].count()));
            }
        });
    }

    /// @param pictures
    ///            the table and condition of those that have an embedding in this generation
    private void checkAgreement(Generation generation, String pictures) {
        sql.each("SELECT id FROM " + pictures + " AND id NOT IN (SELECT id FROM " + generation.table() + ")",
                row -> problems.add("%s is damaged: picture %d has no embedding".formatted(sql.file(),
                        row.getLong(1))));
        sql.each("SELECT id FROM " + generation.table() + " WHERE id NOT IN (SELECT id FROM " + pictures + ")",
                row -> problems.add("%s is damaged: an embedding belongs to no picture, row %d".formatted(sql.file(),
                        row.getLong(1))));
    }

    /// A step that may meet the damage it looks for.
    private interface Step {
        void take() throws SQLException;
    }

    private void attempt(Step step) {
        try {
            step.take();
        } catch (GalleryException failure) {
            problems.add(String.valueOf(failure.getMessage()));
        } catch (SQLException failure) {
            problems.add(String.valueOf(SqlFailure.of(sql.file(), failure).getMessage()));
        }
    }
}
