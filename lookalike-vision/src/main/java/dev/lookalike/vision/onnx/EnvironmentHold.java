package dev.lookalike.vision.onnx;

import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

/// A hold on the runtime's environment that is never given back.
///
/// The Java binding gives the environment back in a shutdown hook of its own. Hooks run beside each other and beside all threads:
/// whoever opens or runs a session then uses freed memory, and Ctrl-C may end in a crash (microsoft/onnxruntime#31352). The
/// environment counts who holds it; with this hold it lives as long as the process.
@SuppressWarnings("restricted")
final class EnvironmentHold {
    private static final System.Logger LOG = System.getLogger(EnvironmentHold.class.getName());
    // As onnxruntime_c_api.h has them, whose functions keep their places: new ones are added at the end.
    private static final int API_VERSION = 1;
    private static final long CREATE_ENVIRONMENT = 3;
    private static final int LEVEL_ERROR = 3;

    private EnvironmentHold() {}

    /// Takes hold of the environment that there is. A runtime that does not let itself be held ends as it always did.
    static void take() {
        try {
            var held = Linker.nativeLinker().downcallHandle(function(api(), CREATE_ENVIRONMENT),
                    FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS, ADDRESS));
            Arena forever = Arena.global();
            var failure = (MemorySegment) held.invokeExact(LEVEL_ERROR, forever.allocateFrom("lookalike"),
                    forever.allocate(ADDRESS));
            if (failure.address() != 0) {
                LOG.log(Level.DEBUG, "ONNX Runtime''s environment is not held");
            }
        } catch (Error broken) {
            throw broken;
        } catch (Throwable unknown) {
            LOG.log(Level.DEBUG, "ONNX Runtime''s environment is not held", unknown);
        }
    }

    /// The runtime's table of functions.
    private static MemorySegment api() throws Throwable {
        var linker = Linker.nativeLinker();
        var base = (MemorySegment) linker.downcallHandle(SymbolLookup.loaderLookup().findOrThrow("OrtGetApiBase"),
                FunctionDescriptor.of(ADDRESS)).invokeExact();
        return (MemorySegment) linker.downcallHandle(function(base, 0), FunctionDescriptor.of(ADDRESS, JAVA_INT))
                .invokeExact(API_VERSION);
    }

    private static MemorySegment function(MemorySegment table, long place) {
        return table.reinterpret((place + 1) * ADDRESS.byteSize()).getAtIndex(ADDRESS, place);
    }
}
