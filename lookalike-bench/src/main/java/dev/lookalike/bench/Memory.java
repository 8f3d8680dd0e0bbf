package dev.lookalike.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.Progress;
import dev.lookalike.vision.Embedder;

/// Resident memory of this process, natives included, while pictures are added.
final class Memory {
    private static final int LINES = 20;

    private Memory() {}

    static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("lookalike-bench");
        try (Embedder embedder = Embedder.bundled(); Gallery gallery = Gallery.open(folder, embedder)) {
            for (String photos : arguments) {
                long[] printed = {-1};
                gallery.add(Path.of(photos), state -> print(state, printed));
            }
            System.out.printf(Locale.ROOT, "%,d pictures, resident now %d MB, most %d MB%n", gallery.status().images(),
                    megabytes("VmRSS:"), megabytes("VmHWM:"));
        } finally {
            Ingest.delete(folder);
        }
    }

    private static void print(Progress.State state, long[] printed) {
        long step = state.total() == 0 ? 0 : state.done() * LINES / state.total();
        if (step != printed[0]) {
            printed[0] = step;
            System.out.printf(Locale.ROOT, "%,8d of %,8d  %5d MB  %.0f images/s%n", state.done(), state.total(),
                    megabytes("VmRSS:"), state.perSecond());
        }
    }

    static long megabytes(String field) {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith(field))
                    .flatMap(line -> Arrays.stream(line.split("\\s+")).skip(1).limit(1)).mapToLong(Long::parseLong)
                    .findFirst().orElse(0) / 1024;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
