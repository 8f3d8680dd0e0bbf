package dev.lookalike.index.store;

import java.util.Arrays;

import dev.lookalike.index.Metric;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.code.Coder;
import dev.lookalike.index.code.QueryCode;
import dev.lookalike.index.exact.Best;
import dev.lookalike.index.exact.Ranking;
import dev.lookalike.index.exact.Reach;
import dev.lookalike.index.kernel.CodeKernels;

/// Finds the nearest rows by looking at the codes of all candidates.
final class CodeScan {
    /*
     * A row of 1,280 floats takes 5,120 bytes and its codes 256, and a scan is as fast as memory: so the codes of all candidates are
     * looked at, and the rows of few.
     *
     * Approximately: the `beamWidth` candidates with the best estimates are scored exactly. Scores are thus exact; what may be
     * missing is a row whose estimate was worse than that of so many others.
     *
     * With certainty: estimates come with a bound (Coder).
     *
     * 1. All candidates are estimated roughly, by the first digit of the query's codes.
     * 2. As many as are asked for, the best by estimate, are scored exactly. The worst of their scores is the threshold t.
     * 3. Every other candidate whose rough estimate plus its error reaches t is estimated by both digits; if that plus its error
     *    still reaches t, it is looked at, in single precision first (Reach). t rises on the way. No candidate is left out
     *    that could have scored t.
     *
     * For pictures of the collection's kind some hundredths of the rows are left for step 3. For queries unlike it, such as
     * differences of two pictures, the scores lie so close together that most are, and the search is a plain scan: slower and
     * just as exact.
     */
    private static final CodeKernels KERNELS = CodeKernels.chosen();
    /// Rows whose sums are computed at a time.
    private static final int BLOCK = 256;

    private final CodedRows rows;
    private final SearchSpec spec;
    private final Ranking ranking;
    private final Candidates candidates;
    private final QueryCode query;
    private final double queryLength;
    private final float[] row;
    private final int[] high = new int[1];
    private final int[] low = new int[1];

    private CodeScan(CodedRows rows, QueryCode query, SearchSpec spec, Ranking ranking, Candidates candidates) {
        this.rows = rows;
        this.spec = spec;
        this.ranking = ranking;
        this.candidates = candidates;
        this.query = query;
        queryLength = Math.sqrt(ranking.square());
        row = new float[rows.stride()];
    }

    /// Shows the ranking the candidates that may be among the best.
    static void run(CodedRows rows, QueryCode query, SearchSpec spec, Ranking ranking, Candidates candidates) {
        if (candidates.count() == 0) {
            return;
        }
        var scan = new CodeScan(rows, query, spec, ranking, candidates);
        float[] estimates = scan.estimates();
        if (spec.isExact()) {
            scan.consider(scan.best(estimates, spec.count()), estimates);
            scan.considerRest(estimates);
        } else {
            scan.consider(scan.best(estimates, spec.beamWidth()), estimates);
        }
    }

    private float[] estimates() {
        var estimates = new float[candidates.count()];
        var sums = new int[BLOCK];
        for (int first = 0; first < estimates.length; first += BLOCK) {
            int count = Math.min(BLOCK, estimates.length - first);
            sums(first, count, sums);
            estimate(first, count, sums, estimates);
        }
        return estimates;
    }

    private void estimate(int first, int count, int[] sums, float[] estimates) {
        float[] codeSums = rows.terms(Coder.CODE_SUM);
        float[] meanTerms = rows.terms(Coder.MEAN_TERM);
        if (candidates.ordinals() == null) {
            query.roughEstimates(sums, codeSums, meanTerms, first, count, estimates);
            return;
        }
        for (int i = 0; i < count; i++) {
            int ordinal = candidates.ordinal(first + i);
            estimates[first + i] = query.roughEstimate(sums[i], codeSums[ordinal], meanTerms[ordinal]);
        }
    }

    private void sums(int first, int count, int[] sums) {
        int size = rows.codeSize();
        int[] ordinals = candidates.ordinals();
        if (ordinals == null) {
            KERNELS.dots(query.high(), rows.codes(), (long) first * size, size, count, sums);
        } else {
            KERNELS.dotsAt(query.high(), rows.codes(), size, Arrays.copyOfRange(ordinals, first, first + count), count,
                    sums);
        }
    }

    /// The candidates with the best estimates.
    private long[] best(float[] estimates, int limit) {
        var best = new Best(Math.min(limit, estimates.length), Double.NEGATIVE_INFINITY);
        for (int i = 0; i < estimates.length; i++) {
            double score = score(estimates[i], candidates.ordinal(i));
            if (score > best.threshold() && !candidates.skipped().contains(candidates.ordinal(i))) {
                best.offer(score, i);
            }
        }
        return best.ids();
    }

    /// A number that orders candidates as the metric does.
    private double score(double estimate, int ordinal) {
        return switch (spec.metric()) {
            case COSINE -> estimate;
            case INNER_PRODUCT -> length(ordinal) * estimate;
            case EUCLIDEAN -> {
                double length = length(ordinal);
                yield length * (2 * queryLength * estimate - length);
            }
        };
    }

    private double length(int ordinal) {
        return Math.sqrt(rows.square(ordinal));
    }

    /// Looks at these candidates, and marks them as looked at.
    private void consider(long[] chosen, float[] estimates) {
        for (long candidate : chosen) {
            consider(candidates.ordinal((int) candidate));
            estimates[(int) candidate] = Float.NaN;
        }
    }

    private void consider(int ordinal) {
        rows.show(ordinal, ranking, row);
    }

    /// Looks at each candidate that was not looked at and may reach the threshold.
    private void considerRest(float[] estimates) {
        float[] outside = rows.terms(Coder.OUTSIDE);
        float[] inside = rows.terms(Coder.INSIDE);
        var reach = Reach.ofUpperBounds(spec.metric(), ranking.square());
        reach.raise(ranking.threshold());
        for (int i = 0; i < estimates.length; i++) {
            if (Float.isNaN(estimates[i])) {
                continue;
            }
            int ordinal = candidates.ordinal(i);
            double error = query.roughError(outside[ordinal], inside[ordinal]);
            double length = spec.metric() == Metric.COSINE ? 1 : length(ordinal);
            if (reach.includes((estimates[i] + error) * length, length)
                    && reach.includes(mostByBothDigits(ordinal) * length, length)
                    && !candidates.skipped().contains(ordinal)) {
                consider(ordinal);
                reach.raise(ranking.threshold());
            }
        }
    }

    private double mostByBothDigits(int ordinal) {
        int size = rows.codeSize();
        KERNELS.dots(query.high(), rows.codes(), (long) ordinal * size, size, 1, high);
        KERNELS.dots(query.low(), rows.codes(), (long) ordinal * size, size, 1, low);
        return query.estimate(high[0], low[0], rows.terms(Coder.CODE_SUM)[ordinal],
                rows.terms(Coder.MEAN_TERM)[ordinal])
                + query.error(rows.terms(Coder.OUTSIDE)[ordinal], rows.terms(Coder.INSIDE)[ordinal]);
    }
}
