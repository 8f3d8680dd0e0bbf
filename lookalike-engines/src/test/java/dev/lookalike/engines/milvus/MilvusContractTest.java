package dev.lookalike.engines.milvus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import dev.lookalike.index.Capability;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.VectorIndex;
import dev.lookalike.index.contract.VectorIndexContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// An index on a Milvus server that looks at all vectors keeps the contract, to the last bit. A server takes two seconds
/// to load a collection and does nothing meanwhile, so some tests wait for that together.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
final class MilvusContractTest extends VectorIndexContract {
    private final AtomicInteger next = new AtomicInteger();
    private final ThreadLocal<Set<String>> made = ThreadLocal.withInitial(HashSet::new);
    private @Nullable MilvusProcess server;

    @BeforeAll
    void findServer() throws IOException {
        server = MilvusProcess.shared();
    }

    private String address() {
        return Objects.requireNonNull(server).address();
    }

    @AfterEach
    void dropCollections() {
        try (var connection = new MilvusServer(MilvusOptions.parse(address()))) {
            MilvusCollection.names(connection).stream().filter(name -> made.get().contains(name.split("__", 2)[0]))
                    .forEach(name -> MilvusCollection.drop(connection, name));
        }
        made.remove();
    }

    @Override
    protected VectorIndex index(int dimension) {
        String name = "tried_" + next.incrementAndGet();
        made.get().add(name);
        return new MilvusProvider().open(Path.of("unused"), IndexSpec.of(dimension),
                "%s/%s,index=FLAT".formatted(address(), name));
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
