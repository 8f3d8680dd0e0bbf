package dev.lookalike.index;

import java.util.Objects;

/// What an index is made for.
///
/// @param dimension
///            how many values each vector has, 1 to [#MAX_DIMENSION]
/// @param precision
///            how precisely vectors are kept
/// @param graphFrom
///            from how many vectors on the file has a graph, which finds faster than looking at all codes and takes long
///            to build; at least 1
/// @param seed
///            what random choices in building start from; the same vectors and seed make the same index on the
///            same machine
public record IndexSpec(int dimension, Precision precision, int graphFrom, long seed) {
    /// The most values a vector may have.
    public static final int MAX_DIMENSION = 8192;

    /// From how many vectors on a graph is worth it.
    public static final int GRAPH_FROM = 16_384;

    public IndexSpec {
        Objects.requireNonNull(precision, "precision");
        if (dimension < 1 || dimension > MAX_DIMENSION) {
            throw new IllegalArgumentException(
                    "dimension is " + dimension + "; a vector has 1 to " + MAX_DIMENSION + " values");
        }
        if (graphFrom < 1) {
            throw new IllegalArgumentException("graphFrom is " + graphFrom + "; give 1 or more");
        }
    }

    /// Vectors of `dimension` values, kept as they are put.
    public static IndexSpec of(int dimension) {
        return new IndexSpec(dimension, Precision.FLOAT, GRAPH_FROM, 1);
    }

    /// The same with another precision.
    public IndexSpec keeping(Precision precision) {
        return new IndexSpec(dimension, precision, graphFrom, seed);
    }

    /// The same with a graph from another number of vectors on.
    public IndexSpec graphFrom(int count) {
        return new IndexSpec(dimension, precision, count, seed);
    }
}
