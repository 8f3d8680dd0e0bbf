package dev.lookalike.gallery.ingest;

/// What is kept in step with the catalogue's embeddings; told of each change right after its commit, in commit order.
public interface Mirror {

    /// A picture has this embedding now.
    void put(long id, short[] unit, float norm);

    /// A picture is no longer to be found.
    void remove(long id);
}
