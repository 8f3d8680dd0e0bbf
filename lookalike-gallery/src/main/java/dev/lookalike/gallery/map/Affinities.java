package dev.lookalike.gallery.map;

import java.util.Arrays;

/// How much each vector wants to be beside each of its neighbours: a sparse symmetric matrix whose values sum to one.
///
/// @param starts
///            where the values of each row begin, and the end of the last
/// @param columns
///            of the values
@SuppressWarnings("ArrayRecordComponent") // read and not compared
record Affinities(int[] starts, int[] columns, float[] values) {
    /*
     * A neighbour's share falls off with the square of its distance, as a Gaussian does, and each vector's Gaussian is as wide as
     * gives its neighbours the wanted perplexity (van der Maaten & Hinton 2008, section 2). Shares are averaged over both
     * directions.
     */
    private static final int STEPS = 64;
    private static final double NEAR_ENOUGH = 1e-5;

    static Affinities of(Neighbours neighbours, double perplexity, Cores cores) {
        int each = neighbours.each();
        int count = neighbours.rows().length / each;
        var shares = new float[neighbours.rows().length];
        cores.each(count, (first, end) -> {
            var distances = new double[each];
            var weights = new double[each];
            for (int row = first; row < end; row++) {
                for (int i = 0; i < each; i++) {
                    distances[i] = Math.max(0, 2 - 2 * neighbours.cosines()[row * each + i]);
                }
                weigh(distances, weights, Math.log(perplexity));
                for (int i = 0; i < each; i++) {
                    shares[row * each + i] = (float) weights[i];
                }
            }
        });
        return symmetric(neighbours, shares, count);
    }

    // By bisection on the Gaussian's precision; what is nearest has distance 0, so that nothing underflows.
    private static void weigh(double[] squares, double[] weights, double entropy) {
        double nearest = squares[0];
        for (double square : squares) {
            nearest = Math.min(nearest, square);
        }
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double precision = 1;
        for (int step = 0; step < STEPS; step++) {
            double sum = 0;
            double moment = 0;
            for (int i = 0; i < squares.length; i++) {
                double square = squares[i] - nearest;
                weights[i] = Math.exp(-precision * square);
                sum += weights[i];
                moment += weights[i] * square;
            }
            double difference = Math.log(sum) + precision * moment / sum - entropy;
            for (int i = 0; i < weights.length; i++) {
                weights[i] /= sum;
            }
            if (Math.abs(difference) < NEAR_ENOUGH) {
                return;
            }
            if (difference > 0) {
                low = precision;
                precision = high == Double.POSITIVE_INFINITY ? 2 * precision : (precision + high) / 2;
            } else {
                high = precision;
                precision = (precision + low) / 2;
            }
        }
    }

    // Both lists of a row are ascending: its neighbours once sorted, and those whose neighbour it is.
    private static Affinities symmetric(Neighbours neighbours, float[] shares, int count) {
        int each = neighbours.each();
        var sorted = new int[shares.length];
        var values = new float[shares.length];
        var reverse = new int[count + 1];
        for (int row = 0; row < count; row++) {
            sort(neighbours.rows(), shares, row * each, each, sorted, values);
            for (int i = row * each; i < (row + 1) * each; i++) {
                reverse[sorted[i] + 1]++;
            }
        }
        for (int row = 0; row < count; row++) {
            reverse[row + 1] += reverse[row];
        }
        var from = new int[shares.length];
        var back = new float[shares.length];
        int[] next = reverse.clone();
        for (int i = 0; i < sorted.length; i++) {
            int at = next[sorted[i]]++;
            from[at] = i / each;
            back[at] = values[i];
        }
        var starts = new int[count + 1];
        var columns = new int[2 * shares.length];
        var both = new float[2 * shares.length];
        float scale = 1f / (2f * count);
        int at = 0;
        for (int row = 0; row < count; row++) {
            int mine = row * each;
            int theirs = reverse[row];
            while (mine < (row + 1) * each || theirs < reverse[row + 1]) {
                int left = mine < (row + 1) * each ? sorted[mine] : Integer.MAX_VALUE;
                int right = theirs < reverse[row + 1] ? from[theirs] : Integer.MAX_VALUE;
                columns[at] = Math.min(left, right);
                float sum = 0;
                if (left <= right) {
                    sum += values[mine++];
                }
                if (right <= left) {
                    sum += back[theirs++];
                }
                both[at++] = sum * scale;
            }
            starts[row + 1] = at;
        }
        return new Affinities(starts, Arrays.copyOf(columns, at), Arrays.copyOf(both, at));
    }

    private static void sort(int[] rows, float[] shares, int at, int count, int[] sorted, float[] values) {
        var keys = new long[count];
        for (int i = 0; i < count; i++) {
            keys[i] = (long) rows[at + i] << Integer.SIZE | i;
        }
        Arrays.sort(keys);
        for (int i = 0; i < count; i++) {
            sorted[at + i] = (int) (keys[i] >>> Integer.SIZE);
            values[at + i] = shares[at + (int) keys[i]];
        }
    }
}
