package dev.lookalike.vision;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import org.junit.jupiter.api.Assumptions;

/// The model zoo's own graphs with constant weights, which `tools/models/fetch-light-graphs` brings.
public final class ModelZoo {
    private ModelZoo() {}

    /// The file of a graph such as `resnet50`; where it was not fetched, the test that asks is skipped.
    public static Path light(String name) {
        Path file = folder().resolve("light_" + name + ".onnx");
        Assumptions.assumeTrue(Files.exists(file),
                () -> "skipped: there is no %s; tools/models/fetch-light-graphs brings it".formatted(file));
        return file;
    }

    private static Path folder() {
        String named = System.getProperty("lookalike.lightGraphs", "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        String cache = Objects.requireNonNullElse(System.getenv("XDG_CACHE_HOME"), "");
        Path base = cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return base.resolve("lookalike").resolve("light-graphs");
    }
}
