package dev.lookalike.gallery;

/// Why two pictures are alike: how much each place of each adds to their score. The parts of each map sum to `score`; a
/// place has a larger part the more the network found in it, and the more the score falls when it is hidden.
///
/// @param score
///            of the pair
/// @param query
///            the map over the query picture
/// @param match
///            the map over the answer
public record Explanation(double score, HeatMap query, HeatMap match) {

    /// A grid of parts of a score.
    ///
    /// @param rows
    ///            top to bottom
    /// @param columns
    ///            left to right
    /// @param shown
    ///            the part of the upright picture that the grid covers
    /// @param parts
    ///            `rows * columns` values, row by row, that sum to the score
    public record HeatMap(int rows, int columns, dev.lookalike.vision.Crop shown, double[] parts) {}
}
