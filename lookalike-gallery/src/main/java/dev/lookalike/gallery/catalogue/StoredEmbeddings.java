package dev.lookalike.gallery.catalogue;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

import dev.lookalike.gallery.GalleryException;
import org.jspecify.annotations.Nullable;

/// The embeddings of one generation, read from the catalogue.
///
/// @param told
///            the version up to which the writer has told what it wrote
record StoredEmbeddings(Connections connections, Generation generation, LongSupplier told) implements Embeddings {

    @Override
    public int dimension() {
        return generation.dimension();
    }

    @Override
    public long count() {
        return connections.read(sql -> generation.ledger(sql).count());
    }

    @Override
    public void forEach(Visitor visitor) {
        connections.readMoment(sql -> {
            visit(sql, generation,
                    embedding -> visitor.visit(embedding.id(), embedding.unit(), embedding.norm()));
            return generation;
        });
    }

    /// Shows every embedding, and finds out at the end whether those were all.
    static void visit(Sql sql, Generation generation, Consumer<StoredEmbedding> visitor) {
        var found = new Generation.Ledger[]{Generation.Ledger.EMPTY};
        sql.each("SELECT id, unit, norm, crc FROM " + generation.table() + " ORDER BY id", row -> {
            StoredEmbedding embedding = EmbeddingRows.read(sql, generation, row);
            found[0] = found[0].with(embedding.id());
            visitor.accept(embedding);
        });
        if (!found[0].hasRowsOf(generation.ledger(sql))) {
            throw new GalleryException.Corrupt(
                    "%s is damaged: table %s shows %d rows, and others were written; restore a snapshot"
                            .formatted(sql.file(), generation.table(), found[0].count()),
                    null);
        }
    }

    @Override
    public Contents contents(long since) {
        return connections.readMoment(sql -> EmbeddingLog.contents(sql, generation, since));
    }

    @Override
    public long version() {
        return told.getAsLong();
    }

    @Override
    public @Nullable StoredEmbedding find(long id) {
        return connections.<@Nullable StoredEmbedding>read(sql -> EmbeddingRows.find(sql, generation, id));
    }
}
