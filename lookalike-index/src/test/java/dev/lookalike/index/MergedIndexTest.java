package dev.lookalike.index;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import dev.lookalike.index.contract.ExactIndexContract;
import dev.lookalike.index.contract.Merging;
import org.junit.jupiter.api.io.TempDir;

/// An index with a file keeps the contract when part of it is in the file.
final class MergedIndexTest extends ExactIndexContract {
    @TempDir
    Path folder;

    private final AtomicInteger next = new AtomicInteger();

    @Override
    protected VectorIndex index(int dimension) {
        return new Merging(
                VectorIndex.open(folder.resolve(next.incrementAndGet() + ".index"), IndexSpec.of(dimension)));
    }
}
