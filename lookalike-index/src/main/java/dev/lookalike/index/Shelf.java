package dev.lookalike.index;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.lookalike.index.store.Engines;

/// Vectors with a text each, kept where an engine keeps what it is given: a place that a collection can be moved to and
/// back from, or be shown at to other processes. All methods may be called from any thread.
public interface Shelf extends AutoCloseable {
    /// The most bytes that a text, or all values of an entry together, may have in UTF-8.
    int MAX_TEXT_BYTES = 65_535;

    /// The most ids that can be asked for at once.
    int MAX_ENTRIES = 1_000;

    /// What stands on a shelf under an id.
    ///
    /// @param vector
    ///            finite values, not all zero
    /// @param text
    ///            up to [#MAX_TEXT_BYTES] in UTF-8
    /// @param values
    ///            what [conditions][Condition] can be about, by name: texts, `Double`s, and lists of texts
    record Entry(long id, float[] vector, String text, Map<String, Object> values) {
        public Entry {
            values = Map.copyOf(values);
        }
    }

    /// The shelf that `choice` names, made if it is not there.
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
        return at(choice, dimension).orElseThrow(() -> none(choice));
    }

    /// The same, or nothing if the engine has no shelves.
    ///
    /// @throws IllegalArgumentException
    ///             if there is no such engine, or it knows no such options
    /// @throws IndexException
    ///             if it cannot be reached, or holds vectors of another dimension
    static Optional<Shelf> at(String choice, int dimension) {
        return Engines.named(choice).shelf(dimension, Engines.options(choice));
    }

    /// The shelf that `choice` names, as another process fills it: only to be read, and seen as its options say.
    ///
    /// @throws IllegalArgumentException
    ///             if there is no such engine, it has no shelves, or it knows no such options
    /// @throws IndexException
    ///             if it cannot be reached, or is not there
    static Shelf existing(String choice) {
        return Engines.named(choice).shelf(Engines.options(choice)).orElseThrow(() -> none(choice));
    }

    private static IllegalArgumentException none(String choice) {
        return new IllegalArgumentException(
                "\"%s\" is no place that others can read; give one such as milvus:HOST:PORT/NAME".formatted(choice));
    }

    /// The number of values in each vector.
    int dimension();

    /// The ids there are, ascending.
    long[] ids();

    /// The ids of entries that fulfil a condition, ascending, from the first id greater than `after`.
    ///
    /// @param count
    ///            how many at most
    /// @throws IllegalArgumentException
    ///             if the condition cannot be asked here
    long[] ids(Condition condition, long after, int count);

    /// How many entries with an id greater than `after` fulfil a condition.
    ///
    /// @throws IllegalArgumentException
    ///             if the condition cannot be asked here
    long count(Condition condition, long after);

    /// Puts entries, over those under their ids.
    ///
    /// @throws IllegalArgumentException
    ///             if a vector has another dimension or a text is too long; nothing is put then
    void put(List<Entry> entries);

    /// The entries under these ids, in their order and without their values; nothing where there is none.
    ///
    /// @param ids
    ///            up to [#MAX_ENTRIES]
    List<Optional<Entry>> entries(long... ids);

    /// The texts under these ids, in their order; nothing where there is none.
    ///
    /// @param ids
    ///            up to [#MAX_ENTRIES]
    List<Optional<String>> texts(long... ids);

    /// Takes the entries under these ids away.
    ///
    /// @param ids
    ///            up to [#MAX_ENTRIES]
    void remove(long... ids);

    @Override
    void close();
}
