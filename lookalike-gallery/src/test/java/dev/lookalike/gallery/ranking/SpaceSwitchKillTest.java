package dev.lookalike.gallery.ranking;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.lookalike.gallery.IndexChoice;
import dev.lookalike.gallery.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static org.assertj.core.api.Assertions.assertThat;

/// Promise D7 for the gallery's space: a process is killed at 20 points of the switch from one to the next.
@Execution(ExecutionMode.CONCURRENT) // It waits for other processes most of the time.
final class SpaceSwitchKillTest {
    private static final int POINTS = 20;
    private static final int BEFORE = 4_200;
    private static final int AFTER = 4_900;

    @TempDir
    Path home;

    private final long seed = Trials.seed();

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void settle_killedAtAnyPoint_servesOneSpaceWholeAndGoesOn() throws IOException, InterruptedException {
        Collected whole = FinderProcess.whole(seed);
        Path kept = home.resolve("kept");
        try (var finder = finder(kept, FinderProcess.first(whole, BEFORE))) {
            finder.settle();
        }
        Collected grown = FinderProcess.first(whole, AFTER);
        String expected;
        try (var finder = finder(home.resolve("fresh"), grown)) {
            finder.settle();
            expected = FinderProcess.answers(finder, whole);
        }
        int points = Trials.count(POINTS);
        Duration all = killed(FinderProcess.copied(kept, home.resolve("whole")), Duration.ofMinutes(1));
        for (int point = 0; point < points; point++) {
            Path folder = FinderProcess.copied(kept, home.resolve("killed-" + point));

            killed(folder, all.multipliedBy(point).dividedBy(points));

            // So few pictures are brought up to date while they are opened.
            try (var finder = finder(folder, grown)) {
                assertThat(FinderProcess.answers(finder, whole)).as("killed at %d of %d", point, points)
                        .isEqualTo(expected);
                assertThat(finder.damages()).isEmpty();
            }
        }
    }

    /// Lets a process switch, and kills it after a while, or when it has switched.
    ///
    /// @return how long it went on
    private Duration killed(Path folder, Duration after) throws IOException, InterruptedException {
        Process process = FinderProcess.start(folder, seed, BEFORE).redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader answers = process.inputReader(); Writer commands = process.outputWriter()) {
            assertThat(answers.readLine()).isEqualTo("open");
            commands.write("add\n".repeat((AFTER - BEFORE) / FinderProcess.STEP));
            commands.flush();
            for (int i = 0; i < (AFTER - BEFORE) / FinderProcess.STEP; i++) {
                assertThat(answers.readLine()).isEqualTo("added");
            }
            Path space = folder.resolve("space");
            FileTime before = Files.getLastModifiedTime(space);
            long start = System.nanoTime();
            commands.write("settle\n");
            commands.flush();
            while (Files.getLastModifiedTime(space).equals(before)
                    && System.nanoTime() - start < after.toNanos()) {
                Thread.sleep(1);
            }
            process.toHandle().destroyForcibly();
            return Duration.ofNanos(System.nanoTime() - start);
        } finally {
            process.toHandle().destroyForcibly();
            process.waitFor();
        }
    }

    private Finder finder(Path folder, Collected collected) {
        return new Finder(folder, folder.resolve("head"), "model", collected, IndexChoice.STANDARD, List::of,
                Announcing.TO_NOBODY);
    }
}
