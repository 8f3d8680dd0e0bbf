package dev.lookalike.gallery.traits;

import java.util.List;

import dev.lookalike.vision.EdgeMap;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Embedding;
import dev.lookalike.vision.Picture;

/// What the network sees in a picture's own edge map: a unit vector.
public record Edges(Embedder embedder) implements Trait {
    public static final String NAME = "edges";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String fingerprint() {
        return embedder.fingerprint() + "\n" + EdgeMap.METHOD;
    }

    @Override
    public int dimension() {
        return embedder.dimension();
    }

    @Override
    public List<float[]> of(List<Picture> pictures) {
        return embedder.embed(pictures.stream().map(EdgeMap::of).toList()).stream().map(Embedding::unit).toList();
    }
}
