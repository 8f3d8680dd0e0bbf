package dev.lookalike.gallery.ranking;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;

import dev.lookalike.gallery.FaultyDisk;
import dev.lookalike.gallery.IndexChoice;
import dev.lookalike.gallery.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Promise D6 for derived files: whatever write or sync of them fails, answers go on, and so do writes when it does not.
@EnabledOnOs(OS.LINUX)
final class KeptIndexFaultTest {
    /// So many that the next space is further away than the next merge.
    private static final int BEFORE = 5_800;
    private static final int ADDED = 1_050;

    @TempDir
    Path home;

    private final long seed = Trials.seed();

    @Test
    void settle_diskRefuses_answersAllTheSameAndIsWrittenLater() throws IOException, InterruptedException {
        FaultyDisk disk = FaultyDisk.in(home, "/derived/");
        Path folder = home.resolve("derived");
        Collected whole = FinderProcess.whole(seed);
        Process process = disk.under(FinderProcess.start(folder, seed, BEFORE))
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader answers = process.inputReader(); Writer commands = process.outputWriter()) {
            assertThat(answers.readLine()).isEqualTo("open");
            ask(commands, answers, "settle");
            long merged = Long.parseLong(ask(commands, answers, "merged"));
            for (int i = 0; i < ADDED / FinderProcess.STEP; i++) {
                ask(commands, answers, "add");
            }
            // The second sync is that of the folder, after the rename; the second write that of the note.
            for (String fault : List.of("sync 1 -1", "write 1 -1", "sync 2 1", "write 2 1")) {
                disk.fail(fault);
                assertThat(ask(commands, answers, "settle")).isEqualTo("settled");
                assertThat(Long.parseLong(ask(commands, answers, "merged"))).as(fault).isEqualTo(merged);
                assertThat(ask(commands, answers, "answers")).hasSizeGreaterThan(50);
            }
            disk.fail("");
            assertThat(ask(commands, answers, "settle")).isEqualTo("settled");
            assertThat(Long.parseLong(ask(commands, answers, "merged"))).isGreaterThan(merged);
            String found = ask(commands, answers, "answers");
            try (var finder = new Finder(home.resolve("fresh"), home.resolve("head"), "model",
                    FinderProcess.first(whole, BEFORE + ADDED), IndexChoice.STANDARD, List::of, Announcing.TO_NOBODY)) {
                finder.settle();
                assertThat(found).isEqualTo(FinderProcess.answers(finder, whole));
            }
        } finally {
            process.toHandle().destroyForcibly();
            process.waitFor();
        }
    }

    private static String ask(Writer commands, BufferedReader answers, String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
        return String.valueOf(answers.readLine());
    }
}
