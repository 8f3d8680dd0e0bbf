package dev.lookalike.gallery.ranking;

import dev.lookalike.gallery.catalogue.Embeddings;
import dev.lookalike.gallery.traits.Making;

/// What answers by the traits of pictures, made when it is asked first.
record Traited(Looks looks, Drawings drawings) implements AutoCloseable {
    Traited(Making traits, Embeddings embeddings, Ranking.Shown shown) {
        this(new Looks(traits, shown), new Drawings(traits, embeddings));
    }

    @Override
    public void close() {
        looks.close();
    }
}
