package dev.lookalike.vision.decode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// A Java process of its own, so that a native decoder's crash, or a lack of memory, is a result and does not end the
/// tests.
final class ChildJvm {
    /// How it ended and what it said.
    record Ended(int status, List<String> lines) {
        String last() {
            return lines.isEmpty() ? "" : lines.getLast();
        }
    }

    private ChildJvm() {}

    static Ended run(Class<?> main, List<String> options, List<String> arguments, int minutes) {
        try {
            Path output = Files.createTempFile("lookalike-child", ".txt");
            var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED", "-Djava.awt.headless=true", "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1", "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + output + ".crash"));
            command.addAll(options);
            command.add(main.getName());
            command.addAll(arguments);
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().put("CLASSPATH",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
            var process = builder.start();
            if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
            }
            var lines = Files.readAllLines(output, ISO_8859_1);
            Files.delete(output);
            return new Ended(process.exitValue(), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The most memory this process ever had, in MB, natives included; 0 where the system does not say.
    static long peakMegabytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst().orElse(0);
    }
}
