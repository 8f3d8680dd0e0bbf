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
public final class MilvusProvider implements EngineProvider {
    /// Found by [java.util.ServiceLoader].
    public MilvusProvider() {}

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
        return MilvusIndex.open(MilvusOptions.parse(options), stem(file), spec);
    }

    /// An index's file is the name of its collections behind that of the gallery: each has its own, and they are told from
    /// those of a gallery whose name begins alike.
    private static String stem(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "").replaceAll("[^A-Za-z0-9]", "_");
    }

    @Override
    public void dropOthers(Path file, String options) {
        MilvusIndex.dropOthers(MilvusOptions.parse(options), stem(file));
    }

    @Override
    public VectorIndex openShared(Path file, IndexSpec spec, String options) {
        return MilvusIndex.openShared(MilvusOptions.parse(options), stem(file), spec);
    }

    @Override
    public Optional<Shelf> shelf(String options) {
        return Optional.of(MilvusShelf.existing(MilvusOptions.parse(options)));
    }

    @Override
    public Optional<Shelf> shelf(int dimension, String options) {
        return Optional.of(MilvusShelf.open(MilvusOptions.parse(options), dimension));
    }
}
