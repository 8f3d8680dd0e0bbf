package dev.lookalike.gallery.catalogue;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.index.Hit;

/// Finds the items whose metadata has some words, the best first: SQLite's full-text search (FTS5) and its BM25.
///
/// For one thread at a time. Lies in memory alone: the catalogue is read when the first words are asked for.
final class Keywords implements AutoCloseable {
    /// Words beyond these are not looked for.
    private static final int MOST_WORDS = 64;

    private static final String FIND = "SELECT rowid, -bm25(keywords) FROM keywords WHERE keywords MATCH ? "
            + "ORDER BY rank, rowid LIMIT ?";

    private final Sql sql;

    Keywords() {
        try {
            sql = new Sql(DriverManager.getConnection("jdbc:sqlite::memory:"), "the keywords in memory");
        } catch (SQLException failure) {
            throw new GalleryException.Storage("cannot make a database in memory: " + failure.getMessage(), failure);
        }
        sql.control("CREATE VIRTUAL TABLE keywords USING fts5(text, content='', contentless_delete=1, "
                + "tokenize='porter unicode61 remove_diacritics 2')");
    }

    /// Knows what is told of an item, in place of what was told before.
    void put(long id, Map<String, String> metadata) {
        remove(id);
        if (!metadata.isEmpty()) {
            sql.update("INSERT INTO keywords(rowid, text) VALUES(?, ?)", id, String.join("\n", metadata.values()));
        }
    }

    void remove(long id) {
        sql.update("DELETE FROM keywords WHERE rowid = ?", id);
    }

    /// Those that have some of the words, most of them and the rarest first.
    ///
    /// @param text
    ///            anything; only its letters and digits are looked for
    List<Hit> find(String text, int most) {
        List<String> words = FieldValue.words(text).stream().limit(MOST_WORDS).toList();
        if (words.isEmpty()) {
            return List.of();
        }
        // Each word is quoted, and holds no quote: nothing in it can be taken for the query language's own.
        String query = words.stream().map(word -> '"' + word + '"').collect(Collectors.joining(" OR "));
        return sql.list(FIND, row -> new Hit(row.getLong(1), row.getDouble(2)), query, most);
    }

    @Override
    public void close() {
        sql.close();
    }
}
