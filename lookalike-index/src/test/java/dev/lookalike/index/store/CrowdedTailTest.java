package dev.lookalike.index.store;

import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.VectorIndex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Vectors that are put faster than they can be merged.
final class CrowdedTailTest {
    private static final int DIMENSION = 512;
    private static final int COUNT = 40_000;
    private static final int TOGETHER = 2_000;

    @Test
    void putAll_fasterThanMerges_staysInMemory(@TempDir Path folder) throws Exception {
        var process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx80m",
                "--add-modules", "jdk.incubator.vector", CrowdedTailTest.class.getName(),
                folder.resolve("index").toString());
        process.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Path output = folder.resolve("output");
        Process run = process.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        assertThat(run.waitFor(4, TimeUnit.MINUTES)).isTrue();
        assertThat(output).content().contains("holds " + COUNT).doesNotContain("OutOfMemoryError");
        assertThat(run.exitValue()).isZero();
    }

    /// Puts more than the process has memory for.
    public static void main(String[] arguments) {
        var random = new Random(1);
        try (var index = VectorIndex.open(Path.of(arguments[0]), IndexSpec.of(DIMENSION).graphFrom(COUNT + 1))) {
            for (long first = 0; first < COUNT; first += TOGETHER) {
                index.putAll(LongStream.range(first, first + TOGETHER).toArray(), vectors(random));
            }
            float[] last = index.vector(COUNT - 1).orElseThrow();
            if (index.search(last, SearchSpec.nearest(1)).getFirst().id() != COUNT - 1) {
                throw new AssertionError("the last vector is not found");
            }
            System.out.println("holds " + index.count());
        }
    }

    private static float[][] vectors(Random random) {
        var vectors = new float[TOGETHER][DIMENSION];
        for (float[] vector : vectors) {
            for (int i = 0; i < DIMENSION; i++) {
                vector[i] = random.nextFloat() - 0.5f;
            }
        }
        return vectors;
    }
}
