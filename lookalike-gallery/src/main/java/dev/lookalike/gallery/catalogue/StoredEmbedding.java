package dev.lookalike.gallery.catalogue;

/// An embedding as the catalogue keeps it.
///
/// @param id
///            of the picture
/// @param unit
///            the unit vector's values as float16 bits; not to be changed
/// @param norm
///            the length the raw embedding had
public record StoredEmbedding(long id, short[] unit, float norm) {}
