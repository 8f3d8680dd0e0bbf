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
    /// @throws IllegalStateException
    ///             if there is an [obstacle][#obstacle()]
    /// @throws IndexException
    ///             if the file cannot be read, is damaged, or is not for this spec
    VectorIndex open(Path file, IndexSpec spec, String options);

    /// A place for vectors with texts, where the engine has such; see [Shelf#open].
    ///
    /// @param dimension
    ///            how many values each vector has
    /// @param options
    ///            what stands behind the colon in `name:options`, or an empty text
    default Optional<Shelf> shelf(int dimension, String options) {
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
    /// @throws IllegalStateException
    ///             if the engine cannot be used here
    /// @throws IndexException
    ///             if the file cannot be read, is damaged, or is not for this spec
    static VectorIndex open(String choice, Path file, IndexSpec spec) {
        return Engines.open(choice, file, spec);
    }
}
