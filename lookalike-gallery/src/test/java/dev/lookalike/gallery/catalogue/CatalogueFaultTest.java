package dev.lookalike.gallery.catalogue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import dev.lookalike.gallery.ChildProcess;
import dev.lookalike.gallery.FaultyDisk;
import dev.lookalike.gallery.Trials;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Promise D6 for the catalogue: a library loaded before the C library makes the n-th write, sync or truncate fail.
@EnabledOnOs(OS.LINUX)
final class CatalogueFaultTest {
    private static final int MOST_WRITES = 1_000;

    @TempDir
    private Path home;

    private final long seed = Trials.seed();
    private FaultyDisk disk;
    private Path folder;

    @BeforeEach
    void buildTheDisk() throws IOException, InterruptedException {
        disk = FaultyDisk.in(home, "catalogue.sqlite");
        folder = Files.createDirectories(home.resolve("gallery"));
    }

    /// A child process with the faulty disk, and what it should hold.
    private final class Child implements AutoCloseable {
        private final Process process;
        private final BufferedReader answers;
        private final Writer commands;

        Child() throws IOException {
            var builder = new ProcessBuilder(ChildProcess.command(CommandProcess.class, folder, seed))
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            process = disk.under(builder).start();
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
                disk.fail("write %d %d".formatted(1 + trial / 2, once ? 1 : -1));
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
                disk.fail("");
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
                disk.fail("sync %d 1".formatted(trial));
                String answer = child.ask(n);
                for (int i = 0; i < MOST_WRITES && answer.equals("done"); i++) {
                    script.play(expected, n++);
                    answer = child.ask(n);
                }
                onItsWay = new TreeMap<>(expected);
                script.play(onItsWay, n++);
                assertThat(answer).startsWith("Storage");
                disk.fail("");

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
