package dev.lookalike.app.api;

import java.util.List;

import dev.lookalike.vision.Crop;

/// Why two pictures are alike: how much each place of each adds to their score.
///
/// @param query
///            over the first positive example
/// @param match
///            over the picture that was asked about
public record Explanation(double score, HeatMap query, HeatMap match) {

    /// A grid of parts of a score, which they sum to.
    ///
    /// @param shown
    ///            the part of the upright picture that the grid covers
    /// @param parts
    ///            `rows * columns` values, row by row
    public record HeatMap(int rows, int columns, Crop shown, List<Double> parts) {}
}
