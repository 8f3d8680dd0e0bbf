package dev.lookalike.vision;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What happens to networks that are at work while the process ends.
class ShutdownTest {
    @TempDir
    Path folder;

    @Test
    void embed_whileTheProcessEnds_isDoneOrGivenUpButDoesNotCrash() throws Exception {
        Path said = folder.resolve("said");
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1", "-XX:ErrorFile=" + folder.resolve("crash"), Ending.class.getName())
                .redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().putAll(Map.of("CLASSPATH",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        var process = builder.start();

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();

        assertThat(said).content().contains("embedded after the hooks");
        assertThat(process.exitValue()).isEqualTo(3);
    }

    /// Ends while it still embeds: a shutdown hook, as slow as a gallery that closes, opens and runs a network after all others ended.
    static final class Ending {
        private Ending() {}

        public static void main(String[] arguments) {
            var picture = Picture.of(8, 8, new byte[8 * 8 * 3]);
            try (var first = Embedder.bundled()) {
                first.embed(picture);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    pause();
                    first.embed(picture);
                    try (var second = Embedder.bundled()) {
                        second.embed(picture);
                    }
                    System.out.println("embedded after the hooks");
                }));
                System.exit(3);
            }
        }

        /// Long enough for the hook of the runtime, which begins at the same moment and does one thing.
        private static void pause() {
            try {
                Thread.sleep(500);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
