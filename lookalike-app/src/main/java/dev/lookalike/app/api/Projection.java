package dev.lookalike.app.api;

import java.util.Locale;

/// What a map is drawn by.
public enum Projection {
    /// Neighbours stay together; what is far apart says little.
    TSNE,

    /// The two principal axes: the large shape, and little of the neighbourhoods.
    PCA;

    /// As the contract writes it.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
