package dev.lookalike.engines.faiss;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

import dev.lookalike.engines.Directions;
import dev.lookalike.engines.Engine;
import dev.lookalike.engines.Proposer;
import dev.lookalike.engines.Rows;
import dev.lookalike.index.Metric;

/// FAISS by one factory text. Cosine is the Euclidean distance of unit vectors, whose order is the same: behind a PCA, which
/// centres, inner products would not be.
record Faiss(FaissLibrary library, FaissOptions options) implements Engine {
    /// Threads that wait for each other take longer than fewer rows do.
    private static final int MANY_ROWS = 10_000;
    private static final int ROWS_AT_ONCE = 1024;
    private static final long TRAINING_SIZE_MAX = 1L << 29;

    @Override
    public Signature signature() {
        return new Signature("faiss", options.factory() + " " + options.metric());
    }

    @Override
    public Metric metric() {
        return options.metric();
    }

    private FaissIndex empty(int dimension) {
        int metric = options.metric() == Metric.INNER_PRODUCT ? FaissIndex.INNER_PRODUCT : FaissIndex.EUCLIDEAN;
        return FaissIndex.create(library, dimension, options.factory(), metric);
    }

    /// Tries whether FAISS can make such an index.
    ///
    /// @throws IllegalArgumentException
    ///             if it refuses the options
    void check(int dimension) {
        try (var index = empty(dimension)) {
            setParameters(index);
        } catch (FaissException e) {
            throw new IllegalArgumentException(
                    "FAISS refuses \"%s\" for vectors of %d values: %s; see its index factory"
                            .formatted(options, dimension, e.getMessage()),
                    e);
        }
    }

    private void setParameters(FaissIndex index) {
        if (!options.parameters().isEmpty()) {
            index.setParameters(options.parameters());
        }
    }

    @Override
    public Proposer build(Rows rows, Path file) throws IOException {
        var index = empty(rows.dimension());
        try {
            library.useThreads(rows.count() < MANY_ROWS ? 1 : Runtime.getRuntime().availableProcessors());
            if (!index.isTrained()) {
                train(index, rows);
            }
            for (int first = 0; first < rows.count(); first += ROWS_AT_ONCE) {
                try (var scratch = Arena.ofConfined()) {
                    int count = Math.min(ROWS_AT_ONCE, rows.count() - first);
                    index.add(copy(rows, first, 1, count, scratch));
                }
            }
            setParameters(index);
        } catch (FaissException e) {
            index.close();
            throw new UnfitRowsException("FAISS cannot make \"%s\" of %d vectors: %s".formatted(options, rows.count(),
                    e.getMessage()));
        } catch (RuntimeException e) {
            index.close();
            throw e;
        }
        write(index, file);
        return asked(index);
    }

    private static void write(FaissIndex index, Path file) throws IOException {
        try {
            index.write(file);
        } catch (FaissException e) {
            index.close();
            throw new IOException(e.getMessage(), e);
        }
    }

    /// Trains on rows from all over, as many as fit.
    private void train(FaissIndex index, Rows rows) {
        long most = Math.max(1, TRAINING_SIZE_MAX / Float.BYTES / rows.dimension());
        int step = (int) ((rows.count() + most - 1) / most);
        try (var scratch = Arena.ofConfined()) {
            index.train(copy(rows, 0, step, (rows.count() + step - 1) / step, scratch));
        }
    }

    private MemorySegment copy(Rows rows, int first, int step, int count, Arena arena) {
        var vectors = arena.allocate(ValueLayout.JAVA_FLOAT, (long) count * rows.dimension());
        for (int i = 0; i < count; i++) {
            MemorySegment.copy(comparable(rows.row(first + i * step)), 0, vectors, ValueLayout.JAVA_FLOAT,
                    (long) i * rows.dimension() * Float.BYTES, rows.dimension());
        }
        return vectors;
    }

    private float[] comparable(float[] vector) {
        return options.metric() == Metric.COSINE ? Directions.of(vector) : vector;
    }

    @Override
    public Proposer read(Path file, int dimension) throws IOException {
        FaissIndex index;
        try {
            index = FaissIndex.read(library, file);
        } catch (FaissException e) {
            throw new IOException(e.getMessage(), e);
        }
        if (index.dimension() != dimension) {
            index.close();
            throw new IOException(
                    "%s holds vectors of %d values, not %d".formatted(file, index.dimension(), dimension));
        }
        setParameters(index);
        return asked(index);
    }

    /// The index, asked for vectors as they were put.
    private Proposer asked(FaissIndex index) {
        return options.metric() == Metric.COSINE ? Directions.first(index) : index;
    }
}
