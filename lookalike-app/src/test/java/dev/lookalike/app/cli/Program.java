package dev.lookalike.app.cli;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

/// The program as a person starts it: another process, in a folder of its own.
final class Program {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final Map<String, String> environment;
    private int runs;

    Program(Path folder) {
        this(folder, Map.of());
    }

    /// @param environment
    ///            besides that of the tests
    Program(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /// What a finished run left.
    record Run(int exitCode, String output, String errors) {
        /// The one line of JSON on standard output.
        JsonNode json() {
            assertThat(output.strip().lines()).as("one line of JSON; errors: %s", errors).hasSize(1);
            return JSON.readTree(output);
        }
    }

    /// Runs the program to its end.
    Run run(String... arguments) throws Exception {
        Path output = folder.resolve("out-" + ++runs);
        Path errors = folder.resolve("err-" + runs);
        Process process = start(output, errors, arguments);
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("%s ended", List.of(arguments)).isTrue();
        return new Run(process.exitValue(), Files.readString(output), Files.readString(errors));
    }

    /// Starts the program and leaves it running.
    Process start(Path output, Path errors, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true"));
        command.addAll(Jars.ARCHIVE);
        command.add("dev.lookalike.app.Main");
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().put("CLASSPATH", Jars.CLASS_PATH);
        builder.environment().put("LOOKALIKE_CONFIG", folder.resolve("no-config").toString());
        builder.environment().put("XDG_DATA_HOME", folder.resolve("data").toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /// The class path as the launcher has it: jars alone, so that a class data archive, made by the first program that ends,
    /// halves the time that all others take to start.
    private static final class Jars {
        private static final Path FOLDER = folder();
        static final String CLASS_PATH = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of).map(Jars::jar).map(Path::toString).collect(joining(File.pathSeparator));
        static final List<String> ARCHIVE = List.of("-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + FOLDER.resolve("verbs.jsa"), "-Xlog:cds=off", "-Xlog:cds+dynamic=off");

        private static Path folder() {
            try {
                Path folder = Files.createTempDirectory("lookalike-program-");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
                return folder;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private static void delete(Path folder) {
            try (Stream<Path> files = Files.list(folder)) {
                files.forEach(file -> file.toFile().delete());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            folder.toFile().delete();
        }

        /// A folder of classes as a jar.
        private static Path jar(Path classes) {
            if (!Files.isDirectory(classes)) {
                return classes.toAbsolutePath();
            }
            Path jar = FOLDER.resolve(classes.toAbsolutePath().toString().replace(File.separatorChar, '-') + ".jar");
            int exit = ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "--create", "--file",
                    jar.toString(), "-C", classes.toString(), ".");
            assertThat(exit).as("jar of %s", classes).isZero();
            return jar;
        }
    }

    /// Draws `count` pictures, half of them round and red, half square and blue, into a folder for each.
    Path draw(String name, int count) {
        Path photos = folder.resolve(name);
        for (int i = 0; i < count; i++) {
            boolean round = i % 2 == 0;
            BufferedImage picture = new BufferedImage(300, 260, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = picture.createGraphics();
            graphics.setColor(new Color(235, 235, 225 - i));
            graphics.fillRect(0, 0, 300, 260);
            graphics.setColor(round ? new Color(200, 30, 30 + i) : new Color(20 + i, 40, 190));
            if (round) {
                graphics.fillOval(40 + 3 * i, 30, 150, 150);
            } else {
                graphics.fillRect(40 + 3 * i, 30, 150, 150);
            }
            graphics.dispose();
            write(picture, photos.resolve(round ? "round" : "square").resolve("%02d.png".formatted(i)));
        }
        return photos;
    }

    private static void write(BufferedImage picture, Path file) {
        try {
            Files.createDirectories(file.getParent());
            ImageIO.write(picture, "png", file.toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
