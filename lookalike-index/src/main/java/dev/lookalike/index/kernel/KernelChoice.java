package dev.lookalike.index.kernel;

import java.lang.System.Logger.Level;

/// Picks the kernels once and says which.
final class KernelChoice {
    static final Kernels CHOSEN = choose();
    static final CodeKernels CODES = CHOSEN instanceof ScalarKernels ? new ScalarCodeKernels() : simdCodes();

    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    private KernelChoice() {}

    /// Apart, so that the class is looked for only where it can be loaded.
    private static CodeKernels simdCodes() {
        return new SimdCodeKernels();
    }

    private static Kernels choose() {
        var log = System.getLogger(Kernels.class.getName());
        if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
            log.log(Level.WARNING,
                    "Searching without the Vector API, about ten times slower than with it; start java with"
                            + " --add-modules " + VECTOR_MODULE);
            return new ScalarKernels();
        }
        if (!SimdKernels.isSupported()) {
            log.log(Level.WARNING,
                    "Searching without the Vector API: this processor has no vectors of 128 bits or more");
            return new ScalarKernels();
        }
        log.log(Level.DEBUG, "Searching with vectors of {0} bits", SimdKernels.BITS);
        return new SimdKernels();
    }
}
