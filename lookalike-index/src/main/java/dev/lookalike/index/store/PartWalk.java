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
import dev.lookalike.index.kernel.CodeKernels;
import org.jspecify.annotations.Nullable;

/// Finds the nearest rows of a part by walking through its graph.
final class PartWalk {
    /*
     * The walk goes by estimates from the codes' heads and pays no attention to what may be answered: rows that are removed or
     * filtered out still lead to others. Where only a share of the rows may be answered, the beam is wider by as much, so that
     * enough of them are in it. Then what is in the beam is estimated by all codes and the best scored exactly (Rerank).
     *
     * A walk is not worth it, or not to be trusted, and all candidates are scanned instead (CodeScan),
     *
     * - when a scan costs less: a walk looks at some STEPS rows for each place in the beam;
     * - when the metric is not the cosine and lengths differ: the graph connects directions;
     * - when the beam came back with too few rows that may be answered, as when a filter leaves only rows far from the query.
     */
    private static final int STEPS = 24;
    private static final double SAME_LENGTH = 1.001;
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
        var beam = walk(part, graph, query, (int) width);
        return consider(part, query, spec, ranking, candidates, beam);
    }

    private static boolean isFit(Part part, SearchSpec spec) {
        return !spec.isExact() && (spec.metric() == Metric.COSINE || part.file().lengthRatio() < SAME_LENGTH);
    }

    private static Beam walk(Part part, Graph graph, QueryCode query, int width) {
        return graph.search(new Estimates(part, query, part.terms(Coder.MEAN_TERM), part.terms(Coder.HEAD_OUTSIDE)),
                width);
    }

    private static boolean consider(Part part, QueryCode query, SearchSpec spec, Ranking ranking,
            Candidates candidates, Beam beam) {
        var allowed = allowed(candidates);
        var ordinals = new int[beam.count()];
        var estimates = new float[beam.count()];
        int count = 0;
        for (int place = 0; place < beam.count(); place++) {
            int ordinal = beam.ordinal(place);
            if ((allowed == null || allowed.get(ordinal)) && !candidates.skipped().contains(ordinal)) {
                ordinals[count] = ordinal;
                estimates[count++] = Estimates.estimate(beam.cost(place));
            }
        }
        if (count < Math.max(spec.count(), spec.beamWidth() / 2)) {
            return false;
        }
        Rerank.run(part, query, spec, ranking, ordinals, estimates, count);
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

        /// The estimate that has this cost.
        static float estimate(int cost) {
            return -Float.intBitsToFloat(cost ^ ((cost >> (Integer.SIZE - 1)) & Integer.MAX_VALUE));
        }
    }
}
