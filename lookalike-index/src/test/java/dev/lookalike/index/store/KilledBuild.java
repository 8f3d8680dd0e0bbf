package dev.lookalike.index.store;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// A program that builds an index and is gone in the middle, without a chance to close anything.
final class KilledBuild {
    static final int KILLED = 137;

    private KilledBuild() {}

    /// Builds what [ResumedBuildTest] builds.
    ///
    /// @param arguments
    ///            the file, and after how many steps
    public static void main(String[] arguments) {
        int end = Integer.parseInt(arguments[1]);
        var taken = new AtomicInteger();
        var spec = ResumedBuildTest.SPEC;
        PartWriter.write(Path.of(arguments[0]), spec, ResumedBuildTest.source(1), 1, () -> {
            if (taken.incrementAndGet() > end) {
                Runtime.getRuntime().halt(KILLED);
            }
            return false;
        });
    }
}
