package dev.lookalike.engines.annoy;

import java.util.EnumSet;
import java.util.Set;

import dev.lookalike.engines.EngineContract;
import dev.lookalike.index.Capability;
import org.junit.jupiter.api.Nested;

/// Indexes whose nearest vectors Annoy proposes keep the contract.
final class AnnoyContractTest {

    @Nested
    final class AskedForCertainty extends EngineContract {
        AskedForCertainty() {
            super("annoy:trees=4");
        }

        @Override
        protected Set<Capability> capabilities() {
            return EnumSet.allOf(Capability.class);
        }
    }

    @Nested
    final class AskedForMost extends EngineContract {
        AskedForMost() {
            super("annoy:trees=8");
        }
    }
}
