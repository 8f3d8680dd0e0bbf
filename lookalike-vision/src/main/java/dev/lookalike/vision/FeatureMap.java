package dev.lookalike.vision;

/// What each place of a picture adds to its embedding: the raw embedding is the mean of the cells.
///
/// @param rows
///            of the grid, top to bottom
/// @param columns
///            of the grid, left to right
/// @param shown
///            the part of the upright picture that the grid covers, what the network was shown
/// @param cells
///            `rows * columns` vectors of `dimension` values, row by row
public record FeatureMap(int rows, int columns, Crop shown, float[][] cells) {}
