package dev.lookalike.engines.faiss;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/// The functions of FAISS's C interface that are used here, of one loaded library.
///
/// Each answers 0 or an error whose text `faiss_get_last_error` keeps for the thread.
@SuppressWarnings("restricted")
final class FaissLibrary {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final long MAX_MESSAGE_SIZE = 4096;

    private final Functions functions;

    /// The native symbols.
    private record Functions(MethodHandle lastError, MethodHandle factory, MethodHandle free, MethodHandle dimension,
            MethodHandle count, MethodHandle isTrained, MethodHandle metric, MethodHandle train, MethodHandle add,
            MethodHandle search, MethodHandle reconstruct, MethodHandle remove, MethodHandle selectorOfIds,
            MethodHandle freeSelector, MethodHandle write, MethodHandle read, MethodHandle parameterSpace,
            MethodHandle freeParameterSpace, MethodHandle setParameters, @Nullable MethodHandle setThreads) {}

    private FaissLibrary(SymbolLookup library) {
        functions = new Functions(function(library, "faiss_get_last_error", POINTER),
                function(library, "faiss_index_factory", INT, POINTER, INT, POINTER, INT),
                procedure(library, "faiss_Index_free", POINTER),
                function(library, "faiss_Index_d", INT, POINTER),
                function(library, "faiss_Index_ntotal", LONG, POINTER),
                function(library, "faiss_Index_is_trained", INT, POINTER),
                function(library, "faiss_Index_metric_type", INT, POINTER),
                function(library, "faiss_Index_train", INT, POINTER, LONG, POINTER),
                function(library, "faiss_Index_add", INT, POINTER, LONG, POINTER),
                function(library, "faiss_Index_search", INT, POINTER, LONG, POINTER, LONG, POINTER, POINTER),
                function(library, "faiss_Index_reconstruct", INT, POINTER, LONG, POINTER),
                function(library, "faiss_Index_remove_ids", INT, POINTER, POINTER, POINTER),
                function(library, "faiss_IDSelectorBatch_new", INT, POINTER, LONG, POINTER),
                procedure(library, "faiss_IDSelector_free", POINTER),
                function(library, "faiss_write_index_fname", INT, POINTER, POINTER),
                function(library, "faiss_read_index_fname", INT, POINTER, INT, POINTER),
                function(library, "faiss_ParameterSpace_new", INT, POINTER),
                procedure(library, "faiss_ParameterSpace_free", POINTER),
                function(library, "faiss_ParameterSpace_set_index_parameters", INT, POINTER, POINTER, POINTER),
                library.find("omp_set_num_threads").map(
                        symbol -> Linker.nativeLinker().downcallHandle(symbol, FunctionDescriptor.ofVoid(INT)))
                        .orElse(null));
    }

    /// Loads a library, for as long as the program runs.
    ///
    /// @throws IllegalArgumentException
    ///             if it cannot be loaded, or has no C interface
    static FaissLibrary load(Path file) {
        return new FaissLibrary(SymbolLookup.libraryLookup(file, Arena.global()));
    }

    private static MethodHandle function(SymbolLookup library, String name, MemoryLayout answer,
            MemoryLayout... arguments) {
        return Linker.nativeLinker().downcallHandle(symbol(library, name), FunctionDescriptor.of(answer, arguments));
    }

    private static MethodHandle procedure(SymbolLookup library, String name, MemoryLayout... arguments) {
        return Linker.nativeLinker().downcallHandle(symbol(library, name), FunctionDescriptor.ofVoid(arguments));
    }

    private static MemorySegment symbol(SymbolLookup library, String name) {
        return library.find(name).orElseThrow(
                () -> new IllegalArgumentException("it has no " + name + ": FAISS was built without its C interface"));
    }

    /// A call of a handle; what it throws besides errors is impossible.
    private interface Call<T> {
        T run() throws Throwable;
    }

