package dev.lookalike.index;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.lookalike.index.store.Engines;

/// A kind of index by its name: this library's own, or one that another library brings and
/// [java.util.ServiceLoader] finds.
public interface EngineProvider {

    /// What people call it: lower case, without a colon.
    String name();

    /// What it is, in one sentence.
    String description();

    /// What it can do by itself.
    Set<Capability> capabilities();

    /// Why it cannot be used here and what to do about it, or nothing if it can.
    Optional<String> obstacle();

    /// Opens or begins an index.
    ///
    /// @param file
    ///            where its file is or will be
    /// @param options
    ///            what stands behind the colon in `name:options`, or an empty text
    /// @throws IllegalArgumentException
    ///             if it knows no such options
    /// @throws IndexException.Unavailable
    ///             if there is an [obstacle][#obstacle()]
    /// @throws IndexException
    ///             if the file cannot be read, is damaged, or is not for this spec
    VectorIndex open(Path file, IndexSpec spec, String options);

    /// Drops the indexes that are not files and were opened for other files of the same folder: what earlier spaces left on
    /// a server. Does nothing where an index is its file.
    ///
    /// @param file
    ///            of the index that stays
    /// @param options
    ///            what stands behind the colon in `name:options`, or an empty text
    /// @throws IndexException.Unavailable
    ///             if the server does not answer
    default void dropOthers(Path file, String options) {}

    /// Opens an index that another process keeps on a server, to search it and nothing else.
    ///
    /// @param file
    ///            as that process [opened][#open(Path, IndexSpec, String)] it
    /// @param options
    ///            what stands behind the colon in `name:options`, or an empty text
    /// @throws IllegalArgumentException
    ///             if the engine keeps indexes in files, which one process has open, or it knows no such options
    /// @throws IndexException.Unavailable
    ///             if the server does not answer, or has no such index
    default VectorIndex openShared(Path file, IndexSpec spec, String options) {
        throw new IllegalArgumentException(
                "an index of the engine %s is a file of one process; for several, choose an engine with a server, such as milvus"
                        .formatted(name()));
    }

    /// A place for vectors with texts, where the engine has such; see [Shelf#open].
    ///
    /// @param dimension
    ///            how many values each vector has
    /// @param options
    ///            what stands behind the colon in `name:options`, or an empty text
    default Optional<Shelf> shelf(int dimension, String options) {
        return Optional.empty();
    }

    /// The same as another process fills it; see [Shelf#existing].
    ///
    /// @param options
    ///            what stands behind the colon in `name:options`, or an empty text
    default Optional<Shelf> shelf(String options) {
        return Optional.empty();
    }

    /// All engines that are here: this library's own first, the others by name.
    static List<EngineProvider> all() {
        return Engines.all();
    }

    /// Opens or begins an index of the engine that `choice` names.
    ///
    /// @param choice
    ///            `name` or `name:options`, such as `lookalike`
    /// @throws IllegalArgumentException
    ///             if no such engine is here, or it knows no such options
    /// @throws IndexException.Unavailable
    ///             if the engine cannot be used here
    /// @throws IndexException
    ///             if the file cannot be read, is damaged, or is not for this spec
    static VectorIndex open(String choice, Path file, IndexSpec spec) {
        return Engines.open(choice, file, spec);
    }

    /// Opens an index that another process keeps; see [#openShared(Path, IndexSpec, String)].
    static VectorIndex openShared(String choice, Path file, IndexSpec spec) {
        return Engines.named(choice).openShared(file, spec, Engines.options(choice));
    }

    /// Drops what the engine that `choice` names keeps for other files than this one; see
    /// [#dropOthers(Path, String)].
    static void dropOthers(String choice, Path file) {
        Engines.named(choice).dropOthers(file, Engines.options(choice));
    }
}
