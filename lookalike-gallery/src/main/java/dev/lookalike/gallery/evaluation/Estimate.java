package dev.lookalike.gallery.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;

/// A mean over queries, and between what it would lie if other queries of the same kind had been asked.
///
/// @param mean
///            over the queries
/// @param low
///            2.5 % of the means of resampled queries are below
/// @param high
///            2.5 % of them are above
public record Estimate(double mean, double low, double high) {
    /*
     * The bootstrap's percentile interval (Efron 1979): as many queries as there are, drawn from them with replacement,
     * give one mean; RESAMPLES of those means, sorted, give the interval. All measures share the draws, so a resample
     * reads each query's values once.
     */
    private static final int RESAMPLES = 1_000;
    private static final double TAIL = 0.025;

    /// The mean of some values, at least one, with its interval.
    public static Estimate of(double... values) {
        var rows = new double[values.length][1];
        for (int i = 0; i < values.length; i++) {
            rows[i][0] = values[i];
        }
        return ofColumns(rows)[0];
    }

    /// The estimate of each column.
    ///
    /// @param rows
    ///            a query each, with a value for each measure; at least one
    static Estimate[] ofColumns(double[][] rows) {
        int columns = rows[0].length;
        var random = new SplittableRandom(rows.length);
        var means = new double[columns][RESAMPLES];
        for (int resample = 0; resample < RESAMPLES; resample++) {
            var sums = new double[columns];
            for (int i = 0; i < rows.length; i++) {
                add(sums, rows[random.nextInt(rows.length)]);
            }
            for (int column = 0; column < columns; column++) {
                means[column][resample] = sums[column] / rows.length;
            }
        }
        var sums = new double[columns];
        for (double[] row : rows) {
            add(sums, row);
        }
        var estimates = new Estimate[columns];
        for (int column = 0; column < columns; column++) {
            Arrays.sort(means[column]);
            estimates[column] = new Estimate(sums[column] / rows.length, means[column][(int) (TAIL * RESAMPLES)],
                    means[column][(int) ((1 - TAIL) * RESAMPLES) - 1]);
        }
        return estimates;
    }

    private static void add(double[] sums, double[] row) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += row[i];
        }
    }
}
