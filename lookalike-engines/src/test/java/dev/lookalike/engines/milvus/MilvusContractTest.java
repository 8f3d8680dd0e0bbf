package dev.lookalike.engines.milvus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import dev.lookalike.index.Capability;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.VectorIndex;
import dev.lookalike.index.contract.VectorIndexContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// An index on a Milvus server that looks at all vectors keeps the contract, to the last bit.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT) // A collection takes seconds to make, and all of them are spent waiting.
final class MilvusContractTest extends VectorIndexContract {
    private @Nullable MilvusProcess server;
    private final AtomicInteger next = new AtomicInteger();

    @BeforeAll
    void startServer(@TempDir Path folder) throws IOException {
        server = MilvusProcess.start(folder);
    }

    @AfterAll
    void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    private String address() {
        return Objects.requireNonNull(server).address();
    }

    @Override
    protected VectorIndex index(int dimension) {
        return new MilvusEngine().open(Path.of("unused"), IndexSpec.of(dimension),
                "%s/tried_%d,index=FLAT".formatted(address(), next.getAndIncrement()));
    }

    @Override
    protected Set<Capability> capabilities() {
        return EnumSet.complementOf(EnumSet.of(Capability.INNER_PRODUCT));
    }

    @Override
    protected int changeCount() {
        return 51;
    }
}
