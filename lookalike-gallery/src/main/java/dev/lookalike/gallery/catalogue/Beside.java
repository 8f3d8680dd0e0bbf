package dev.lookalike.gallery.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

import dev.lookalike.gallery.GalleryException;
import org.jspecify.annotations.Nullable;

/// The generation beside the one that serves, if there is one: the next while it is built, the last once it was switched.
final class Beside {
    /*
     * What an item is depends on the network: its guessed categories, and whether it is embedded at all. The table `item` says
     * what it is in the generation that serves; a row of `beside` holds the content it has in the other, and is there exactly
     * where that has an embedding of it. Whatever changes the embedding of an item forgets the one beside, which is of what the
     * file was; so what is there fits, and what is not is embedded before the switch. The switch exchanges the two: all that was
     * embedded gets a row, and what had one is embedded. Going back is the same once more.
     */
    static final String SELECT = "SELECT generation, id, content, crc FROM beside ";

    private final Sql sql;
    private final Generation serving;

    Beside(Sql sql, Generation serving) {
        this.sql = sql;
        this.serving = serving;
    }

    /// The generation of a model: the one that is there, or a new one in its place.
    ///
    /// @param version
    ///            of the embeddings that serve
    Generation generation(Catalogue.Model model, long version) {
        if (model.fingerprint().equals(serving.fingerprint())) {
            throw new IllegalArgumentException(
                    "%s serves already (fingerprint %.12s); name another model".formatted(serving.model(),
                            serving.fingerprint()));
        }
        Generation there = serving.other(sql);
        if (there == null) {
            return Generation.create(sql, serving.id() + 1, model, version);
        }
        if (there.fingerprint().equals(model.fingerprint())) {
            return there;
        }
        long newest = Math.max(version, there.ledger(sql).version());
        there.drop(sql);
        return Generation.create(sql, Math.max(serving.id(), there.id()) + 1, model, newest);
    }

    void embed(Generation next, StoredEmbedding embedding, Item.Content content) {
        var rows = new EmbeddingRows(sql, next);
        rows.write(embedding);
        rows.settle();
        write(next, embedding.id(), content);
    }

    void forget(long id) {
        Generation other = serving.other(sql);
        if (other != null
                && sql.update("DELETE FROM beside WHERE generation = ? AND id = ?", other.id(), id) > 0) {
            var rows = new EmbeddingRows(sql, other);
            rows.delete(id);
            rows.settle();
        }
    }

    static List<Long> lacking(Sql sql, Generation beside, long after, int count) {
        return sql.list(
                "SELECT id FROM item INDEXED BY item_embedded WHERE state = 1 AND id > ? AND id NOT IN (SELECT id FROM "
                        + beside.table() + ") ORDER BY id LIMIT ?",
                row -> row.getLong(1), after, count);
    }

    /// See [Change#serve].
    boolean serve(Generation next, Map<Long, Item.Refusal> refused) {
        var lacking = new HashSet<>(lacking(sql, next, 0, Integer.MAX_VALUE));
        if (!refused.keySet().containsAll(lacking)) {
            return false;
        }
        List<Long> ids = sql.list(
                "SELECT id FROM item WHERE state = 1 UNION SELECT id FROM beside WHERE generation = ? ORDER BY 1",
                row -> row.getLong(1), next.id());
        for (long id : ids) {
            Item item = Items.byId(sql, id);
            if (item == null) {
                throw damaged(sql, id);
            }
            if (item.state() == State.EMBEDDED && item.content() != null) {
                write(serving, id, item.content());
            }
            Item.Refusal refusal = lacking.contains(id) ? refused.get(id) : null;
            ItemRows.update(sql, refusal != null
                    ? item.rejected(item.stamp(), refusal)
                    : item.embedded(item.stamp(), content(next, id)));
        }
        sql.update("DELETE FROM beside WHERE generation = ?", next.id());
        next.serve(sql);
        return true;
    }

    private void write(Generation generation, long id, Item.Content content) {
        String json = Json.content(content);
        sql.update("INSERT OR REPLACE INTO beside(generation, id, content, crc) VALUES(?,?,?,?)", generation.id(), id,
                json, checksum(generation.id(), id, json));
    }

    private Item.Content content(Generation generation, long id) {
        Item.Content content = sql.first(SELECT + "WHERE generation = ? AND id = ?", row -> read(sql, row),
                generation.id(), id);
        if (content == null) {
            throw damaged(sql, id);
        }
        return content;
    }

    static Item.Content read(Sql sql, ResultSet row) throws SQLException {
        long id = row.getLong(2);
        String json = row.getString(3);
        if (json == null || checksum(row.getLong(1), id, json) != row.getLong(4)) {
            throw damaged(sql, id);
        }
        return Json.content(json);
    }

    private static long checksum(long generation, long id, @Nullable String content) {
        return new RowChecksum().add(generation).add(id).add(content).value();
    }

    private static GalleryException.Corrupt damaged(Sql sql, long id) {
        return new GalleryException.Corrupt(
                "%s is damaged: table beside, row %d does not match its checksum; restore a snapshot"
                        .formatted(sql.file(), id),
                null);
    }
}
