package dev.lookalike.index;

/// How two vectors are compared. A score is higher for nearer vectors.
public enum Metric {
    /// The cosine of the angle between the vectors, in -1..1; their lengths do not matter.
    COSINE,

    /// The negative Euclidean distance, at most 0; lengths matter.
    EUCLIDEAN,

    /// The inner product, unbounded; lengths matter.
    INNER_PRODUCT
}
