package dev.lookalike.engines.faiss;

import dev.lookalike.engines.EngineContract;
import dev.lookalike.index.VectorIndex;
import org.junit.jupiter.api.Nested;

/// Indexes whose nearest vectors FAISS proposes keep the contract.
final class FaissContractTest {
    abstract static class Contract extends EngineContract {
        Contract(String options) {
            super("faiss:" + options);
        }

        @Override
        protected VectorIndex index(int dimension) {
            FaissIndexTest.library();
            return super.index(dimension);
        }
    }

    @Nested
    final class Graph extends Contract {
        Graph() {
            super("HNSW32");
        }
    }

    @Nested
    final class Cells extends Contract {
        Cells() {
            super("IVF16,Flat,nprobe=8,metric=euclidean");
        }
    }
}
