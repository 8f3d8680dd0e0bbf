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
     * The walk goes by estimates from the codes' first digits and pays no attention to what may be answered: rows that are
     * removed or filtered out still lead to others. Where only a share of the rows may be answered, the beam is wider by as much,
     * so that enough of them are in it. Then the best by estimate are scored exactly: three times as many as are asked for and
     * some more, which hold 99.9 % of the best (PCA-256 of real embeddings: of the ten best, 99.8 % are among the 30 first by
     * estimate and 99.99 % among the 50 first). A wider beam buys a better walk, not more scoring.
     *
     * A walk is not worth it, or not to be trusted, and all candidates are scanned instead (CodeScan),
     *
     * - when a scan costs less: a walk looks at some STEPS rows for each place in the beam;
     * - when the metric is not the cosine and lengths differ: the graph connects directions;
     * - when the beam came back with too few rows that may be answered, as when a filter leaves only rows far from the query.
     */
    private static final int STEPS = 24;
    private static final double SAME_LENGTH = 1.001;
    private static final int RERANK_TIMES = 3;
    private static final int RERANK_MORE = 20;
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
        return consider(part, spec, ranking, candidates, beam);
    }

    private static boolean isFit(Part part, SearchSpec spec) {
        return !spec.isExact() && (spec.metric() == Metric.COSINE || part.file().lengthRatio() < SAME_LENGTH);
    }

    private static Beam walk(Part part, Graph graph, QueryCode query, int width) {
        return graph.search(new Estimates(part, query, part.terms(Coder.CODE_SUM), part.terms(Coder.MEAN_TERM)), width);
    }

    private static boolean consider(Part part, SearchSpec spec, Ranking ranking, Candidates candidates, Beam beam) {
        var allowed = allowed(candidates);
        int rerankDepth = Math.min(spec.beamWidth(), RERANK_TIMES * spec.count() + RERANK_MORE);
        var chosen = new int[rerankDepth];
        int count = 0;
        for (int place = 0; place < beam.count() && count < chosen.length; place++) {
            int ordinal = beam.ordinal(place);
            if ((allowed == null || allowed.get(ordinal)) && !candidates.skipped().contains(ordinal)) {
                chosen[count++] = ordinal;
            }
        }
        if (count < Math.max(spec.count(), rerankDepth / 2)) {
            return false;
        }
        var row = new float[part.stride()];
        for (int i = 0; i < count; i++) {
            part.show(chosen[i], ranking, row);
        }
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
    private record Estimates(Part part, QueryCode query, float[] codeSums, float[] meanTerms) implements Costs {
        @Override
        public void of(int[] ordinals, int count, int[] costs) {
            KERNELS.dotsAt(query.high(), part.codes(), part.codeSize(), ordinals, count, costs);
            for (int i = 0; i < count; i++) {
                float estimate = query.roughEstimate(costs[i], codeSums[ordinals[i]], meanTerms[ordinals[i]]);
                int bits = Float.floatToRawIntBits(-estimate);
                costs[i] = bits ^ ((bits >> (Integer.SIZE - 1)) & Integer.MAX_VALUE);
            }
        }
    }
}
