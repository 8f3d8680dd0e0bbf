package dev.lookalike.gallery.catalogue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import dev.lookalike.gallery.ChildProcess;
import dev.lookalike.gallery.Trials;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Promise D6 for the catalogue: a library loaded before the C library makes the n-th write, sync or truncate fail.
@EnabledOnOs(OS.LINUX)
final class CatalogueFaultTest {
    private static final int MOST_WRITES = 1_000;

    @TempDir
    private Path home;

    private final long seed = Trials.seed();
    private Path library;
    private Path faults;
    private Path folder;

    @BeforeEach
    void buildTheDisk() throws IOException, InterruptedException {
        library = home.resolve("faulty.so");
        faults = home.resolve("faults");
        folder = Files.createDirectories(home.resolve("gallery"));
        Path source = home.resolve("faulty.c");
        try (InputStream in = CatalogueFaultTest.class.getResourceAsStream("faulty.c")) {
            Files.copy(Objects.requireNonNull(in), source);
        }
        assumeTrue(compiles(source), "no C compiler: failing writes and syncs are not tried");
    }

    private boolean compiles(Path source) throws IOException, InterruptedException {
        try {
            Process compiler = new ProcessBuilder("cc", "-shared", "-fPIC", "-O1", "-o", library.toString(),
                    source.toString(), "-ldl").inheritIO().start();
            return compiler.waitFor(60, TimeUnit.SECONDS) && compiler.exitValue() == 0;
        } catch (IOException none) {
            return false;
        }
    }

    /// A child process with the faulty disk, and what it should hold.
    private final class Child implements AutoCloseable {
        private final Process process;
        private final BufferedReader answers;
        private final Writer commands;

        Child() throws IOException {
            var builder = new ProcessBuilder(ChildProcess.command(CommandProcess.class, folder, seed))
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put("LD_PRELOAD", library.toString());
            builder.environment().put("FAULTS", faults.toString());
            process = builder.start();
            answers = process.inputReader();
            commands = process.outputWriter();
        }

        String ask(Object command) throws IOException {
            commands.write(command + "\n");
            commands.flush();
            return String.valueOf(answers.readLine());
        }

        @Override
        public void close() throws IOException {
            commands.close();
            try {
                process.waitFor();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String held(Map<String, Script.Held> expected) {
        return "held " + expected.toString().hashCode();
    }

    @Test
    void write_diskFull_failsClearlyThenGoesOnWithoutRestart() throws IOException {
        var script = new Script(seed, 0);
        var expected = new TreeMap<String, Script.Held>();
        try (var child = new Child()) {
            long n = 0;
            for (int trial = 0; trial < Trials.count(12); trial++) {
                assertThat(child.ask(n)).isEqualTo("done");
                script.play(expected, n++);
                boolean once = trial % 2 == 0;
                Files.writeString(faults, "write %d %d".formatted(1 + trial / 2, once ? 1 : -1));
                boolean failed = false;
                // Some writes of the script change nothing, and so touch no disk: a disk that stays full is tried until one does.
                for (int i = 0; i < 4 || (!once && !failed && i < MOST_WRITES); i++, n++) {
                    String answer = child.ask(n);
                    if (answer.equals("done")) {
                        script.play(expected, n);
                    } else {
                        failed = true;
                        assertThat(answer).startsWith("Storage").contains("catalogue.sqlite");
                    }
                    assertThat(child.ask("read")).isEqualTo(held(expected));
                }
                assertThat(failed || once).as("a full disk is noticed, trial %d", trial).isTrue();
                Files.writeString(faults, "");
                assertThat(child.ask(n)).as("after space returned").isEqualTo("done");
                script.play(expected, n++);
            }
            assertThat(child.ask("read")).isEqualTo(held(expected));
        }
        try (var catalogue = Catalogue.open(folder, Script.MODEL)) {
            assertThat(Script.read(catalogue)).isEqualTo(expected);
            assertThat(catalogue.verify()).isEmpty();
        }
    }

    @Test
    void write_failedSync_turnsReadOnlyUntilItIsOpenedAgain() throws IOException {
        var script = new Script(seed, 0);
        var expected = new TreeMap<String, Script.Held>();
        long n = 0;
        for (int trial = 1; trial <= Trials.count(4); trial++) {
            Map<String, Script.Held> onItsWay;
            try (var child = new Child()) {
                assertThat(child.ask(n)).isEqualTo("done");
                script.play(expected, n++);
                Files.writeString(faults, "sync %d 1".formatted(trial));
                String answer = child.ask(n);
                for (int i = 0; i < MOST_WRITES && answer.equals("done"); i++) {
                    script.play(expected, n++);
                    answer = child.ask(n);
                }
                onItsWay = new TreeMap<>(expected);
                script.play(onItsWay, n++);
                assertThat(answer).startsWith("Storage");
                Files.writeString(faults, "");

                assertThat(child.ask(n)).startsWith("Storage").contains("read-only").contains("open the gallery again");
                assertThat(child.ask("read")).isEqualTo(held(expected));
            }
            try (var catalogue = Catalogue.open(folder, Script.MODEL)) {
                Map<String, Script.Held> recovered = Script.read(catalogue);
                assertThat(recovered).isIn(expected, onItsWay);
                expected = new TreeMap<>(recovered);
                assertThat(catalogue.verify()).isEmpty();
            }
        }
    }
}
