package dev.lookalike.gallery.health;

/// A grid of numbers: one channel of a small picture.
///
/// @param values
///            row by row
@SuppressWarnings("ArrayRecordComponent") // not compared
record Plane(int width, int height, float[] values) {

    float at(int x, int y) {
        return values[y * width + x];
    }

    /// The whole of it on another grid, each new value the mean of what it covers.
    Plane resized(int toWidth, int toHeight) {
        return toWidth == width && toHeight == height
                ? this
                : transposedAndResized(toWidth).transposedAndResized(toHeight);
    }

    // Along the rows; what lies in rows then lies in columns.
    private Plane transposedAndResized(int to) {
        var resized = new float[to * height];
        double step = (double) width / to;
        for (int i = 0; i < to; i++) {
            double from = i * step;
            double end = Math.max(from + step, from + 1);
            int last = (int) Math.min(width - 1, Math.ceil(end) - 1);
            for (int x = (int) from; x <= last; x++) {
                float covered = (float) (Math.min(end, x + 1) - Math.max(from, x));
                for (int y = 0; y < height; y++) {
                    resized[i * height + y] += covered * values[y * width + x];
                }
            }
            float all = (float) (Math.min(end, width) - from);
            for (int y = 0; y < height; y++) {
                resized[i * height + y] /= all;
            }
        }
        return new Plane(height, to, resized);
    }

    /// What a part of it shows on a grid of about its own fineness, between the values where it must.
    ///
    /// @param left
    ///            of the part, in values of this plane
    Plane part(double left, double top, double partWidth, double partHeight, int toWidth, int toHeight) {
        var part = new float[toWidth * toHeight];
        var columns = new int[toWidth];
        var shares = new float[toWidth];
        for (int i = 0; i < toWidth; i++) {
            double x = Math.clamp(left + (i + 0.5) * partWidth / toWidth - 0.5, 0, width - 1.001);
            columns[i] = (int) x;
            shares[i] = (float) (x - columns[i]);
        }
        for (int j = 0; j < toHeight; j++) {
            double y = Math.clamp(top + (j + 0.5) * partHeight / toHeight - 0.5, 0, height - 1.001);
            int row = ((int) y) * width;
            float below = (float) (y - (int) y);
            for (int i = 0; i < toWidth; i++) {
                int at = row + columns[i];
                float upper = values[at] + shares[i] * (values[at + 1] - values[at]);
                float lower = values[at + width] + shares[i] * (values[at + width + 1] - values[at + width]);
                part[j * toWidth + i] = upper + below * (lower - upper);
            }
        }
        return new Plane(toWidth, toHeight, part);
    }

    /// What is left without what changes slowly: each value less the mean of those up to `reach` around it.
    Plane detail(int reach) {
        double[] sums = sums();
        var detail = new float[values.length];
        for (int y = 0; y < height; y++) {
            int top = Math.max(0, y - reach);
            int bottom = Math.min(height, y + reach + 1);
            for (int x = 0; x < width; x++) {
                int left = Math.max(0, x - reach);
                int right = Math.min(width, x + reach + 1);
                double sum = boxed(sums, left, top, right, bottom);
                detail[y * width + x] = at(x, y) - (float) (sum / ((right - left) * (bottom - top)));
            }
        }
        return new Plane(width, height, detail);
    }

    /// Each value between -1 and 1, as if of much the same size, but for those far smaller than `faint`.
    Plane evened(float faint) {
        float[] evened = values.clone();
        for (int i = 0; i < evened.length; i++) {
            evened[i] /= (float) Math.sqrt(evened[i] * evened[i] + faint * faint);
        }
        return new Plane(width, height, evened);
    }

    /// Sums over all rectangles that begin at the first value, with a row and a column of zeros before them.
    private double[] sums() {
        var sums = new double[(width + 1) * (height + 1)];
        for (int y = 0; y < height; y++) {
            double row = 0;
            for (int x = 0; x < width; x++) {
                row += at(x, y);
                sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row;
            }
        }
        return sums;
    }

    private double boxed(double[] sums, int left, int top, int right, int bottom) {
        int stride = width + 1;
        return sums[bottom * stride + right] - sums[top * stride + right] - sums[bottom * stride + left]
                + sums[top * stride + left];
    }

    /// How much it varies: the standard deviation.
    double deviation() {
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        double mean = sum / values.length;
        return Math.sqrt(Math.max(0, squares / values.length - mean * mean));
    }

    /// How far it goes up and down with another of the same size, -1 to 1; 0 where one of them does not vary.
    double correlation(Plane other) {
        double sum = 0;
        double squares = 0;
        double otherSum = 0;
        double otherSquares = 0;
        double products = 0;
        for (int i = 0; i < values.length; i++) {
            double a = values[i];
            double b = other.values[i];
            sum += a;
            squares += a * a;
            otherSum += b;
            otherSquares += b * b;
            products += a * b;
        }
        int count = values.length;
        double variance = squares - sum * sum / count;
        double otherVariance = otherSquares - otherSum * otherSum / count;
        return variance < 1e-6 || otherVariance < 1e-6
                ? 0
                : (products - sum * otherSum / count) / Math.sqrt(variance * otherVariance);
    }

    /// How far each part of it as large as `template` correlates with that: one value for each place of its corner.
    Plane matched(Plane template) {
        double mean = 0;
        for (float value : template.values) {
            mean += value;
        }
        mean /= template.values.length;
        var centred = new float[template.values.length];
        double squares = 0;
        for (int i = 0; i < centred.length; i++) {
            centred[i] = (float) (template.values[i] - mean);
            squares += (double) centred[i] * centred[i];
        }
        double[] sums = sums();
        double[] energies = new Plane(width, height, squared()).sums();
        int columns = width - template.width + 1;
        int rows = height - template.height + 1;
        var matched = new float[columns * rows];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                double sum = boxed(sums, x, y, x + template.width, y + template.height);
                double energy = boxed(energies, x, y, x + template.width, y + template.height)
                        - sum * sum / centred.length;
                matched[y * columns + x] = energy < 1e-3 || squares < 1e-3
                        ? 0
                        : (float) (product(centred, template.width, template.height, x, y)
                                / Math.sqrt(energy * squares));
            }
        }
        return new Plane(columns, rows, matched);
    }

    private float product(float[] template, int templateWidth, int templateHeight, int left, int top) {
        float sum = 0;
        for (int y = 0; y < templateHeight; y++) {
            int at = (top + y) * width + left;
            for (int x = 0; x < templateWidth; x++) {
                sum += template[y * templateWidth + x] * values[at + x];
            }
        }
        return sum;
    }

    private float[] squared() {
        float[] squared = values.clone();
        for (int i = 0; i < squared.length; i++) {
            squared[i] *= squared[i];
        }
        return squared;
    }
}
