package dev.lookalike.vision;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Opening and closing networks again and again gives all memory back, also what lies outside the heap. Measured in a
/// process of its own with a small heap, where a leak shows.
class ReloadTest {
    private static final int RELOADS = 200;
    private static final int SETTLED = 30;

    @Test
    void close_afterManyReloads_leavesNoMemoryBehind(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "skipped: resident memory is read from /proc");
        ModelStore.open(folder).add(Graphs.resource("mobilenet-v2"), "mobilenet-v2", null, 64);
        int reloads = RELOADS * Integer.getInteger("lookalike.trials", 1);

        var process = new ProcessBuilder(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx80m",
                        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                        Child.class.getName(),
                        folder.toString(), Integer.toString(reloads)))
                .redirectErrorStream(true);
        process.environment().put("CLASSPATH",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        var child = process.start();
        var said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(child.waitFor()).as(said).isZero();
        var figures = Pattern.compile("resident kB: (\\d+) then (\\d+)").matcher(said);
        assertThat(figures.find()).as(said).isTrue();
        System.out.printf("%d reloads, %s%n", reloads, figures.group());
        assertThat(Long.parseLong(figures.group(2))).isLessThanOrEqualTo(Long.parseLong(figures.group(1)) * 110 / 100);
    }

    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            var network = ModelStore.open(Path.of(arguments[0])).find("mobilenet-v2");
            reload(network, SETTLED);
            long before = residentKilobytes();
            reload(network, Integer.parseInt(arguments[1]));
            System.out.printf("resident kB: %d then %d%n", before, residentKilobytes());
        }

        private static void reload(Model network, int times) {
            for (int i = 0; i < times; i++) {
                try (var embedder = Embedder.of(network)) {
                    if (embedder.embed(Pictures.several(8, 80, 80, 1)).size() != 8) {
                        throw new AssertionError();
                    }
                }
            }
        }

        private static long residentKilobytes() throws IOException {
            System.gc();
            return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmRSS"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
        }
    }
}
