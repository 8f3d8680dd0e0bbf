package dev.lookalike.gallery.ingest;

import java.util.List;

import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Embedding;
import dev.lookalike.vision.Picture;

/// What the ingest needs of an embedder. Called by as many threads as there are cores.
public interface Network {

    /// The shorter side, in pixels, that a picture needs.
    int sideNeeded();

    /// The embeddings of pictures, in their order.
    List<Embedding> embed(List<Picture> pictures);

    /// What `embedder` does.
    static Network of(Embedder embedder) {
        return new Network() {
            @Override
            public int sideNeeded() {
                return embedder.sideNeeded();
            }

            @Override
            public List<Embedding> embed(List<Picture> pictures) {
                return embedder.embed(pictures);
            }
        };
    }
}
