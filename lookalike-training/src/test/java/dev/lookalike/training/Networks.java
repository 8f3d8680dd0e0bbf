package dev.lookalike.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import dev.lookalike.training.onnx.Tensor;
import dev.lookalike.vision.Model;
import dev.lookalike.vision.ModelStore;
import org.junit.jupiter.api.Assumptions;

/// Networks for tests.
final class Networks {
    private Networks() {}

    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("lookalike-vision"))) {
            folder = Objects.requireNonNull(folder.getParent(), "run below the repository's root");
        }
        return folder;
    }

    /// A bundled network, one of vision's test resources, or `light_NAME` of the model zoo; where that was not fetched, the test
    /// that asks is skipped.
    static Model.Network named(String name, Path store) {
        var models = ModelStore.open(store);
        if (models.networks().stream().anyMatch(each -> each.name().equals(name))) {
            return (Model.Network) models.find(name);
        }
        if (name.startsWith("light_")) {
            return models.add(light(name), name.replace("light_", ""), null, 0);
        }
        return models.add(root().resolve("lookalike-vision/src/test/resources/graphs/" + name + ".onnx"), name, null,
                0);
    }

    private static Path light(String name) {
        String named = System.getProperty("lookalike.lightGraphs", "");
        String cache = Objects.requireNonNullElse(System.getenv("XDG_CACHE_HOME"), "");
        Path base = cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        Path folder = named.isEmpty() ? base.resolve("lookalike").resolve("light-graphs") : Path.of(named);
        Path file = folder.resolve(name + ".onnx");
        Assumptions.assumeTrue(Files.exists(file),
                () -> "skipped: there is no %s; tools/models/fetch-light-graphs brings it".formatted(file));
        return file;
    }

    /// A file or folder of the photos that lie beside the repository on some machines; elsewhere the test that asks is skipped.
    static Path shared(String name) {
        String named = System.getProperty("lookalike.shared", System.getenv().getOrDefault("LOOKALIKE_SHARED", ""));
        Path found = (named.isEmpty() ? root().resolveSibling("shared") : Path.of(named)).resolve(name);
        Assumptions.assumeTrue(Files.exists(found),
                () -> "skipped: %s is not there; set LOOKALIKE_SHARED to the folder that holds it".formatted(found));
        return found;
    }

    /// A classifier that says what the embedding is.
    static Tensor same(int dimension) {
        var rows = new float[dimension * dimension];
        for (int i = 0; i < dimension; i++) {
            rows[i * dimension + i] = 1;
        }
        return new Tensor(new long[]{dimension, dimension}, rows);
    }

    static double cosine(float[] a, float[] b) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
            first += (double) a[i] * a[i];
            second += (double) b[i] * b[i];
        }
        return product / Math.sqrt(first * second);
    }
}