    private static <T> T call(Call<T> call) {
        try {
            return call.run();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /// Asks for the error at once and on the thread that had it. A virtual thread stays on its carrier between the two calls,
    /// since nothing in between waits.
    private void check(int code) {
        if (code != 0) {
            var text = call(() -> (MemorySegment) functions.lastError.invokeExact());
            throw new FaissException(text.equals(MemorySegment.NULL)
                    ? "error " + code + " without a message"
                    : text.reinterpret(MAX_MESSAGE_SIZE).getString(0).strip());
        }
    }

    /// An empty index, which `arena` frees when it is closed.
    MemorySegment create(int dimension, String description, int metric, Arena arena) {
        try (var scratch = Arena.ofConfined()) {
            var place = scratch.allocate(POINTER);
            var text = scratch.allocateFrom(description);
            check(call(() -> (int) functions.factory.invokeExact(place, dimension, text, metric)));
            return owned(place, arena);
        }
    }

    /// The index in a file, which `arena` frees when it is closed.
    MemorySegment read(Path file, Arena arena) {
        try (var scratch = Arena.ofConfined()) {
            var place = scratch.allocate(POINTER);
            var name = scratch.allocateFrom(file.toString());
            check(call(() -> (int) functions.read.invokeExact(name, 0, place)));
            return owned(place, arena);
        }
    }

    private MemorySegment owned(MemorySegment place, Arena arena) {
        return place.get(POINTER, 0).reinterpret(arena, this::free);
    }

    private void free(MemorySegment index) {
        call(() -> {
            functions.free.invokeExact(index);
            return index;
        });
    }

    int dimension(MemorySegment index) {
        return call(() -> (int) functions.dimension.invokeExact(index));
    }

    long count(MemorySegment index) {
        return call(() -> (long) functions.count.invokeExact(index));
    }

    boolean isTrained(MemorySegment index) {
        return call(() -> (int) functions.isTrained.invokeExact(index)) != 0;
    }

    int metric(MemorySegment index) {
        return call(() -> (int) functions.metric.invokeExact(index));
    }

    void train(MemorySegment index, long count, MemorySegment vectors) {
        check(call(() -> (int) functions.train.invokeExact(index, count, vectors)));
    }

    void add(MemorySegment index, long count, MemorySegment vectors) {
        check(call(() -> (int) functions.add.invokeExact(index, count, vectors)));
    }

    /// Searches for one vector.
    void search(MemorySegment index, MemorySegment query, long count, MemorySegment distances, MemorySegment labels) {
        check(call(() -> (int) functions.search.invokeExact(index, 1L, query, count, distances, labels)));
    }

    void reconstruct(MemorySegment index, long label, MemorySegment vector) {
        check(call(() -> (int) functions.reconstruct.invokeExact(index, label, vector)));
    }

    /// Removes labels.
    ///
    /// @return how many there were
    long remove(MemorySegment index, long[] labels) {
        try (var scratch = Arena.ofConfined()) {
            var place = scratch.allocate(POINTER);
            var list = scratch.allocateFrom(LONG, labels);
            check(call(() -> (int) functions.selectorOfIds.invokeExact(place, (long) labels.length, list)));
            var selector = place.get(POINTER, 0);
            try {
                var removed = scratch.allocate(LONG);
                check(call(() -> (int) functions.remove.invokeExact(index, selector, removed)));
                return removed.get(LONG, 0);
            } finally {
                call(() -> {
                    functions.freeSelector.invokeExact(selector);
                    return selector;
                });
            }
        }
    }

    void write(MemorySegment index, Path file) {
        try (var scratch = Arena.ofConfined()) {
            var name = scratch.allocateFrom(file.toString());
            check(call(() -> (int) functions.write.invokeExact(index, name)));
        }
    }

    /// Sets search parameters, such as `nprobe=16,quantizer_efSearch=64`.
    void setParameters(MemorySegment index, String parameters) {
        try (var scratch = Arena.ofConfined()) {
            var place = scratch.allocate(POINTER);
            check(call(() -> (int) functions.parameterSpace.invokeExact(place)));
            var space = place.get(POINTER, 0);
            try {
                var text = scratch.allocateFrom(parameters);
                check(call(() -> (int) functions.setParameters.invokeExact(space, index, text)));
            } finally {
                call(() -> {
                    functions.freeParameterSpace.invokeExact(space);
                    return space;
                });
            }
        }
    }

    /// How many threads FAISS may use for what this thread asks of it, if it uses OpenMP.
    void useThreads(int count) {
        var setThreads = functions.setThreads;
        if (setThreads != null) {
            call(() -> {
                setThreads.invokeExact(count);
                return count;
            });
        }
    }
}
