package dev.lookalike.index;

/// What an engine can do by itself.
public enum Capability {
    /// Stores vectors after it was built, and replaces them.
    UPDATE,

    /// Forgets vectors.
    REMOVE,

    /// Searches among some ids alone, without searching among all first.
    FILTER,

    /// Answers with certainty.
    EXACT,

    /// Compares by [Metric#COSINE].
    COSINE,

    /// Compares by [Metric#EUCLIDEAN].
    EUCLIDEAN,

    /// Compares by [Metric#INNER_PRODUCT].
    INNER_PRODUCT
}
