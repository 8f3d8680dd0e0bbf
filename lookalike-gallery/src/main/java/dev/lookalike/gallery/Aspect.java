package dev.lookalike.gallery;

import java.util.Locale;

/// By what pictures are compared.
public enum Aspect {
    /// As the network sees them, in the gallery's space.
    OVERALL,
    /// By the colours of what they show, and how much there is of each ([dev.lookalike.vision.Palette]).
    COLOUR,
    /// By the surface of what they show: its pattern and material ([dev.lookalike.vision.TextureEmbedder]).
    TEXTURE,
    /// By their outlines, without colour and surface ([dev.lookalike.vision.EdgeMap]).
    SHAPE;

    /// As it is written, such as `colour`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
