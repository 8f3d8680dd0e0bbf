package dev.lookalike.vision.pixels;

import java.util.ArrayDeque;
import java.util.Arrays;

/// What a picture shows, without what lies behind it: how much each of its pixels counts.
///
/// @param weights
///            `width * height` values of 0 to 1, row by row
/// @param isWhole
///            whether nothing stands out, so that every pixel counts as much
public record Thing(int width, int height, float[] weights, boolean isWhole) {
    /*
     * What lies behind a thing reaches the picture's edges. The barrier of a pixel is the least that a colour has to change on any
     * path from there to an edge (minimum barrier distance; Strand et al. 2013): a wall that grows darker, a floor and a skirting
     * board have a low one, a thing has a high one, and so have holes in it and whatever pattern it has. Three channels of CIELAB are
     * looked at each by itself, by passes over the pixels in turn from either corner (Zhang et al. 2015), and added; lightness counts
     * less, because shadows are changes of it alone. The threshold splits the barriers as Otsu's does, after all that are high for
     * sure were made equal: else it would run through the midst of a thing that is of two colours.
     *
     * A picture cut out of a cloth has no background: nothing stands out in it by much, or many small things do, or what does reaches
     * nearly to its edges. Then all counts.
     */
    private static final float LIGHTNESS = 0.6f;
    private static final float HIGH = 25;
    private static final int PASSES = 4;
    private static final int BINS = 128;
    private static final double SOFT = 2;

    /// A thing stands out by so much in the mean; folds of a cloth do by less.
    private static final double LEAST_BARRIER = 16;

    /// How much of the lines just inside the edges may be of a thing.
    private static final double MOST_AT_EDGES = 0.06;
    private static final int EDGE_FROM = 2;
    private static final int EDGE_TO = 4;

    /// The largest connected part makes up so much of a thing, and a thing so much of a picture.
    private static final double LEAST_CONNECTED = 0.5;
    private static final double LEAST_PART = 0.02;

    /// What stands out in a picture.
    ///
    /// @param lab
    ///            as [Lab#of(byte[])] makes it
    public static Thing of(int width, int height, float[] lab) {
        var barriers = new float[width * height];
        for (int channel = 0; channel < 3; channel++) {
            add(barriers(width, height, lab, channel), channel == 0 ? LIGHTNESS : 1, barriers);
        }
        double threshold = threshold(barriers);
        var weights = new float[barriers.length];
        var within = new boolean[barriers.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (1 / (1 + StrictMath.exp((threshold - barriers[i]) / SOFT)));
            within[i] = weights[i] > 0.5f;
        }
        boolean standsOut = standsOut(width, height, barriers, within);
        return !standsOut || !isOne(width, height, within)
                ? whole(width, height)
                : new Thing(width, height, weights, false);
    }

    private static boolean standsOut(int width, int height, float[] barriers, boolean[] within) {
        double sum = 0;
        int count = 0;
        int edge = 0;
        int edgeWithin = 0;
        for (int i = 0; i < within.length; i++) {
            int x = i % width;
            int y = i / width;
            int inside = Math.min(Math.min(x, width - 1 - x), Math.min(y, height - 1 - y));
            boolean isEdge = inside >= EDGE_FROM && inside <= EDGE_TO;
            edge += isEdge ? 1 : 0;
            if (within[i]) {
                sum += barriers[i];
                count++;
                edgeWithin += isEdge ? 1 : 0;
            }
        }
        return sum >= LEAST_BARRIER * count && count > 0 && edgeWithin <= MOST_AT_EDGES * edge;
    }

    private static Thing whole(int width, int height) {
        var weights = new float[width * height];
        Arrays.fill(weights, 1);
        return new Thing(width, height, weights, true);
    }

