package dev.lookalike.gallery;

/// What a move did.
///
/// @param images
///            how many stand at the other place now, each compared
/// @param put
///            how many of them were not there before, or were others
public record MoveReport(long images, long put) {}
