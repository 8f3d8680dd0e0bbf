package dev.lookalike.index.code;

import dev.lookalike.index.kernel.CodeKernels;
import dev.lookalike.index.projection.Projection;

/// A query that estimates its inner products with coded rows; the letters are those of [Coder].
public final class QueryCode {
    /// Each of the numbers that a head's estimate adds passes through at most so many roundings.
    private static final int ROUNDINGS = 6;
    /// How far the parts that codes leave out of a query and a row are taken to point the same way, as a cosine: of a row
    /// near the query they do, for it is near in all directions. With 76,686 real embeddings (docs/measurements/search.md) 0.23
    /// on average for the ten nearest behind a head and 0.19 behind all codes, with deviations of 0.1. More than the average,
    /// since missing a near row costs more than looking at a far one.
    private static final double HEAD_LIKELY = 0.5;
    private static final double LIKELY = 0.45;
    private static final double DEVIATIONS = 3;

    private final Digits head;
    private final Digits rest;
    private final float meanFactor;
    private final float headConstant;
    private final float headFactor;
    private final float headInside;
    private final float headOutside;
    private final float headLikely;
    private final float headLoss;
    private final double inside;
    private final double outside;
    private final double likely;
    private final double spread;
    private final double loss;

    /// @param values
    ///            p
    /// @param all
    ///            the squared length of q - a m
    QueryCode(Coder coder, double meanProduct, double share, float[] values, double all) {
        var projection = coder.projection();
        int headCount = Projection.headCount(projection.count());
        double longest = coder.longest();
        head = new Digits(values, 0, headCount, coder.ranges().head());
        rest = new Digits(values, headCount, projection.count(), coder.ranges().rest());

        meanFactor = (float) share;
        headConstant = (float) (meanProduct + head.constant);
        headFactor = (float) head.factor;
        double largest = Math.abs(meanProduct) + Math.abs(head.constant) + 2 * Math.abs(share)
                + head.factor * CodeKernels.LARGEST * CodeKernels.LARGEST_OF_QUERY * headCount;
        double rounding = Coder.SLACK + ROUNDINGS * 1.01 * 0x1p-24 * largest;
        double skew = projection.skew();
        double error = projection.roundingError();
        double square = head.square + rest.square;
        headInside = up(Math.sqrt(head.square));
        double outsideOfHead = outside(all, head.product, head.square, skew, error);
        headLikely = (float) (HEAD_LIKELY * outsideOfHead);
        headOutside = up((1 - HEAD_LIKELY) * outsideOfHead);
        headLoss = up((Math.sqrt(head.lost) + error) * longest + rounding);
        inside = Math.sqrt(square);
        double outsideOfAll = outside(all, head.product + rest.product, square, skew, error);
        likely = LIKELY * outsideOfAll;
        outside = (1 - LIKELY) * outsideOfAll;
        spread = DEVIATIONS * inside / Math.sqrt(projection.count());
        loss = (Math.sqrt(head.lost + rest.lost) + error) * longest + rounding;
    }

    private static float up(double value) {
        // Covers the roundings of single-precision sums of few terms, too.
        return (float) (value * (1 + 1e-6));
    }

    private static double outside(double all, double product, double square, double skew, double error) {
        return Math.sqrt(Math.max(0, all - 2 * product + (1 + skew) * square) + 2 * error * Math.sqrt(square)
                + Coder.SLACK);
    }

    /// Some of the query's values in 8 bits: `digit` times a whole number.
    private static final class Digits {
        private final short[] arranged;
        /// What a sum of products of whole numbers and codes is multiplied with.
        private final double factor;
        /// What is added, since a code of 0 stands for -range.
        private final double constant;
        private final double lost;
        private final double square;
        private final double product;

        Digits(float[] values, int from, int to, double range) {
            double top = 1e-9;
            for (int i = from; i < to; i++) {
                top = Math.max(top, Math.abs(values[i]));
            }
            double digit = top / CodeKernels.LARGEST_OF_QUERY;
            var digits = new byte[CodeKernels.padded(to - from)];
            long sum = 0;
            double lostSum = 0;
            double squareSum = 0;
            double productSum = 0;
            for (int i = from; i < to; i++) {
                int whole = (int) Math.rint(values[i] / digit);
                double kept = digit * whole;
                digits[i - from] = (byte) whole;
                sum += whole;
                lostSum += (values[i] - kept) * (values[i] - kept);
                squareSum += kept * kept;
                productSum += values[i] * kept;
            }
            arranged = CodeKernels.chosen().arranged(digits);
            factor = digit * Coder.Ranges.step(range);
            constant = -digit * range * sum;
            lost = lostSum;
            square = squareSum;
            product = productSum;
        }
    }

    /// What heads are multiplied with, for [CodeKernels].
    public short[] head() {
        return head.arranged;
    }

    /// What rests are multiplied with, for [CodeKernels].
    public short[] rest() {
        return rest.arranged;
    }

    /// Writes to `estimates[first + i]` the likely inner product with a row by its head, at most [#headError] below the
    /// true one, for each `i` below `count`; in single precision and in a loop that becomes vector instructions.
    ///
    /// @param sums
    ///            of the products of [#head] and the rows' heads
    /// @param meanTerms
    ///            [Coder#MEAN_TERM] of all rows
    /// @param outsides
    ///            [Coder#HEAD_OUTSIDE] of all rows
    public void headEstimates(int[] sums, float[] meanTerms, float[] outsides, int first, int count,
            float[] estimates) {
        for (int i = 0; i < count; i++) {
            estimates[first + i] = headConstant + headFactor * sums[i] + meanFactor * meanTerms[first + i]
                    + headLikely * outsides[first + i];
        }
    }

    /// The same for one row.
    public float headEstimate(int sum, float meanTerm, float outsideHead) {
        return headConstant + headFactor * sum + meanFactor * meanTerm + headLikely * outsideHead;
    }

    /// How far below the truth a head's estimate may be.
    ///
    /// @param outsideHead
    ///            [Coder#HEAD_OUTSIDE] of the row
    /// @param insideRow
    ///            [Coder#INSIDE] of the row
    public float headError(float outsideHead, float insideRow) {
        return headLoss + headOutside * outsideHead + headInside * insideRow;
    }

    /// The likely inner product with a row by all its codes, at most [#error] below the true one.
    ///
    /// @param restSum
    ///            the sum of the products of [#rest] and the row's rest
    public double estimate(float headEstimate, int restSum, float outsideHead, float outsideRow) {
        return headEstimate + (rest.constant + rest.factor * restSum) - headLikely * outsideHead + likely * outsideRow;
    }

    /// How far below the truth an estimate by all codes hardly ever is for what rounding a row to codes does: it is a sum
    /// of as many roundings as there are values, whose signs are as if by chance.
    public double spread(float insideRow) {
        return spread * insideRow;
    }

    /// How far below the truth an estimate by all codes may be.
    public double error(float outsideRow, float insideRow) {
        return loss + outside * outsideRow + inside * insideRow;
    }
}
