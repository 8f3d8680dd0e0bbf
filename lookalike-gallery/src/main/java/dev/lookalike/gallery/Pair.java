package dev.lookalike.gallery;

/// Two pictures of which somebody said whether they are alike, such as by a click on one beside the other.
///
/// @param one
///            the id of a picture
/// @param other
///            the id of another
public record Pair(long one, long other, boolean alike) {
    public Pair {
        if (one == other) {
            throw new IllegalArgumentException("picture %d is paired with itself; give another".formatted(one));
        }
    }
}
