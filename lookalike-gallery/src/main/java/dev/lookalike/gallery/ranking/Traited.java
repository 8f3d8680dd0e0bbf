package dev.lookalike.gallery.ranking;

import dev.lookalike.gallery.catalogue.Embeddings;
import dev.lookalike.gallery.traits.Making;
import dev.lookalike.vision.Embedder;

/// What answers by the traits of pictures, each in an index of its own that is made when it is asked first.
record Traited(Looks looks, Sketching sketching) implements AutoCloseable {
    Traited(Making traits, Embedder embedder, Embeddings embeddings, Ranking.Shown shown) {
        this(new Looks(traits, shown), new Sketching(traits, embedder, embeddings, shown));
    }

    @Override
    public void close() {
        looks.close();
        sketching.close();
    }
}
