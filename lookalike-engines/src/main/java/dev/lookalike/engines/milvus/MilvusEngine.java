package dev.lookalike.engines.milvus;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import dev.lookalike.index.Capability;
import dev.lookalike.index.EngineProvider;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.Shelf;
import dev.lookalike.index.VectorIndex;

/// The engine `milvus`.
public final class MilvusEngine implements EngineProvider {
    /// Found by [java.util.ServiceLoader].
    public MilvusEngine() {}

    @Override
    public String name() {
        return "milvus";
    }

    @Override
    public String description() {
        return "A Milvus server 2.3 or later, shared by any number of processes: milvus:" + MilvusOptions.FORM;
    }

    /// What an index can do that is opened without options. `index=FLAT` makes it exact (up to 16,384 vectors that single
    /// precision cannot tell apart), `metrics=` adds the inner product.
    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.UPDATE, Capability.REMOVE, Capability.FILTER, Capability.COSINE,
                Capability.EUCLIDEAN);
    }

    /// Nothing: which server is asked, and so whether it is there, is known when an index is opened.
    @Override
    public Optional<String> obstacle() {
        return Optional.empty();
    }

    @Override
    public VectorIndex open(Path file, IndexSpec spec, String options) {
        String stem = file.getFileName().toString().replaceFirst("\\.[^.]*$", "").replaceAll("[^A-Za-z0-9_]", "_");
        return MilvusIndex.open(MilvusOptions.parse(options, "lookalike_" + stem), spec);
    }

    @Override
    public Optional<Shelf> shelf(int dimension, String options) {
        return Optional.of(MilvusShelf.open(MilvusOptions.parse(options, "lookalike_gallery"), dimension));
    }
}
