package dev.lookalike.index.store;

import java.util.BitSet;

import dev.lookalike.index.Metric;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.code.Coder;
import dev.lookalike.index.code.QueryCode;
import dev.lookalike.index.exact.Ranking;
import dev.lookalike.index.graph.Beam;
import dev.lookalike.index.graph.Costs;
import dev.lookalike.index.graph.Graph;
import dev.lookalike.index.graph.Horizon;
import dev.lookalike.index.kernel.CodeKernels;
import org.jspecify.annotations.Nullable;

/// Finds the nearest rows of a part by walking through its graph.
final class PartWalk {
    /*
     * The walk goes by estimates from the codes' heads and pays no attention to what may be answered: rows that are removed or
     * filtered out still lead to others. Then what is in the beam is estimated by all codes and the best scored exactly (Rerank).
     *
     * It ends where rows are farther than (1 + slack) times the distance of the last of those that are wanted (Al-Jazzazi and
     * others 2025, Distance Adaptive Beam Search), not when the beam is looked through, which is as long for a query whose
     * nearest rows stand alone as for one in a crowd. The slack is chosen so that a walk costs on average what one with that
     * beam width would; the beam holds up to MARGIN times as many. With 76,686 real embeddings that takes a fifth less
     * time at a recall of 0.999 (docs/measurements/search.md).
     *
     * Reading a whole row from memory takes as long as the codes of twenty, so no more of them are read than a search so wide
     * has use for.
     *
     * Where only a share of the rows may be answered, as many more are wanted, and up to twice as many so that chance
     * does not leave too few.
     *
     * A walk is not worth it, or not to be trusted, and all candidates are scanned instead (CodeScan),
     *
     * - when a scan costs less: a walk looks at some STEPS rows for each place in the beam;
     * - when the metric is not the cosine and lengths differ: the graph connects directions;
     * - when the beam came back with too few rows that may be answered, as when a filter leaves only rows far from the query.
     */
    private static final int STEPS = 24;
    private static final double SAME_LENGTH = 1.001;
    private static final int MARGIN = 4;
    /// With count 10 on those embeddings, beam widths 20, 80 and 224 ask for what slacks of 0.021, 0.062 and 0.093 do.
    private static final double SLACK = 0.03;
    private static final int RERANKED_SHARE = 5;
    private static final double NEAREST = 0.01;
    private static final CodeKernels KERNELS = CodeKernels.chosen();

    private PartWalk() {}

    /// Shows the ranking the rows that a walk finds.
    ///
    /// @return whether there was a walk, and it found enough
    static boolean run(Part part, QueryCode query, SearchSpec spec, Ranking ranking, Candidates candidates) {
        var graph = part.graph();
        if (graph == null || !isFit(part, spec)) {
            return false;
        }
        double allowed = (double) candidates.count() - candidates.skipped().count();
        double width = Math.ceil(spec.beamWidth() * (part.count() / Math.max(1, allowed)));
        if (width * STEPS > candidates.count()) {
            return false;
        }
        double share = allowed / part.count();
        int wanted = (int) Math.ceil(spec.count() * (2 - share) / share);
        double slack = SLACK * Math.log((double) spec.beamWidth() / spec.count());
        int limit = (int) Math.min(part.count(), MARGIN * width);
        var beam = walk(part, graph, query, limit, new Horizon(wanted, cost -> Estimates.farther(cost, slack)));
        return consider(part, query, spec, ranking, candidates, beam, (int) Math.min(beam.count(), width), share);
    }

    private static boolean isFit(Part part, SearchSpec spec) {
        return !spec.isExact() && (spec.metric() == Metric.COSINE || part.file().lengthRatio() < SAME_LENGTH);
    }

    private static Beam walk(Part part, Graph graph, QueryCode query, int width, Horizon horizon) {
        return graph.search(new Estimates(part, query, part.terms(Coder.MEAN_TERM), part.terms(Coder.HEAD_OUTSIDE)),
                width, horizon);
    }

    private static boolean consider(Part part, QueryCode query, SearchSpec spec, Ranking ranking,
            Candidates candidates, Beam beam, int places, double share) {
        var allowed = allowed(candidates);
        var ordinals = new int[places];
        var estimates = new float[places];
        int count = 0;
        for (int place = 0; place < places; place++) {
            int ordinal = beam.ordinal(place);
            if ((allowed == null || allowed.get(ordinal)) && !candidates.skipped().contains(ordinal)) {
                ordinals[count] = ordinal;
                estimates[count++] = Estimates.estimate(beam.cost(place));
            }
        }
        if (count < Math.max(spec.count(), places * share / 2)) {
            return false;
        }
        Rerank.run(part, query, spec, ranking, ordinals, estimates, count,
                2 * spec.count() + spec.beamWidth() / RERANKED_SHARE);
        return true;
    }

    /// The rows that may be answered, or null for all.
    private static @Nullable BitSet allowed(Candidates candidates) {
        int[] ordinals = candidates.ordinals();
        if (ordinals == null) {
            return null;
        }
        var allowed = new BitSet();
        for (int ordinal : ordinals) {
            allowed.set(ordinal);
        }
        return allowed;
    }

    /// The negative estimates, as whole numbers in the same order.
    private record Estimates(Part part, QueryCode query, float[] meanTerms, float[] outsides) implements Costs {
        @Override
        public void of(int[] ordinals, int count, int[] costs) {
            KERNELS.dotsAt(query.head(), part.heads(), part.headSize(), ordinals, count, costs);
            for (int i = 0; i < count; i++) {
                costs[i] = cost(query.headEstimate(costs[i], meanTerms[ordinals[i]], outsides[ordinals[i]]));
            }
        }

        private static int cost(float estimate) {
            int bits = Float.floatToRawIntBits(-estimate);
            return bits ^ ((bits >> (Integer.SIZE - 1)) & Integer.MAX_VALUE);
        }

        /// The cost of a distance that is longer by `slack`. Half the squared distance of directions is 1 less their cosine;
        /// estimates may be above 1.
        static int farther(int cost, double slack) {
            double half = Math.max(NEAREST, 1 - estimate(cost));
            return Math.max(cost, cost((float) (1 - (1 + slack) * (1 + slack) * half)));
        }

        /// The estimate that has this cost.
        static float estimate(int cost) {
            return -Float.intBitsToFloat(cost ^ ((cost >> (Integer.SIZE - 1)) & Integer.MAX_VALUE));
        }
    }
}
