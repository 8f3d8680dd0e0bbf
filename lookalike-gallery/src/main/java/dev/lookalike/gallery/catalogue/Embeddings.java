package dev.lookalike.gallery.catalogue;

import java.util.stream.LongStream;

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

    /// Which embeddings there are, and which of them are newer than a version, all of one moment. A catalogue reads none of
    /// them; embeddings that never change have one version and are all new.
    ///
    /// @param since
    ///            a version that was current once, or 0
    /// @throws dev.lookalike.gallery.GalleryException.Corrupt
    ///             if a row is damaged or missing
    default Contents contents(long since) {
        var ids = LongStream.builder();
        forEach((id, unit, norm) -> ids.add(id));
        long[] all = ids.build().toArray();
        return new Contents(version(), all, all);
    }

    /// The version up to which everything that was written has been told to those who follow it.
    default long version() {
        return 0;
    }

    /// The embedding of one picture, or null if it has none.
    ///
    /// @throws dev.lookalike.gallery.GalleryException.Corrupt
    ///             if the row is damaged
    @Nullable
    StoredEmbedding find(long id);

    /// Which embeddings there are.
    ///
    /// @param version
    ///            how many were ever written
    /// @param ids
    ///            of the pictures that have one, ascending
    /// @param written
    ///            those of them that were written since, ascending; all of them where that is not known any more
    @SuppressWarnings("ArrayRecordComponent") // read once and not compared
    record Contents(long version, long[] ids, long[] written) {}

    /// Sees embeddings one by one.
    interface Visitor {
        /// One embedding.
        ///
        /// @param unit
        ///            the unit vector's values as float16 bits; belongs to the visitor
        void visit(long id, short[] unit, float norm);
    }
}
