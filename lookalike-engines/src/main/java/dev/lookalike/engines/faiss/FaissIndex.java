package dev.lookalike.engines.faiss;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

import dev.lookalike.engines.Proposer;

/// One index of FAISS's: any that its factory can make. May be searched from any thread while nobody changes it.
///
/// Its memory is freed by [#close()]; a later call throws an [IllegalStateException], and closing while somebody searches does
/// too. What FAISS refuses is thrown as a [FaissException] with its words.
final class FaissIndex implements Proposer {
    /// FAISS's numbers of metrics.
    static final int INNER_PRODUCT = 0;
    static final int EUCLIDEAN = 1;

    private final FaissLibrary library;
    private final Arena arena;
    private final MemorySegment handle;
    private final int dimension;

    private interface Opening {
        MemorySegment open(Arena arena);
    }

    private FaissIndex(FaissLibrary library, Opening opening) {
        this.library = library;
        arena = Arena.ofShared();
        try {
            handle = opening.open(arena);
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
        dimension = library.dimension(handle);
    }

    /// An empty index.
    ///
    /// @param description
    ///            a text for FAISS's index factory, such as `HNSW32` or `PCA64,IVF256,PQ32,RFlat`
    static FaissIndex create(FaissLibrary library, int dimension, String description, int metric) {
        return new FaissIndex(library, arena -> library.create(dimension, description, metric, arena));
    }

    /// The index in a file.
    static FaissIndex read(FaissLibrary library, Path file) {
        return new FaissIndex(library, arena -> library.read(file, arena));
    }

    /// How many values each vector has.
    int dimension() {
        return dimension;
    }

    @Override
    public int count() {
        return Math.toIntExact(library.count(handle));
    }

    boolean isTrained() {
        return library.isTrained(handle);
    }

    int metric() {
        return library.metric(handle);
    }

    /// Learns from vectors what it needs to know before any can be added.
    void train(MemorySegment vectors) {
        library.train(handle, count(vectors), vectors);
    }

    /// Adds vectors under the next labels.
    ///
    /// @param vectors
    ///            floats, [#dimension()] a vector
    void add(MemorySegment vectors) {
        if (!isTrained()) {
            throw new IllegalStateException("the index is not trained; train it before adding to it");
        }
        library.add(handle, count(vectors), vectors);
    }

    private long count(MemorySegment vectors) {
        long size = (long) dimension * Float.BYTES;
        if (vectors.byteSize() == 0 || vectors.byteSize() % size != 0) {
            throw new IllegalArgumentException("%d bytes are not whole vectors of %d values; give some".formatted(
                    vectors.byteSize(), dimension));
        }
        return vectors.byteSize() / size;
    }

    /// Removes what is stored under labels; in most kinds of indexes the labels above them move down.
    ///
    /// @return how many there were
    /// @throws FaissException
    ///             if this kind of index cannot
    long remove(long... labels) {
        return library.remove(handle, labels);
    }

    /// The vector under a label, as well as the index knows it.
    float[] vector(long label) {
        if (label < 0 || label >= count()) {
            throw new IllegalArgumentException("label is " + label + "; there are 0 to " + (count() - 1));
        }
        try (var scratch = Arena.ofConfined()) {
            var vector = scratch.allocate(ValueLayout.JAVA_FLOAT, dimension);
            library.reconstruct(handle, label, vector);
            return vector.toArray(ValueLayout.JAVA_FLOAT);
        }
    }

    @Override
    public long[] propose(float[] query, int count) {
        if (query.length != dimension) {
            throw new IllegalArgumentException(
                    "query has %d values; this index holds vectors of %d".formatted(query.length, dimension));
        }
        if (count < 1) {
            throw new IllegalArgumentException("count is " + count + "; ask for 1 or more");
        }
        try (var scratch = Arena.ofConfined()) {
            var labels = scratch.allocate(ValueLayout.JAVA_LONG, count);
            library.useThreads(1);
            library.search(handle, scratch.allocateFrom(ValueLayout.JAVA_FLOAT, query), count,
                    scratch.allocate(ValueLayout.JAVA_FLOAT, count), labels);
            return labels.toArray(ValueLayout.JAVA_LONG);
        }
    }

    /// Sets how hard it looks, in FAISS's words: `nprobe=16,quantizer_efSearch=64`.
    void setParameters(String parameters) {
        library.setParameters(handle, parameters);
    }

    /// Writes it in FAISS's own format.
    void write(Path file) {
        library.write(handle, file);
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
