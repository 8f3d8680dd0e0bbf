package dev.lookalike.gallery.traits;

import java.util.List;

import dev.lookalike.vision.Palette;
import dev.lookalike.vision.Picture;

/// The colours of what a picture shows: a unit vector.
public record Colours() implements Trait {
    public static final String NAME = "colours";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String fingerprint() {
        return Palette.METHOD;
    }

    @Override
    public int dimension() {
        return Palette.DIMENSION;
    }

    @Override
    public List<float[]> of(List<Picture> pictures) {
        return pictures.stream().map(Palette::vector).toList();
    }
}
