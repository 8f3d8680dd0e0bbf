package dev.lookalike.index.code;

import dev.lookalike.index.kernel.CodeKernels;
import dev.lookalike.index.kernel.Kernels;
import dev.lookalike.index.projection.Projection;

/// A query that estimates its inner products with coded rows; the letters are those of [Coder].
public final class QueryCode {
    private static final int DIGITS = CodeKernels.LARGEST + 1;
    private static final int LARGEST = DIGITS * DIGITS - 1;

    /// What a second digit is on average.
    private static final double MIDDLE = (DIGITS - 1) / 2.0;

    private final short[] high;
    private final short[] low;
    private final double productFactor;
    private final double codeSumFactor;
    private final double meanFactor;
    private final double constant;
    private final float roughConstant;
    private final float roughProductFactor;
    private final float roughCodeSumFactor;
    private final float roughMeanFactor;
    private final double outsideFactor;
    private final double insideFactor;
    private final double certainLoss;
    private final double roughLoss;

    QueryCode(Projection projection, double range, double longest, float[] direction) {
        var kernels = Kernels.chosen();
        int count = projection.count();
        float[] mean = projection.mean();
        double meanSquare = kernels.dot(mean, 0, mean, 0, mean.length);
        double meanProduct = kernels.dot(direction, 0, mean, 0, mean.length);
        meanFactor = meanSquare > 0 ? meanProduct / meanSquare : 0;
        var centred = new float[direction.length];
        for (int i = 0; i < centred.length; i++) {
            centred[i] = (float) (direction[i] - meanFactor * mean[i]);
        }
        var values = new float[count];
        projection.apply(centred, values);

        double top = 1e-9;
        for (float value : values) {
            top = Math.max(top, Math.abs(value));
        }
        double digit = 2 * top / LARGEST;
        var highCodes = new byte[CodeKernels.padded(count)];
        var lowCodes = new byte[highCodes.length];
        long codeSum = 0;
        double roughCodeSum = 0;
        double lost = 0;
        double roughlyLost = 0;
        double square = 0;
        double product = 0;
        for (int i = 0; i < count; i++) {
            int code = Math.clamp(Math.round((values[i] + top) / digit), 0, LARGEST);
            double value = digit * code - top;
            highCodes[i] = (byte) (code / DIGITS);
            lowCodes[i] = (byte) (code % DIGITS);
            codeSum += code;
            lost += (values[i] - value) * (values[i] - value);
            double roughCode = code / DIGITS * DIGITS + MIDDLE;
            roughCodeSum += roughCode;
            double rough = digit * roughCode - top;
            roughlyLost += (values[i] - rough) * (values[i] - rough);
            square += value * value;
            product += values[i] * value;
        }
        high = CodeKernels.chosen().arranged(highCodes);
        low = CodeKernels.chosen().arranged(lowCodes);

        // The sum over (digit K - top) (step k - range), K the query's codes and k the row's.
        double step = 2 * range / CodeKernels.LARGEST;
        productFactor = digit * step;
        codeSumFactor = -top * step;
        constant = meanProduct - digit * range * codeSum + count * top * range;
        double roughly = meanProduct - digit * range * roughCodeSum + count * top * range;
        roughConstant = (float) roughly;
        roughProductFactor = (float) (DIGITS * productFactor);
        roughCodeSumFactor = (float) (MIDDLE * productFactor + codeSumFactor);
        roughMeanFactor = (float) meanFactor;
        double codeSumMost = count * (double) CodeKernels.LARGEST;
        double largest = Math.abs(roughly) + DIGITS * productFactor * codeSumMost * CodeKernels.LARGEST
                + Math.abs(MIDDLE * productFactor + codeSumFactor) * codeSumMost + 2 * Math.abs(meanFactor);

        double error = projection.roundingError();
        double length = Math.sqrt(square);
        double all = kernels.dot(centred, 0, centred, 0, centred.length);
        outsideFactor = Math.sqrt(
                Math.max(0, all - 2 * product + (1 + projection.skew()) * square) + 2 * error * length + Coder.SLACK);
        insideFactor = length;
        certainLoss = (Math.sqrt(lost) + error) * longest + Coder.SLACK;
        // Each of the four numbers that are added passes through at most six roundings.
        roughLoss = (Math.sqrt(roughlyLost) + error) * longest + Coder.SLACK + 6 * 1.01 * 0x1p-24 * largest;
    }

    /// The first digit of each value, for [CodeKernels].
    public short[] high() {
        return high;
    }

    /// The second digit of each value, for [CodeKernels].
    public short[] low() {
        return low;
    }

    /// Writes to `estimates[first + i]` the inner product with a row from the first digits alone, at most
    /// [#roughError] off, for each `i` below `count`; in single precision and in a loop that becomes vector
    /// instructions.
    ///
    /// @param highSums
    ///            the sums of the products of [#high] and the rows' codes
    /// @param codeSums
    ///            [Coder#CODE_SUM] of the rows from `first` on
    /// @param meanTerms
    ///            [Coder#MEAN_TERM] of the rows from `first` on
    public void roughEstimates(int[] highSums, float[] codeSums, float[] meanTerms, int first, int count,
            float[] estimates) {
        for (int i = 0; i < count; i++) {
            estimates[first + i] = roughConstant + roughProductFactor * highSums[i]
                    + roughCodeSumFactor * codeSums[first + i] + roughMeanFactor * meanTerms[first + i];
        }
    }

    /// The same for one row.
    public float roughEstimate(int highSum, float codeSum, float meanTerm) {
        return roughConstant + roughProductFactor * highSum + roughCodeSumFactor * codeSum + roughMeanFactor * meanTerm;
    }

    /// The inner product with a row, at most [#error] off.
    ///
    /// @param lowSum
    ///            the sum of the products of [#low] and the row's codes
    public double estimate(int highSum, int lowSum, float codeSum, float meanTerm) {
        double product = DIGITS * (double) highSum + lowSum;
        return constant + productFactor * product + codeSumFactor * codeSum + meanFactor * meanTerm;
    }

    /// How far off an estimate may be.
    public double error(float outside, float inside) {
        return certainLoss + outsideFactor * outside + insideFactor * inside;
    }

    /// How far off a rough estimate may be.
    public double roughError(float outside, float inside) {
        return roughLoss + outsideFactor * outside + insideFactor * inside;
    }
}
