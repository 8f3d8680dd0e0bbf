package dev.lookalike.index;

/// The index in memory keeps the contract.
final class InMemoryIndexTest extends VectorIndexContract {
    @Override
    VectorIndex index(int dimension) {
        return VectorIndex.inMemory(dimension);
    }
}
