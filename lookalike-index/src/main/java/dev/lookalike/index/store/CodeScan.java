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
     * A row of 1,280 halves takes 2,560 bytes and its head 128, and a scan is as fast as memory: so the heads of all candidates are
     * looked at, the rest of the codes of some, and the rows of few.
     *
     * Approximately: the candidates with the best estimates, four times `beamWidth`, are estimated by all codes and the best of
     * these scored exactly (Rerank). Scores are thus exact; what may be missing is a row whose estimate was worse than that of so
     * many others.
     *
     * With certainty: estimates come with a bound (Coder).
     *
     * 1. All candidates are estimated by their heads.
     * 2. Four times as many as are asked for, the best by estimate, are scored exactly. The worst of the best of them is the
     *    threshold t.
     * 3. Every other candidate whose estimate plus its error reaches t is estimated by all codes; if that plus its error still
     *    reaches t, it is looked at, in single precision first (Reach). t rises on the way. No candidate is left out that could
     *    have scored t.
     *
     * For pictures of the collection's kind some hundredths of the rows are left for step 3. For queries unlike it, such as
     * differences of two pictures, the scores lie so close together that most are, and the search is a plain scan: slower and
     * just as exact.
     */
    /// How many candidates are tried for each one that is wanted.
    private static final int TIMES = 4;
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
            scan.consider(scan.best(estimates, TIMES * spec.count()), estimates);
            scan.considerRest(estimates);
        } else {
            scan.rerank(scan.best(estimates, TIMES * spec.beamWidth()), estimates);
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
        float[] meanTerms = rows.terms(Coder.MEAN_TERM);
        float[] outsides = rows.terms(Coder.HEAD_OUTSIDE);
        if (candidates.ordinals() == null) {
            query.headEstimates(sums, meanTerms, outsides, first, count, estimates);
            return;
        }
        for (int i = 0; i < count; i++) {
            int ordinal = candidates.ordinal(first + i);
            estimates[first + i] = query.headEstimate(sums[i], meanTerms[ordinal], outsides[ordinal]);
        }
    }

    private void sums(int first, int count, int[] sums) {
        int size = rows.headSize();
        int[] ordinals = candidates.ordinals();
        if (ordinals == null) {
            KERNELS.dots(query.head(), rows.heads(), (long) first * size, size, count, sums);
        } else {
            KERNELS.dotsAt(query.head(), rows.heads(), size, Arrays.copyOfRange(ordinals, first, first + count), count,
                    sums);
        }
    }

    /// The candidates with the best estimates.
    private long[] best(float[] estimates, int limit) {
        var best = new Best(Math.min(limit, estimates.length), Double.NEGATIVE_INFINITY);
        for (int i = 0; i < estimates.length; i++) {
            double score = Rerank.score(spec.metric(), estimates[i], queryLength, rows, candidates.ordinal(i));
            if (score > best.threshold() && !candidates.skipped().contains(candidates.ordinal(i))) {
                best.offer(score, i);
            }
        }
        return best.ids();
    }

    private double length(int ordinal) {
        return Math.sqrt(rows.square(ordinal));
    }

    private void rerank(long[] chosen, float[] estimates) {
        var ordinals = new int[chosen.length];
        var theirs = new float[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            ordinals[i] = candidates.ordinal((int) chosen[i]);
            theirs[i] = estimates[(int) chosen[i]];
        }
        Rerank.run(rows, query, spec, ranking, ordinals, theirs, chosen.length, chosen.length);
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
        float[] headOutside = rows.terms(Coder.HEAD_OUTSIDE);
        float[] outside = rows.terms(Coder.OUTSIDE);
        float[] inside = rows.terms(Coder.INSIDE);
        var reach = Reach.ofUpperBounds(spec.metric(), ranking.square());
        reach.raise(ranking.threshold());
        int[] within = within(estimates, reach);
        var ordinals = new int[BLOCK];
        var sums = new int[BLOCK];
        for (int first = 0; first < within.length; first += BLOCK) {
            int count = Math.min(BLOCK, within.length - first);
            for (int i = 0; i < count; i++) {
                ordinals[i] = candidates.ordinal(within[first + i]);
            }
            if (rows.restSize() > 0) {
                KERNELS.dotsAt(query.rest(), rows.rests(), rows.restSize(), ordinals, count, sums);
            }
            for (int i = 0; i < count; i++) {
                int ordinal = ordinals[i];
                double most = query.estimate(estimates[within[first + i]], sums[i], headOutside[ordinal],
                        outside[ordinal])
                        + query.error(outside[ordinal], inside[ordinal]);
                double length = spec.metric() == Metric.COSINE ? 1 : length(ordinal);
                if (reach.includes(most * length, length)) {
                    consider(ordinal);
                    reach.raise(ranking.threshold());
                }
            }
        }
    }

    /// The candidates that were not looked at and may reach the threshold by their heads.
    private int[] within(float[] estimates, Reach reach) {
        float[] outside = rows.terms(Coder.HEAD_OUTSIDE);
        float[] inside = rows.terms(Coder.INSIDE);
        var within = new int[estimates.length];
        int count = 0;
        for (int i = 0; i < estimates.length; i++) {
            int ordinal = candidates.ordinal(i);
            double most = (double) estimates[i] + query.headError(outside[ordinal], inside[ordinal]);
            double length = spec.metric() == Metric.COSINE ? 1 : length(ordinal);
            if (reach.includes(most * length, length) && !Float.isNaN(estimates[i])
                    && !candidates.skipped().contains(ordinal)) {
                within[count++] = i;
            }
        }
        return Arrays.copyOf(within, count);
    }
}
