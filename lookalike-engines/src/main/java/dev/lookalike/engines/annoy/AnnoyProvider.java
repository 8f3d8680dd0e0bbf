package dev.lookalike.engines.annoy;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import dev.lookalike.engines.Engine;
import dev.lookalike.engines.ProposedIndex;
import dev.lookalike.index.Capability;
import dev.lookalike.index.EngineProvider;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.Metric;
import dev.lookalike.index.VectorIndex;

/// Annoy as an engine. What it lacks, [ProposedIndex] gives it.
public final class AnnoyProvider implements EngineProvider {
    private static final int USUAL_TREES = 50;
    private static final int MAX_TREES = 1_000;
    private static final String TREES = "trees=";

    @Override
    public String name() {
        return "annoy";
    }

    @Override
    public String description() {
        return "Annoy's trees, mapped; its Python package reads the file: annoy:trees=100, annoy:metric=euclidean";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.COSINE, Capability.EUCLIDEAN, Capability.INNER_PRODUCT);
    }

    @Override
    public Optional<String> obstacle() {
        return Optional.empty();
    }

    @Override
    public VectorIndex open(Path file, IndexSpec spec, String options) {
        return new ProposedIndex(file, spec, parse(options, spec.seed()));
    }

    static Annoy parse(String options, long seed) {
        int trees = USUAL_TREES;
        var metric = Metric.COSINE;
        for (String option : options.isBlank() ? new String[0] : options.strip().split(",")) {
            if (option.startsWith(TREES)) {
                trees = trees(option.substring(TREES.length()));
            } else if (option.startsWith(Engine.METRIC_OPTION)) {
                metric = Engine.metric(option);
            } else {
                throw new IllegalArgumentException(
                        "the engine annoy knows no option \"%s\"; it knows trees=50 and metric=cosine"
                                .formatted(option));
            }
        }
        return new Annoy(Geometry.of(metric), trees, seed);
    }

    private static int trees(String text) {
        try {
            int trees = Integer.parseInt(text);
            if (trees >= 1 && trees <= MAX_TREES) {
                return trees;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException("trees is \"%s\"; give 1 to %d".formatted(text, MAX_TREES));
    }
}
