package dev.lookalike.app.api;

import java.util.Locale;

/// How pictures are compared.
public enum Metric {
    /// By the direction of their embeddings, in the gallery's space.
    COSINE,

    /// By the negative distance of their raw embeddings.
    EUCLIDEAN;

    dev.lookalike.index.Metric inGallery() {
        return switch (this) {
            case COSINE -> dev.lookalike.index.Metric.COSINE;
            case EUCLIDEAN -> dev.lookalike.index.Metric.EUCLIDEAN;
        };
    }

    /// As the contract writes it.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
