import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.lookalike.demo.DemoCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// The ten lines of the README, run as a user would: as they stand there, in a folder with pictures.
final class HolidayTest {
    private static final Path MODULES = Path.of("target", "modules").toAbsolutePath();
    private static final Path CLASSES = Path.of("target", "classes").toAbsolutePath();
    private static final int PICTURES = 24;

    @TempDir
    private Path folder;

    @Test
    void readme_showsTheExample_asItIsRun() throws IOException {
        assertThat(Files.readString(Path.of("..", "README.md")))
                .contains(Files.readString(Path.of("src", "main", "java", "Holiday.java")).strip());
    }

    @Test
    void main_onAPlainClassPathWithoutFlags_printsTenMatches() throws Exception {
        List<String> lines = run(
                List.of("-cp", CLASSES + File.pathSeparator + MODULES + File.separator + "*", "Holiday"));

        assertTenMatches(lines);
        assertThat(lines).as("the log names the flag that makes it faster")
                .anyMatch(line -> line.contains("--add-modules jdk.incubator.vector"));
    }

    @Test
    void main_asModules_printsTenMatches() throws Exception {
        List<String> lines = run(List.of("--module-path", MODULES.toString(), "--add-modules",
                "ALL-MODULE-PATH,jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-cp",
                CLASSES.toString(), "Holiday"));

        assertTenMatches(lines);
        assertThat(lines).noneMatch(line -> line.contains("--add-modules jdk.incubator.vector"));
    }

    private static void assertTenMatches(List<String> lines) {
        List<String> matches = lines.stream().filter(line -> line.matches("-?\\d\\.\\d{3}  .*\\.jpg")).toList();
        assertThat(matches).as("the program printed %s", lines).hasSize(10);
        List<Double> scores = matches.stream().map(line -> Double.parseDouble(line.substring(0, line.indexOf(' '))))
                .toList();
        assertThat(scores).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    private List<String> run(List<String> arguments) throws Exception {
        DemoCatalogue.draw(folder.resolve("photos"), PICTURES, 7);
        try (Stream<Path> drawn = Files.walk(folder.resolve("photos"))) {
            Files.copy(drawn.filter(file -> file.toString().endsWith(".jpg")).sorted().findFirst().orElseThrow(),
                    folder.resolve("beach.jpg"));
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("ended within three minutes").isTrue();
        List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as("%s", lines).isZero();
        return lines;
    }
}
