package dev.lookalike.index;

/// One answer of a search.
///
/// @param id
///            the id under which the vector is stored
/// @param score
///            higher is nearer; see [Metric]
public record Hit(long id, double score) {}
