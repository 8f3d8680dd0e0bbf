package dev.lookalike.engines.milvus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import dev.lookalike.index.Capability;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.Metric;
import dev.lookalike.index.VectorIndex;
import dev.lookalike.index.contract.VectorIndexContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// An index on a Milvus server that looks at all vectors keeps the contract, to the last bit.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MilvusContractTest extends VectorIndexContract {
    private @Nullable MilvusProcess server;
    private final List<String> collections = new ArrayList<>();
    private int next;

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

    @AfterEach
    void dropCollections() {
        try (var connection = new MilvusServer(MilvusOptions.parse(address(), "unnamed"))) {
            collections.forEach(name -> MilvusCollection.drop(connection, name));
        }
        collections.clear();
    }

    @Override
    protected VectorIndex index(int dimension) {
        var spec = IndexSpec.of(dimension);
        String name = "tried_" + next++;
        collections.add(name);
        for (var metric : Metric.values()) {
            collections.add(name + "_" + metric.name().toLowerCase(Locale.ROOT));
        }
        return new MilvusEngine().open(Path.of("unused"), spec,
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
