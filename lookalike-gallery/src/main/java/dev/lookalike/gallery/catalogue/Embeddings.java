package dev.lookalike.gallery.catalogue;

import org.jspecify.annotations.Nullable;

/// The embeddings of a gallery's findable pictures. Every row's checksum is checked whenever it is read.
public interface Embeddings {

    /// How many values each has.
    int dimension();

    /// How many there are.
    long count();

    /// Shows every embedding to `visitor`, by ascending id, all of one moment.
    ///
    /// @throws dev.lookalike.gallery.GalleryException.Corrupt
    ///             if a row is damaged or missing
    void forEach(Visitor visitor);

    /// The embedding of one picture, or null if it has none.
    ///
    /// @throws dev.lookalike.gallery.GalleryException.Corrupt
    ///             if the row is damaged
    @Nullable
    StoredEmbedding find(long id);

    /// Sees embeddings one by one.
    interface Visitor {
        /// One embedding.
        ///
        /// @param unit
        ///            the unit vector's values as float16 bits; belongs to the visitor
        void visit(long id, short[] unit, float norm);
    }
}
