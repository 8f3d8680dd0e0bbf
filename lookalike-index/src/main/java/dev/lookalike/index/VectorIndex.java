package dev.lookalike.index;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.lookalike.index.flat.FlatIndex;
import dev.lookalike.index.store.StoredIndex;

/// Which stored vectors are nearest to this one?
///
/// An index holds vectors of one [dimension][#dimension()] under stable ids and answers searches while it is being
/// changed. Searches see every change that returned before they began. All methods may be called from any thread.
public interface VectorIndex extends AutoCloseable {

    /// An empty index in memory, which searches exactly whatever it is asked.
    ///
    /// A vector takes `4 * dimension` bytes (rounded up to 64) and about 60 more. A search costs one pass over the
    /// vectors that may be answered.
    ///
    /// @param dimension
    ///            how many values each vector has, 1 to [IndexSpec#MAX_DIMENSION]
    /// @throws IllegalArgumentException
    ///             if there is no such dimension
    static VectorIndex inMemory(int dimension) {
        return new FlatIndex(IndexSpec.of(dimension));
    }

    /// The index in a file, or an empty one that will be that file.
    ///
    /// The file holds what the last [#merge()] wrote. Changes since then are in memory, found at once and gone when the
    /// program ends: the file is a fast copy of vectors that are kept elsewhere, and whoever keeps them compares
    /// [#ids()] with theirs after opening and puts and removes the difference. When the changes are a quarter of the
    /// file (4,096 at least) a merge starts by itself in the background.
    ///
    /// While it is open the whole file is read in the background, a little at a time; damage that is found is thrown by the
    /// next search, wherever in the file it is.
    ///
    /// One process at a time may open a file to change it.
    ///
    /// @param file
    ///            where it is or will be; `file.new` and `file.made` beside it are used while writing, and stay when a long
    ///            [#merge()] is ended
    /// @throws IndexException
    ///             if the file cannot be read, is damaged, or is not for this spec
    static VectorIndex open(Path file, IndexSpec spec) {
        return new StoredIndex(file, spec);
    }

    /// The number of values in each vector.
    int dimension();

    /// How many vectors are stored and not removed.
    long count();

    /// The ids of the vectors that are stored and not removed, ascending.
    ///
    /// @throws IllegalStateException
    ///             if the index is closed
    long[] ids();

    /// The vector stored under `id`, as it is [kept][Precision]; a copy.
    ///
    /// @return `dimension()` values, or nothing if there is no such id
    /// @throws IllegalStateException
    ///             if the index is closed
    /// @throws IndexException.Corrupt
    ///             if the vector is damaged in the index's file
    Optional<float[]> vector(long id);

    /// Stores `vector` under `id`, replacing the vector that was there.
    ///
    /// @param id
    ///            any number
    /// @param vector
    ///            `dimension()` finite values, not all zero; copied. Its length does not matter to [Metric#COSINE] and
    ///            does to the others
    /// @throws IllegalArgumentException
    ///             if the vector has another dimension, a value that is not finite, or only zeros
    /// @throws IllegalStateException
    ///             if the index is closed or full
    void put(long id, float[] vector);

    /// Stores each vector under the id at its place, all or none: no search sees some of them. Cheaper than one by one.
    ///
    /// @param ids
    ///            any numbers; of a repeated one, the last vector stays
    /// @param vectors
    ///            as many as ids, each as for [#put]
    /// @throws IllegalArgumentException
    ///             if there are more or fewer vectors than ids, or one of them may not be put; nothing is stored then
    /// @throws IllegalStateException
    ///             if the index is closed or full
    void putAll(long[] ids, float[][] vectors);

    /// Forgets the vector stored under `id`.
    ///
    /// @return whether there was one
    /// @throws IllegalStateException
    ///             if the index is closed
    boolean remove(long id);

    /// The stored vectors nearest to `query`, best first; fewer than asked if fewer are stored, may be answered, or are
    /// near enough. Ties go to the smaller id.
    ///
    /// A score is computed in doubles from the stored floats, in an order that is the same on every machine; see
    /// [Metric] for its range. Allocates little more than the answer.
    ///
    /// @param query
    ///            `dimension()` finite values, not all zero
    /// @throws IllegalArgumentException
    ///             if the query has another dimension, a value that is not finite, or only zeros
    /// @throws IllegalStateException
    ///             if the index is closed
    /// @throws IndexException.Corrupt
    ///             if a vector that is read is damaged in the index's file
    List<Hit> search(float[] query, SearchSpec spec);

    /// What [#search] answers to each of the queries, in their order, all as of one moment. Cheaper than one by one,
    /// since several queries share each look at a vector. Runs on the calling thread; callers may share the queries
    /// among threads.
    ///
    /// @param queries
    ///            each as for [#search]
    /// @throws IllegalArgumentException
    ///             if a query may not be searched for
    /// @throws IllegalStateException
    ///             if the index is closed
    List<List<Hit>> searchAll(float[][] queries, SearchSpec spec);

    /// Searches for some of the stored vectors, some 4,000 times but no longer than `most`. A program that has just
    /// started searches a hundred times slower than one that runs, until its innermost loops are compiled: call this
    /// before saying that it is ready. Does nothing with an empty index.
    ///
    /// @throws IllegalStateException
    ///             if the index is closed
    /// @throws IndexException.Corrupt
    ///             if a vector that is read is damaged in the index's file
    void warmUp(Duration most);

    /// Writes the stored vectors to the index's file, if it has one and anything changed: beside the old one, to the
    /// disk, then into its place. Searches and changes go on meanwhile; a merge that is under way is waited for.
    ///
    /// A merge of 65,536 vectors or more that was ended, by [#close()] or with the program, has left what it had: the next one
    /// of the same vectors, into the same file, goes on from there and writes the same bytes.
    ///
    /// Costs about half a millisecond of one processor for each of 20,000 vectors of 1,280 values, most of it for the graph.
    ///
    /// @throws IndexException
    ///             if it cannot be written; the old file stays
    /// @throws IllegalStateException
    ///             if the index is closed
    void merge();

    /// How many changes the next [#merge()] would write; 0 where each is written at once.
    ///
    /// @throws IllegalStateException
    ///             if the index is closed
    default long unmergedCount() {
        return 0;
    }

    /// How many bytes each part of the file takes, by name and in the file's order; empty where there is no file, or the
    /// engine does not say.
    ///
    /// @throws IllegalStateException
    ///             if the index is closed
    default Map<String, Long> sections() {
        return Map.of();
    }

    /// Reads the whole file, if there is one, and compares it with its checksums. Searches do so with each block that
    /// they read for the first time.
    ///
    /// @throws IndexException.Corrupt
    ///             if it is damaged
    void verify();

    /// Lets go of the vectors. Searches under way end as if nothing had happened; later calls throw an
    /// [IllegalStateException], except this one.
    @Override
    void close();
}
