package dev.lookalike.gallery.ingest;

import java.nio.file.Path;
import java.util.List;

import dev.lookalike.gallery.ingest.CrashTrial.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Which end of a trial is the file's fault.
@DisabledOnOs(OS.WINDOWS)
final class CrashTrialTest {
    @TempDir
    private Path home;

    /// Ends with the exit code that its second argument names; with 134 by the C library's `abort`.
    static final class Ending {
        private Ending() {}

        /// Arguments: a file, and how to end.
        public static void main(String[] arguments) {
            int exit = Integer.parseInt(arguments[1]);
            if (exit == 134) {
                AbortingProcess.abort();
            }
            Runtime.getRuntime().halt(exit);
        }
    }

    private static Verdict verdict(int exit) {
        return CrashTrial.in(Ending.class, Path.of("any.png"), exit);
    }

    @Test
    void in_processThatEnds_blamesTheFileForANativeDeathAlone() {
        assertThat(verdict(0)).isEqualTo(Verdict.INNOCENT);
        assertThat(verdict(134)).isEqualTo(Verdict.GUILTY);
        assertThat(verdict(130)).isEqualTo(Verdict.UNKNOWN);
        assertThat(verdict(1)).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void in_interrupted_blamesNobodyAndStaysInterrupted() {
        Thread.currentThread().interrupt();

        assertThat(verdict(0)).isEqualTo(Verdict.UNKNOWN);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void keep_suspectThatWasNotTried_isSuspectAtTheNextStart() {
        Path file = home.resolve("ingest.journal");
        try (var journal = new Journal(file, 2)) {
            journal.begin(0, "a.png");
            journal.begin(1, "b.png");
        }
        try (var journal = new Journal(file, 2)) {
            journal.keep(List.of("b.png"));
            journal.begin(0, "c.png");
            journal.end(0);
        }
        try (var journal = new Journal(file, 2)) {
            assertThat(journal.suspects()).containsExactly("b.png");
        }
    }
}
