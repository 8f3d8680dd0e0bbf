package dev.lookalike.gallery.traits;

import java.util.List;

import dev.lookalike.vision.Picture;
import dev.lookalike.vision.TextureEmbedder;

/// The surface of what a picture shows, its pattern and material: a unit vector.
public record Textures(TextureEmbedder embedder) implements Trait {
    public static final String NAME = "textures";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String fingerprint() {
        return embedder.fingerprint();
    }

    @Override
    public int dimension() {
        return embedder.dimension();
    }

    @Override
    public List<float[]> of(List<Picture> pictures) {
        return pictures.stream().map(embedder::embed).toList();
    }

    @Override
    public void close() {
        embedder.close();
    }
}
