package dev.lookalike.engines.faiss;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import dev.lookalike.engines.ProposedIndex;
import dev.lookalike.index.Capability;
import dev.lookalike.index.EngineProvider;
import dev.lookalike.index.IndexException;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.VectorIndex;

/// FAISS as an engine. What it lacks, [ProposedIndex] gives it.
public final class FaissProvider implements EngineProvider {
    private final FaissLocations locations;

    public FaissProvider() {
        this(FaissLocations.here());
    }

    FaissProvider(FaissLocations locations) {
        this.locations = locations;
    }

    @Override
    public String name() {
        return "faiss";
    }

    @Override
    public String description() {
        return "FAISS through its C interface, by any text of its index factory: faiss:HNSW32, faiss:IVF256,PQ32,nprobe=16";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.COSINE, Capability.EUCLIDEAN, Capability.INNER_PRODUCT);
    }

    @Override
    public Optional<String> obstacle() {
        return locations.library() == null ? Optional.of(locations.obstacle()) : Optional.empty();
    }

    @Override
    public VectorIndex open(Path file, IndexSpec spec, String options) {
        var library = locations.library();
        if (library == null) {
            throw new IndexException.Unavailable(locations.obstacle(), null);
        }
        var engine = new Faiss(library, FaissOptions.parse(options));
        engine.check(spec.dimension());
        return new ProposedIndex(file, spec, engine);
    }
}
