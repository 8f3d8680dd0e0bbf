package dev.lookalike.index.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.contract.Seed;
import dev.lookalike.index.contract.Vectors;
import dev.lookalike.index.flat.Rows;
import dev.lookalike.index.flat.Tombstones;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/// A build that was ended goes on where it was, and makes what it would have made.
final class ResumedBuildTest {
    private static final int DIMENSION = 40;
    private static final int COUNT = 2_000;
    static final IndexSpec SPEC = IndexSpec.of(DIMENSION).graphFrom(1);
    /// Asked once for each of 8 chunks while the key is made and while they are coded, and once when the projection is learned.
    private static final int BEFORE_GRAPH = 17;
    /// Batches between two times that the build is kept, once batches are as large as they get.
    private static final int BATCHES_KEPT = 8;

    @TempDir
    Path folder;

    private Path whole;
    private Path file;
    /// How often a build that is not ended asks whether it is.
    private int steps;

    @BeforeEach
    void buildAtOnce() {
        whole = folder.resolve("whole/whole.index");
        file = folder.resolve("some/some.index");
        steps = build(whole, source(1), SPEC, Integer.MAX_VALUE);
    }

    static Source source(long seed) {
        float[][] vectors = Vectors.clustered(new Random(seed), COUNT, DIMENSION);
        return new Source(null, Tombstones.NONE, Rows.empty(DIMENSION).with(Vectors.ids(COUNT), vectors));
    }

    /// Builds the file, or begins to.
    ///
    /// @param endAfter
    ///            after how many steps it is ended
    /// @return how many steps it took
    static int build(Path file, Source source, IndexSpec spec, int endAfter) {
        var taken = new AtomicInteger();
        PartWriter.write(file, spec, source, 1, () -> taken.incrementAndGet() > endAfter);
        return taken.get();
    }

    private void end(int after) {
        assertThatIllegalStateException().isThrownBy(() -> build(file, source(1), SPEC, after));
    }

    private void assertWhole() throws IOException {
        assertThat(Files.mismatch(file, whole)).isEqualTo(-1);
        try (Stream<Path> left = Files.list(file.getParent())) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void write_afterBeingEndedAnywhere_goesOnAndWritesTheSame() throws IOException {
        var random = Seed.random("write_afterBeingEndedAnywhere");
        for (int trial = 0; trial < Seed.trials(4); trial++) {
            int ended = trial == 0 ? BEFORE_GRAPH / 2 : random.nextInt(1, steps);
            end(ended);

            int more = build(file, source(1), SPEC, Integer.MAX_VALUE);

            if (ended > 2 * steps / 3) {
                assertThat(more).as("steps after %d of %d", ended, steps)
                        .isLessThanOrEqualTo(BEFORE_GRAPH + steps - ended + BATCHES_KEPT);
            }
            assertWhole();
            Files.delete(file);
        }
    }

    @Test
    void write_ofAFileAndMoreRows_goesOnAndWritesTheSame() throws IOException {
        long[] ids = LongStream.range(COUNT, COUNT + 500).toArray();
        var more = Rows.empty(DIMENSION).with(ids, Vectors.clustered(new Random(2), ids.length, DIMENSION));
        var both = new Source(Part.open(whole), Tombstones.NONE, more);
        Path atOnce = folder.resolve("both/both.index");
        int all = build(atOnce, both, SPEC, Integer.MAX_VALUE);
        assertThatIllegalStateException().isThrownBy(() -> build(file, both, SPEC, all - 2));

        int rest = build(file, both, SPEC, Integer.MAX_VALUE);

        assertThat(rest).isLessThan(all);
        assertThat(Files.mismatch(file, atOnce)).isEqualTo(-1);
    }

    @Test
    void write_afterBeingEndedAgainAndAgain_comesToAnEnd() throws IOException {
        int builds = 1;
        for (int end = BEFORE_GRAPH + steps / 2;; builds++) {
            try {
                build(file, source(1), SPEC, end);
                break;
            } catch (IllegalStateException ended) {
                assertThat(builds).as("builds of at most %d of %d steps", end, steps).isLessThan(10);
            }
        }
        assertThat(builds).isGreaterThan(1);
        assertWhole();
    }

    @Test
    void write_afterTheProcessWasKilled_goesOnAndWritesTheSame() throws Exception {
        for (int killed : new int[]{BEFORE_GRAPH - 4, 3 * steps / 4, steps - 10}) {
            var process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp",
                    System.getProperty("java.class.path"), "--add-modules", "jdk.incubator.vector",
                    KilledBuild.class.getName(), file.toString(), Integer.toString(killed))
                    .redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isEqualTo(KilledBuild.KILLED);

            int more = build(file, source(1), SPEC, Integer.MAX_VALUE);

            if (killed > BEFORE_GRAPH) {
                assertThat(more).isLessThanOrEqualTo(BEFORE_GRAPH + steps - killed + BATCHES_KEPT);
            }
            assertWhole();
            Files.delete(file);
        }
    }

    @Test
    void write_withDamageInWhatIsLeft_writesTheSame() throws IOException {
        var random = Seed.random("write_withDamageInWhatIsLeft");
        for (int trial = 0; trial < Seed.trials(4); trial++) {
            end(2 * steps / 3);
            var left = file.resolveSibling(file.getFileName() + (trial % 2 == 0 ? ".made" : ".new"));
            flip(left, random.nextLong(Files.size(left)), random.nextInt(8));

            int more = build(file, source(1), SPEC, Integer.MAX_VALUE);

            // Begun anew, or gone on with after the damaged rows were written again.
            assertThat(more).isLessThanOrEqualTo(trial % 2 == 0 ? steps : steps - 1);
            assertWhole();
            Files.delete(file);
        }
    }

    @Test
    void write_withCutOrMissingLeftovers_writesTheSame() throws IOException {
        for (String name : List.of(".made", ".new")) {
            var left = file.resolveSibling(file.getFileName() + name);
            end(2 * steps / 3);
            Files.delete(left);
            build(file, source(1), SPEC, Integer.MAX_VALUE);
            assertWhole();
            Files.delete(file);

            end(2 * steps / 3);
            try (var channel = FileChannel.open(left, StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() / 2);
            }
            build(file, source(1), SPEC, Integer.MAX_VALUE);
            assertWhole();
            Files.delete(file);
        }
    }

    @Test
    void write_ofOtherRowsOrSpec_beginsAnew() throws IOException {
        end(steps - 5);
        build(whole, source(2), SPEC, Integer.MAX_VALUE);
        assertThat(build(file, source(2), SPEC, Integer.MAX_VALUE)).isGreaterThan(steps / 2);
        assertWhole();
        Files.delete(file);

        end(steps - 5);
        var otherSeed = new IndexSpec(DIMENSION, SPEC.precision(), SPEC.graphFrom(), SPEC.seed() + 1);
        build(whole, source(1), otherSeed, Integer.MAX_VALUE);
        assertThat(build(file, source(1), otherSeed, Integer.MAX_VALUE)).isGreaterThan(steps / 2);
        assertWhole();
    }

    private static void flip(Path file, long place, int bit) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var one = ByteBuffer.allocate(1);
            channel.read(one, place);
            one.put(0, (byte) (one.get(0) ^ 1 << bit)).flip();
            channel.write(one, place);
        }
    }
}
