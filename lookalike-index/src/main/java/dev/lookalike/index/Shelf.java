package dev.lookalike.index;

import java.util.List;
import java.util.Optional;

/// Vectors with a text each, kept where an engine keeps what it is given: a place that a collection can be moved to and
/// back from. All methods may be called from any thread.
public interface Shelf extends AutoCloseable {
    /// The most bytes that a text may have in UTF-8.
    int MAX_TEXT_BYTES = 65_535;

    /// The most ids that can be asked for at once.
    int MAX_ENTRIES = 1_000;

    /// What stands on a shelf under an id.
    ///
    /// @param vector
    ///            finite values, not all zero
    /// @param text
    ///            up to [#MAX_TEXT_BYTES] in UTF-8
    record Entry(long id, float[] vector, String text) {}

    /// The shelf that `choice` names.
    ///
    /// @param choice
    ///            `name:options` of an engine that has shelves
    /// @param dimension
    ///            how many values each vector has
    /// @throws IllegalArgumentException
    ///             if there is no such engine, it has no shelves, or it knows no such options
    /// @throws IndexException
    ///             if it cannot be reached, or holds vectors of another dimension
    static Shelf open(String choice, int dimension) {
        int colon = choice.indexOf(':');
        String name = colon < 0 ? choice : choice.substring(0, colon);
        return EngineProvider.all().stream().filter(one -> one.name().equals(name)).findFirst()
                .flatMap(engine -> engine.shelf(dimension, colon < 0 ? "" : choice.substring(colon + 1)))
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"%s\" is no place to move to; give one such as milvus:HOST:PORT/NAME".formatted(choice)));
    }

    /// The ids there are, ascending.
    long[] ids();

    /// Puts entries, over those under their ids.
    ///
    /// @throws IllegalArgumentException
    ///             if a vector has another dimension or a text is too long; nothing is put then
    void put(List<Entry> entries);

    /// The entries under these ids, in their order; nothing where there is none.
    ///
    /// @param ids
    ///            up to [#MAX_ENTRIES]
    List<Optional<Entry>> entries(long... ids);

    /// Takes the entries under these ids away.
    ///
    /// @param ids
    ///            up to [#MAX_ENTRIES]
    void remove(long... ids);

    @Override
    void close();
}
