package dev.lookalike.index.code;

/// A row in few bits: what a scan needs to know of it.
///
/// @param head
///            one of 0 to 63 for each of the first projected values ([dev.lookalike.index.projection.Projection#HEAD])
/// @param rest
///            the same for the others
/// @param terms
///            see [Coder#TERMS]
/// @param length
///            how long the row of what the codes stand for is
public record Code(byte[] head, byte[] rest, float[] terms, double length) {}