    private static void add(float[] barriers, float factor, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * barriers[i];
        }
    }

    private static float[] barriers(int width, int height, float[] lab, int channel) {
        var values = new float[width * height];
        for (int i = 0; i < values.length; i++) {
            values[i] = lab[3 * i + channel];
        }
        var paths = new Paths(width, values, values.clone(), values.clone(), new float[values.length]);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean edge = x == 0 || y == 0 || x == width - 1 || y == height - 1;
                paths.barriers[y * width + x] = edge ? 0 : Float.MAX_VALUE;
            }
        }
        for (int pass = 0; pass < PASSES; pass++) {
            boolean forward = pass % 2 == 0;
            for (int i = 0; i < values.length; i++) {
                int at = forward ? i : values.length - 1 - i;
                int x = at % width;
                int y = at / width;
                if (x > 0 && y > 0 && x < width - 1 && y < height - 1) {
                    paths.try_(at, forward ? at - width : at + width);
                    paths.try_(at, forward ? at - 1 : at + 1);
                }
            }
        }
        return paths.barriers;
    }

    /// The best paths so far: the highest and the lowest value on each.
    private record Paths(int width, float[] values, float[] highest, float[] lowest, float[] barriers) {
        void try_(int at, int from) {
            float high = Math.max(highest[from], values[at]);
            float low = Math.min(lowest[from], values[at]);
            if (high - low < barriers[at]) {
                barriers[at] = high - low;
                highest[at] = high;
                lowest[at] = low;
            }
        }
    }

    /// Where the variance between the lower and the higher is largest (Otsu 1979).
    private static double threshold(float[] barriers) {
        var counts = new double[BINS];
        double sum = 0;
        for (float barrier : barriers) {
            double value = Math.min(barrier, HIGH);
            counts[Math.min(BINS - 1, (int) (value / HIGH * BINS))]++;
        }
        for (int bin = 0; bin < BINS; bin++) {
            sum += counts[bin] * bin;
        }
        double below = 0;
        double sumBelow = 0;
        double best = -1;
        int at = 0;
        for (int bin = 0; bin < BINS - 1; bin++) {
            below += counts[bin];
            sumBelow += counts[bin] * bin;
            double above = barriers.length - below;
            if (below > 0 && above > 0) {
                double apart = (sum - sumBelow) / above - sumBelow / below;
                double between = below * above * apart * apart;
                if (between > best) {
                    best = between;
                    at = bin;
                }
            }
        }
        return (at + 0.5) / BINS * HIGH;
    }

    private static boolean isOne(int width, int height, boolean[] within) {
        var seen = new boolean[within.length];
        int all = 0;
        int largest = 0;
        var front = new ArrayDeque<Integer>();
        for (int start = 0; start < within.length; start++) {
            if (!within[start] || seen[start]) {
                continue;
            }
            int size = 0;
            seen[start] = true;
            front.add(start);
            while (!front.isEmpty()) {
                int at = front.remove();
                size++;
                int x = at % width;
                visit(x > 0 ? at - 1 : -1, within, seen, front);
                visit(x < width - 1 ? at + 1 : -1, within, seen, front);
                visit(at - width, within, seen, front);
                visit(at < within.length - width ? at + width : -1, within, seen, front);
            }
            all += size;
            largest = Math.max(largest, size);
        }
        return all >= LEAST_PART * width * height && largest >= LEAST_CONNECTED * all;
    }

    private static void visit(int at, boolean[] within, boolean[] seen, ArrayDeque<Integer> front) {
        if (at >= 0 && within[at] && !seen[at]) {
            seen[at] = true;
            front.add(at);
        }
    }

    /// The part of the picture that the thing lies in, as shares of its sides: left, top, right, bottom.
    public double[] bounds() {
        double[] columns = extent(width, height, true);
        double[] rows = extent(height, width, false);
        return new double[]{columns[0], rows[0], columns[1], rows[1]};
    }

    // Lines that the thing hardly touches, a thread or a shadow, do not count.
    private double[] extent(int lines, int across, boolean areColumns) {
        int first = 0;
        int last = lines - 1;
        while (first < last && isBare(first, across, areColumns)) {
            first++;
        }
        while (last > first && isBare(last, across, areColumns)) {
            last--;
        }
        return last - first < 3 ? new double[]{0, 1} : new double[]{(double) first / lines, (last + 1.0) / lines};
    }

    private boolean isBare(int line, int across, boolean isColumn) {
        int within = 0;
        for (int i = 0; i < across; i++) {
            within += weights[isColumn ? i * width + line : line * width + i] > 0.5f ? 1 : 0;
        }
        return within <= 0.03 * across;
    }
}
