package dev.lookalike.gallery.ranking;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
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

/// Promise D7 for a space that was learnt: a process is killed at 10 points of the switch to it.
@Execution(ExecutionMode.CONCURRENT) // It waits for other processes most of the time.
final class LearntSwitchKillTest {
    private static final int POINTS = 10;
    private static final int PICTURES = 500;

    @TempDir
    Path home;

    private final long seed = Trials.seed();
    private final Collected whole = FinderProcess.whole(seed);
    private final Collected collected = FinderProcess.first(whole, PICTURES);

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void learn_killedAtAnyPoint_servesOneSpaceWholeAndIsUndone() throws IOException, InterruptedException {
        Path kept = home.resolve("kept");
        String before;
        String after;
        try (var finder = finder(kept)) {
            finder.settle();
            before = state(finder);
        }
        try (var finder = finder(FinderProcess.copied(kept, home.resolve("fresh")))) {
            finder.learn(FinderProcess.learnt(finder, collected, seed));
            after = state(finder);
        }
        assertThat(after).isNotEqualTo(before);
        int points = Trials.count(POINTS);
        Duration all = killed(FinderProcess.copied(kept, home.resolve("whole")), Duration.ofMinutes(1));
        for (int point = 0; point < points; point++) {
            Path folder = FinderProcess.copied(kept, home.resolve("killed-" + point));

            killed(folder, all.multipliedBy(point).dividedBy(points));

            try (var finder = finder(folder)) {
                String found = state(finder);
                assertThat(found).as("killed at %d of %d", point, points).isIn(before, after);
                assertThat(finder.damages()).isEmpty();
                assertThat(finder.unlearn()).isEqualTo(found.equals(after));
                assertThat(state(finder)).isEqualTo(before);
            }
        }
    }

    /// What the space was learnt from, and what is found in it: what is learnt may find the same.
    private String state(Finder finder) {
        return finder.ask(index -> index.space().learntFrom()) + FinderProcess.answers(finder, whole);
    }

    /// Lets a process switch to what it learnt, and kills it after a while, or when it has switched.
    ///
    /// @return how long it went on
    private Duration killed(Path folder, Duration after) throws IOException, InterruptedException {
        Process process = FinderProcess.start(folder, seed, PICTURES).redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader answers = process.inputReader(); Writer commands = process.outputWriter()) {
            assertThat(answers.readLine()).isEqualTo("open");
            commands.write("learn\n");
            commands.flush();
            assertThat(answers.readLine()).isEqualTo("ready");
            long start = System.nanoTime();
            while (!answers.ready() && System.nanoTime() - start < after.toNanos()) {
                Thread.sleep(1);
            }
            process.toHandle().destroyForcibly();
            return Duration.ofNanos(System.nanoTime() - start);
        } finally {
            process.toHandle().destroyForcibly();
            process.waitFor();
        }
    }

    private Finder finder(Path folder) {
        return new Finder(folder, folder.resolve("head"), "model", collected, IndexChoice.STANDARD, List::of,
                Announcing.TO_NOBODY);
    }
}
