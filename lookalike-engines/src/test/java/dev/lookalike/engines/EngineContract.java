package dev.lookalike.engines;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import dev.lookalike.index.Capability;
import dev.lookalike.index.EngineProvider;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.VectorIndex;
import dev.lookalike.index.contract.Merging;
import dev.lookalike.index.contract.VectorIndexContract;
import org.junit.jupiter.api.io.TempDir;

/// The contract of an index for an engine that merges all the time. It is never asked for certainty, so that the engine is
/// asked.
public abstract class EngineContract extends VectorIndexContract {
    private final String choice;
    private final AtomicInteger next = new AtomicInteger();

    @TempDir
    Path folder;

    /// @param choice
    ///            as [EngineProvider#open] takes it
    protected EngineContract(String choice) {
        this.choice = choice;
    }

    @Override
    protected VectorIndex index(int dimension) {
        return new Merging(EngineProvider.open(choice, folder.resolve(next.incrementAndGet() + ".index"),
                IndexSpec.of(dimension)));
    }

    @Override
    protected Set<Capability> capabilities() {
        return EnumSet.complementOf(EnumSet.of(Capability.EXACT));
    }
}
