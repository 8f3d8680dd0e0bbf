package dev.lookalike.index;

import dev.lookalike.index.contract.ExactIndexContract;

/// The index in memory keeps the contract.
final class InMemoryIndexTest extends ExactIndexContract {
    @Override
    protected VectorIndex index(int dimension) {
        return VectorIndex.inMemory(dimension);
    }
}
