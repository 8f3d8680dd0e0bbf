package dev.lookalike.vision;

import java.util.List;

/// What a network says of a picture.
///
/// @param unit
///            the direction of the embedding: `dimension` values, of length 1; not to be changed
/// @param norm
///            the length the embedding had, more than 0: the raw embedding is `norm * unit`
/// @param guesses
///            the likeliest categories, best first, at most five; empty for a network without class names
public record Embedding(float[] unit, float norm, List<Guess> guesses) {

    /// A category the network takes the picture for.
    ///
    /// @param category
    ///            the class's name
    /// @param probability
    ///            0..1, the softmax over the network's classes
    public record Guess(String category, float probability) {}
}
