package dev.lookalike.index.code;

/// A row in few bits: what a scan needs to know of it.
///
/// @param codes
///            one of 0 to 63 for each projected value
/// @param terms
///            see [Coder#TERMS]
/// @param length
///            how long the row of what the codes stand for is
public record Code(byte[] codes, float[] terms, double length) {}
