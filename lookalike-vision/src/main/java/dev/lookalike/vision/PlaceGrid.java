package dev.lookalike.vision;

import dev.lookalike.vision.onnx.ClassifierSession.Places;

/// Where the places of a network's feature map lie in the picture.
///
/// @param left
///            in shares of the picture's width, below 0 where grey bars were added
/// @param top
///            in shares of the picture's height
/// @param right
///            in shares of the picture's width
/// @param bottom
///            in shares of the picture's height
record PlaceGrid(Places places, double left, double top, double right, double bottom) {

    static PlaceGrid of(Places places, Picture picture, PictureInput.View view) {
        var from = view.from();
        double column = (from.right() - from.left()) / view.width();
        double row = (from.bottom() - from.top()) / view.height();
        double left = from.left() - view.left() * column;
        double top = from.top() - view.top() * row;
        return new PlaceGrid(places, left / picture.width(), top / picture.height(),
                (left + view.canvasWidth() * column) / picture.width(),
                (top + view.canvasHeight() * row) / picture.height());
    }

    /// The part of the picture that the grid covers.
    Crop shown() {
        double fromLeft = Math.max(0, left);
        double fromTop = Math.max(0, top);
        return new Crop(fromLeft, fromTop, Math.min(1, right) - fromLeft, Math.min(1, bottom) - fromTop);
    }

    int rows() {
        return shownPlaces(places.rows(), top, bottom);
    }

    int columns() {
        return shownPlaces(places.columns(), left, right);
    }

    private static int shownPlaces(int places, double from, double to) {
        double inside = (Math.min(1, to) - Math.max(0, from)) / (to - from);
        return (int) Math.max(1, Math.round(places * inside));
    }

    /// The cells of another grid over `target`: each place's values are shared out by the area it has in each cell, and
    /// what lies outside goes to the nearest cell, so that the mean over the cells stays the embedding.
    float[][] onto(int rows, int columns, Crop target) {
        double[][] down = shares(places.rows(), top, bottom, rows, target.top(), target.top() + target.height());
        double[][] across = shares(places.columns(), left, right, columns, target.left(),
                target.left() + target.width());
        double scale = (double) rows * columns / (places.rows() * places.columns());
        int dimension = places.cells()[0].length;
        var cells = new float[rows * columns][dimension];
        for (int from = 0; from < places.cells().length; from++) {
            var values = places.cells()[from];
            for (int to = 0; to < cells.length; to++) {
                double share = scale * down[from / places.columns()][to / columns]
                        * across[from % places.columns()][to % columns];
                if (share > 0) {
                    add(values, (float) share, cells[to]);
                }
            }
        }
        return cells;
    }

    private static void add(float[] values, float share, float[] cell) {
        for (int i = 0; i < values.length; i++) {
            cell[i] += share * values[i];
        }
    }

    /// For each of `fromCount` stretches the share of it that lies in each of `toCount` others; each row sums to 1.
    private static double[][] shares(int fromCount, double from, double to, int toCount, double targetFrom,
            double targetTo) {
        var shares = new double[fromCount][toCount];
        double width = (to - from) / fromCount;
        double cell = (targetTo - targetFrom) / toCount;
        for (int i = 0; i < fromCount; i++) {
            double begin = from + i * width;
            double end = begin + width;
            for (int j = 0; j < toCount; j++) {
                double low = j == 0 ? Double.NEGATIVE_INFINITY : targetFrom + j * cell;
                double high = j == toCount - 1 ? Double.POSITIVE_INFINITY : targetFrom + (j + 1) * cell;
                shares[i][j] = Math.max(0, Math.min(end, high) - Math.max(begin, low)) / width;
            }
        }
        return shares;
    }
}
