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
     * p in 8 bits. Then, exactly,
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
     * Of the last term a share is expected (QueryCode): it is added to the estimate, and the rest of it is how far the truth may lie
     * above. Without it near rows, whose left-out parts point the same way, would be taken for farther than they are, and the
     * more so the more is left out: of 76,686 real embeddings the fifty best by their heads hold 97 % of the ten nearest without
     * and 99.5 % with it.
     *
     * For |v| that of the longest row is taken; with each row its |V w| and |w| are stored, rounded up. This is the bound of PCA
     * residuals with the quantisation of both sides added. Centring by a m and not by m alone keeps |u| small for queries unlike
     * the collection, such as differences.
     *
     * Head and rest. All of this holds for the first values alone, the head (Projection), with the first rows of V in place of V:
     * a row then takes half the bytes, and what is left out, its own |w| stored with the row, is more. Walks and scans read heads;
     * of what they bring, the rest is added. Head and rest have each their s and R, since the rest holds far less energy. |V w| of the head is at
     * most that of all.
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
    /// Floats stored with each row: <m, x - m>, |w| of the head, |w|, |V w|.
    public static final int TERMS = 4;

    public static final int MEAN_TERM = 0;
    public static final int HEAD_OUTSIDE = 1;
    public static final int OUTSIDE = 2;
    public static final int INSIDE = 3;

    static final double SLACK = 4e-6;

    private static final double RANGE_DEVIATIONS = 3.3;
    private static final int LOST_SAMPLE = 1_000;
    /// A deviation over all values of so many rows is known to a thousandth.
    private static final int RANGE_SAMPLE = 4_096;
    /// Rows that are projected together.
    public static final int TOGETHER = 32;

    private final Projection projection;
    private final Ranges ranges;
    private final double longest;
    private final int head;
    private final double roundingError;
    private final double meanSquare;
    /// The projection for sketches.
    private final int[] turned;

    /// The largest values that codes stand for: the smallest are their negatives.
    public record Ranges(double head, double rest) {
        /// What a step from one code to the next stands for.
        static double step(double range) {
            return 2 * range / CodeKernels.LARGEST;
        }
    }

    /// @param longest
    ///            the length of the longest coded row ([Code#length()])
    public Coder(Projection projection, Ranges ranges, double longest) {
        this(projection, ranges, longest, Kernels.turned(projection.basis(), projection.count(), projection.stride()));
    }

    private Coder(Projection projection, Ranges ranges, double longest, int[] turned) {
        this.projection = projection;
        this.turned = turned;
        meanSquare = Kernels.chosen().dot(projection.mean(), 0, projection.mean(), 0, projection.stride());
        this.ranges = ranges;
        this.longest = longest;
        head = Projection.headCount(projection.count());
        roundingError = projection.roundingError();
    }

    /// A coder whose ranges fit a sample.
    public static Coder learn(Projection projection, Sample sample) {
        int projected = projection.count();
        int head = Projection.headCount(projected);
        int count = Math.min(sample.count(), RANGE_SAMPLE);
        double headSquares = 0;
        double restSquares = 0;
        for (int first = 0; first < count; first += TOGETHER) {
            var rows = new float[Math.min(TOGETHER, count - first)][projection.stride()];
            for (int i = 0; i < rows.length; i++) {
                sample.read(spread(first + i, count, sample), rows[i]);
                projection.centre(rows[i]);
            }
            var values = new float[rows.length][projected];
            projection.apply(rows, values);
            for (float[] each : values) {
                for (int j = 0; j < projected; j++) {
                    double square = (double) each[j] * each[j];
                    headSquares += j < head ? square : 0;
                    restSquares += j < head ? 0 : square;
                }
            }
        }
        var ranges = new Ranges(range(headSquares, count, head), range(restSquares, count, projected - head));
        double longest = Math.sqrt(head) * ranges.head + Math.sqrt(projected - head) * ranges.rest;
        return new Coder(projection, ranges, longest);
    }

    /// Which row of a sample is the i-th of `count` that lie evenly in it.
    private static int spread(int i, int count, Sample sample) {
        return (int) ((long) i * sample.count() / count);
    }

    private static double range(double squares, int rows, int values) {
        double deviation = Math.sqrt(squares / Math.max(1.0, (double) rows * values));
        return Math.max(RANGE_DEVIATIONS * deviation, 1e-6);
    }

    /// The same coder, for rows of which the longest is known.
    public Coder withLongest(double length) {
        return new Coder(projection, ranges, length, turned);
    }

    public Projection projection() {
        return projection;
    }

    /// How many bytes a head takes that codes `projected` values.
    public static int headSize(int projected) {
        return CodeKernels.padded(Projection.headCount(projected));
    }

    /// How many bytes the rest takes.
    public static int restSize(int projected) {
        return CodeKernels.padded(projected - Projection.headCount(projected));
    }

    public Ranges ranges() {
        return ranges;
    }

    /// The length of the longest coded row.
    public double longest() {
        return longest;
    }

    /// The codes of padded rows of unit length: of [#TOGETHER] in less than half the time that they take one by one.
    public Code[] encode(float[]... directions) {
        var centred = new float[directions.length][];
        for (int i = 0; i < directions.length; i++) {
            centred[i] = directions[i].clone();
            projection.centre(centred[i]);
        }
        var values = new float[directions.length][projection.count()];
        projection.apply(centred, values);
        var codes = new Code[directions.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = code(centred[i], values[i]);
        }
        return codes;
    }

    private Code code(float[] centred, float[] values) {
        var kernels = Kernels.chosen();
        double all = kernels.dot(centred, 0, centred, 0, centred.length);
        var sums = new Sums();
        byte[] headCodes = sums.add(values, 0, head, ranges.head);
        double headOutside = outside(all, sums);
        byte[] restCodes = sums.add(values, head, values.length, ranges.rest);
        double length = Math.sqrt(sums.square);
        double inside = Math.sqrt(sums.lost) + projection.skew() * length + roundingError;
        double meanTerm = kernels.dot(projection.mean(), 0, centred, 0, centred.length);
        return new Code(headCodes, restCodes, new float[]{(float) meanTerm, Math.nextUp((float) headOutside),
                Math.nextUp((float) outside(all, sums)), Math.nextUp((float) inside)}, length);
    }

    private double outside(double all, Sums sums) {
        return sums.outside(all, projection.skew(), roundingError);
    }

    /// Sums over values and what their codes stand for.
    private static final class Sums {
        private double lost;
        private double square;
        private double product;

        /// The codes of some of the values.
        byte[] add(float[] values, int from, int to, double range) {
            double step = Ranges.step(range);
            var codes = new byte[CodeKernels.padded(to - from)];
            for (int i = from; i < to; i++) {
                int code = Math.clamp(Math.round((values[i] + range) / step), 0, CodeKernels.LARGEST);
                codes[i - from] = (byte) code;
                take(values[i], step * code - range);
            }
            return codes;
        }

        private void take(double value, double kept) {
            lost += (value - kept) * (value - kept);
            square += kept * kept;
            product += value * kept;
        }

        /// At most how long is what is not kept of a centred row whose squared length is `all`.
        double outside(double all, double skew, double error) {
            return Math
                    .sqrt(Math.max(0, all - 2 * product + (1 + skew) * square) + 2 * error * Math.sqrt(square) + SLACK);
        }
    }

    /// How much of a sample's rows codes leave out: the mean square of [#OUTSIDE] over at most a thousand of them.
    public double lost(Sample sample) {
        int count = Math.min(sample.count(), LOST_SAMPLE);
        double squares = 0;
        for (int first = 0; first < count; first += TOGETHER) {
            var rows = new float[Math.min(TOGETHER, count - first)][projection.stride()];
            for (int i = 0; i < rows.length; i++) {
                sample.read(spread(first + i, count, sample), rows[i]);
            }
            for (Code code : encode(rows)) {
                double outside = code.terms()[OUTSIDE];
                squares += outside * outside;
            }
        }
        return squares / Math.max(1, count);
    }

    /// A query in codes.
    ///
    /// @param direction
    ///            padded, of unit length
    public QueryCode query(float[] direction) {
        return queryCode(direction, false);
    }

    /// A query in codes about as good, and made in less than half the time, which is uncertain: its estimates have no
    /// bound.
    ///
    /// @param direction
    ///            padded, of unit length
    public QueryCode sketch(float[] direction) {
        return queryCode(direction, true);
    }

    private QueryCode queryCode(float[] direction, boolean isSketch) {
        var kernels = Kernels.chosen();
        float[] mean = projection.mean();
        double meanProduct = kernels.dot(direction, 0, mean, 0, mean.length);
        double share = meanSquare > 0 ? meanProduct / meanSquare : 0;
        var centred = new float[direction.length];
        for (int i = 0; i < centred.length; i++) {
            centred[i] = (float) (direction[i] - share * mean[i]);
        }
        var values = new float[Kernels.paddedColumns(projection.count())];
        if (isSketch) {
            kernels.sums(centred, turned, values);
        } else {
            projection.apply(centred, values);
        }
        double square = kernels.dot(centred, 0, centred, 0, centred.length);
        return new QueryCode(this, meanProduct, share, values, square);
    }
}
