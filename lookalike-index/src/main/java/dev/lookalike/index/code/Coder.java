package dev.lookalike.index.code;

import dev.lookalike.index.kernel.CodeKernels;
import dev.lookalike.index.kernel.Kernels;
import dev.lookalike.index.projection.Projection;
import dev.lookalike.index.projection.Sample;

/// Writes directions in six bits a value, with a bound on what that loses.
public final class Coder {
    /*
     * What is coded. A row x of unit length, minus the mean m of all rows, is projected: y = V (x - m). Each of the values of y
     * becomes a code k of 0 to 63 that stands for s k - R; values beyond ±R are cut off. Let v be the values the codes stand
     * for. 6 bits and R = 3.3 standard deviations lose a thousandth of the energy.
     *
     * What a query learns from it. For a query q of unit length let a = <q, m> / <m, m>, p = V (q - a m), and c the values of
     * p in 12 bits. Then, exactly,
     *
     *     <q, x> = <q, m> + a <m, x - m> + <q - a m, x - m>,
     *     x - m = V'v + w,     w := what the codes leave out,
     *     q - a m = V'c + u,   u := what the query's codes leave out,
     *     <q - a m, x - m> = <c, v> + <p - c, v> + <c, V w> + <u, w>.
     *
     * (The third line from the other two: <q - a m, V'v> = <p, v>, and <q - a m, w> = <c, V w> + <u, w>.) So <q, x> is estimated
     * by <q, m> + a <m, x - m> + <c, v>, where <c, v> is a sum of products of codes (CodeKernels) and <m, x - m> a number
     * stored with the row, and by Cauchy-Schwarz the estimate is off by at most
     *
     *     |p - c| |v| + |c| |V w| + |u| |w|.
     *
     * For |v| that of the longest row is taken; with each row its |V w| and |w| are stored, rounded up. This is the bound of PCA residuals with the quantisation of both
     * sides added. A rough estimate takes the first of a query's two digits for p: the same bound with a larger |p - c| in its
     * first term. Centring by a m and not by m alone keeps |u| small for queries unlike the collection, such as differences.
     *
     * Nothing here relies on V being orthonormal. Let d be its skew, the norm of V V' - 1 (Projection), e what rounding may
     * have done to V (x - m), and z the computed value of it. Then
     *
     *     |V w|  <=  |z - v| + d |v| + e,
     *     |w|²   <=  |x - m|² - 2 <z, v> + 2 e |v| + (1 + d) |v|²,
     *
     * and likewise for u. What is left, single-precision rounding of x, m, the terms and |x - m|, is a few times 2^-24 of
     * numbers of at most 2, and is covered by SLACK.
     */
    /// Floats stored with each row: the sum of its codes, <m, x - m>, |w|, |V w|.
    public static final int TERMS = 4;

    public static final int CODE_SUM = 0;
    public static final int MEAN_TERM = 1;
    public static final int OUTSIDE = 2;
    public static final int INSIDE = 3;

    static final double SLACK = 4e-6;

    private static final double RANGE_DEVIATIONS = 3.3;
    private static final int LOST_SAMPLE = 1_000;

    private final Projection projection;
    private final double range;
    private final double longest;
    private final double step;
    private final double roundingError;

    /// @param range
    ///            codes stand for values of -range to range
    /// @param longest
    ///            the length of the longest coded row ([Code#length()])
    public Coder(Projection projection, double range, double longest) {
        this.projection = projection;
        this.range = range;
        this.longest = longest;
        step = 2 * range / CodeKernels.LARGEST;
        roundingError = projection.roundingError();
    }

    /// A coder whose range fits a sample.
    public static Coder learn(Projection projection, Sample sample) {
        var row = new float[projection.stride()];
        var values = new float[projection.count()];
        double squares = 0;
        for (int i = 0; i < sample.count(); i++) {
            sample.read(i, row);
            projection.centre(row);
            projection.apply(row, values);
            for (float value : values) {
                squares += (double) value * value;
            }
        }
        double deviation = Math.sqrt(squares / Math.max(1.0, (double) sample.count() * values.length));
        double range = Math.max(RANGE_DEVIATIONS * deviation, 1e-6);
        return new Coder(projection, range, Math.sqrt(values.length) * range);
    }

    /// The same coder, for rows of which the longest is known.
    public Coder withLongest(double length) {
        return new Coder(projection, range, length);
    }

    public Projection projection() {
        return projection;
    }

    /// How many bytes a row's codes take.
    public int codeSize() {
        return CodeKernels.padded(projection.count());
    }

    /// The largest value a code stands for.
    public double range() {
        return range;
    }

    /// The length of the longest coded row.
    public double longest() {
        return longest;
    }

    /// The code of a padded row of unit length.
    public Code encode(float[] direction) {
        var kernels = Kernels.chosen();
        float[] centred = direction.clone();
        projection.centre(centred);
        var values = new float[projection.count()];
        projection.apply(centred, values);
        var codes = new byte[CodeKernels.padded(values.length)];
        int codeSum = 0;
        double lost = 0;
        double square = 0;
        double product = 0;
        for (int i = 0; i < values.length; i++) {
            int code = Math.clamp(Math.round((values[i] + range) / step), 0, CodeKernels.LARGEST);
            double value = step * code - range;
            codes[i] = (byte) code;
            codeSum += code;
            lost += (values[i] - value) * (values[i] - value);
            square += value * value;
            product += values[i] * value;
        }
        double length = Math.sqrt(square);
        double all = kernels.dot(centred, 0, centred, 0, centred.length);
        double inside = Math.sqrt(lost) + projection.skew() * length + roundingError;
        double outside = Math.sqrt(
                Math.max(0, all - 2 * product + (1 + projection.skew()) * square) + 2 * roundingError * length + SLACK);
        double meanTerm = kernels.dot(projection.mean(), 0, centred, 0, centred.length);
        return new Code(codes,
                new float[]{codeSum, (float) meanTerm, Math.nextUp((float) outside), Math.nextUp((float) inside)},
                length);
    }

    /// How much of a sample's rows codes leave out: the mean square of [#OUTSIDE] over at most a thousand of them.
    public double lost(Sample sample) {
        var row = new float[projection.stride()];
        int count = Math.min(sample.count(), LOST_SAMPLE);
        double squares = 0;
        for (int i = 0; i < count; i++) {
            sample.read((int) ((long) i * sample.count() / count), row);
            double outside = encode(row).terms()[OUTSIDE];
            squares += outside * outside;
        }
        return squares / Math.max(1, count);
    }

    /// A query in codes.
    ///
    /// @param direction
    ///            padded, of unit length
    public QueryCode query(float[] direction) {
        return new QueryCode(projection, range, longest, direction);
    }
}
