package dev.lookalike.app.problem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.vision.VisionException;
import dev.lookalike.vision.VisionException.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemTest {
    private static void check(Throwable failure, Kind kind) {
        var problem = Problem.of(failure);
        assertThat(problem).isEqualTo(Problem.of(kind, problem.detail()));
        assertThat(problem.detail()).isNotBlank();
    }

    @Test
    void of_eachFailure_knowsItsKind() {
        check(new IllegalArgumentException("count is 0; give 1 to 9"), Kind.BAD_REQUEST);
        check(new VisionException.Unreadable(Path.of("x.jpg"), new IOException("gone")), Kind.GONE);
        check(new VisionException.BadModel("no classifier"), Kind.BAD_MODEL);
        check(new GalleryException.InUse(Path.of("g"), "process 7"), Kind.IN_USE);
        check(new GalleryException.Corrupt("row 7", null), Kind.CORRUPT);
        check(new GalleryException.Incompatible("another model"), Kind.INCOMPATIBLE);
        check(new GalleryException.Storage("disk full", null), Kind.STORAGE);
        check(new GalleryException.NoSuchImage(7), Kind.NO_SUCH_IMAGE);
        check(new UncheckedIOException(new NoSuchFileException("x")), Kind.NO_SUCH_FILE);
        check(new UncheckedIOException(new IOException("disk full")), Kind.STORAGE);
        check(new ProblemException(Kind.BUSY, "try again in a moment"), Kind.BUSY);
        check(new IllegalStateException("who wrote this?"), Kind.BUG);
        check(new StackOverflowError(), Kind.BUG);
    }

    @ParameterizedTest
    @EnumSource
    void of_eachRefusal_isTheInputsFault(Refused.Reason reason) {
        var problem = Problem.of(new Refused(reason, "no picture"));

        assertThat(problem.exitCode()).isEqualTo(Exit.REJECTED);
        assertThat(problem.status()).isIn(413, 415, 422);
        assertThat(problem.detail()).isEqualTo("no picture");
    }

    @Test
    void of_bug_keepsItsMessageInside() {
        assertThat(Problem.of(new IllegalStateException("secret path")).detail()).doesNotContain("secret");
        assertThat(Problem.of(new IllegalStateException("secret path")).bug()).isTrue();
    }

    @Test
    void kinds_all_haveTypesOfTheirOwnAndKnownExitCodes() {
        var types = new HashSet<String>();
        for (var kind : Kind.values()) {
            var problem = Problem.of(kind, "detail");
            types.add(problem.type());
            assertThat(problem.status()).isBetween(400, 599);
            assertThat(problem.exitCode()).isIn(1, 2, 3, 4, 70);
            assertThat(problem.bug()).isEqualTo(kind == Kind.BUG);
        }
        assertThat(types).hasSameSizeAs(Arrays.asList(Kind.values()));
    }
}
