package dev.lookalike.gallery;

import java.util.List;

/// A picture that answers a query.
///
/// @param image
///            the picture
/// @param score
///            higher is more alike: a cosine in -1..1, or a negative distance; where words were found in what is told of pictures,
///            how far up it stands by its looks and by what is told, 1 for first in both; where aspects are weighed, 1 for the
///            same in each of them and 0 for as alike as any picture
/// @param likeness
///            0..1, the score placed between "unrelated" (0) and "the same" (1) as measured on this gallery
/// @param alike
///            whether it is above the cut-off below which pictures are unrelated
/// @param reason
///            one short phrase that says no more than is known: `same file`, `same picture`, `near copy`,
///            `both look like: jersey`, `similar look` or `not alike`; to words
///            `named "red dress" in name` or `looks like: gown`; in a situation that it suits, also why: `fits rain (rubber)`
/// @param others
///            the pictures that it stands for ([Selection]): of its group, and copies of it, as far as they are near; best first
/// @param shares
///            what each [aspect][Aspect] adds to the score, where a query [weighs][Weights] others than overall; else empty
public record Match(Image image, double score, double likeness, boolean alike, String reason, List<Long> others,
        List<Share> shares) {
    public Match {
        others = List.copyOf(others);
        shares = List.copyOf(shares);
    }

    /// A match by overall looks alone.
    public Match(Image image, double score, double likeness, boolean alike, String reason, List<Long> others) {
        this(image, score, likeness, alike, reason, others, List.of());
    }

    /// One aspect of a match.
    ///
    /// @param score
    ///            1 for the same, 0 for as alike in this aspect as pictures taken at random, below 0 for less
    /// @param share
    ///            what it adds to the score of the match: those of all aspects make up the score
    public record Share(Aspect aspect, double score, double share) {}
}
