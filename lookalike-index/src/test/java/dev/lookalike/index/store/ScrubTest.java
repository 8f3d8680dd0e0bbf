package dev.lookalike.index.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;

import dev.lookalike.index.Hit;
import dev.lookalike.index.IndexException;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.VectorIndex;
import dev.lookalike.index.contract.IndexOnTrial;
import dev.lookalike.index.contract.Vectors;
import dev.lookalike.index.store.StoredIndex.Pace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// Damage is found where no search looks.
final class ScrubTest {
    private static final int DIMENSION = 64;
    private static final int COUNT = 4_000;
    private static final Pace AT_ONCE = new Pace(Duration.ZERO, Duration.ZERO, Duration.ofMillis(1));
    private static final Pace NEVER = new Pace(Duration.ofDays(1), Duration.ZERO, Duration.ZERO);
    private static final int ATTEMPTS = 30_000;
    private static final SearchSpec FIRST = SearchSpec.nearest(1);

    @TempDir
    Path folder;

    private Path file;
    private float[][] vectors;

    @BeforeEach
    void write() {
        file = folder.resolve("some.index");
        vectors = Vectors.clustered(new Random(1), COUNT, DIMENSION);
        try (var index = VectorIndex.open(file, IndexSpec.of(DIMENSION))) {
            IndexOnTrial.fill(index, vectors);
            index.merge();
        }
    }

    /// Changes a bit of the last row, far from what is read to find the first.
    private long flip() throws IOException {
        long place = Files.size(file) - 1_000;
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var one = ByteBuffer.allocate(1);
            channel.read(one, place);
            one.put(0, (byte) (one.get(0) ^ 4)).flip();
            channel.write(one, place);
        }
        return place;
    }

    private static IndexException.Corrupt untilFound(StoredIndex index, float[] query) throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var met = catchThrowableOfType(IndexException.Corrupt.class, () -> index.search(query, FIRST));
            if (met != null) {
                return met;
            }
            Thread.sleep(1);
        }
        throw new AssertionError("a bit was changed and " + ATTEMPTS + " searches were not told");
    }

    @Test
    void scrub_ofBitThatNoSearchReads_namesItToTheNextSearch() throws Exception {
        flip();
        try (var index = new StoredIndex(file, IndexSpec.of(DIMENSION), NEVER)) {
            assertThat(index.search(vectors[0], FIRST)).extracting(Hit::id).containsExactly(0L);
        }

        try (var index = new StoredIndex(file, IndexSpec.of(DIMENSION), AT_ONCE)) {
            assertThat(untilFound(index, vectors[0])).hasMessageContaining(file + " is damaged at byte");
            assertThat(catchThrowableOfType(IndexException.Corrupt.class, () -> index.vector(1))).isNotNull();
            assertThat(index.count()).isEqualTo(COUNT);
        }
    }

    @Test
    void scrub_ofBlockThatWasReadBefore_findsWhatWasDamagedSince() throws Exception {
        try (var index = new StoredIndex(file, IndexSpec.of(DIMENSION), AT_ONCE)) {
            index.verify();
            flip();
            assertThat(untilFound(index, vectors[0])).hasMessageContaining(file + " is damaged at byte");
        }
    }

    @Test
    void scrub_ofFileThatWasCut_namesIt() throws Exception {
        try (var index = new StoredIndex(file, IndexSpec.of(DIMENSION), AT_ONCE)) {
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() - 5_000);
            }
            assertThat(untilFound(index, vectors[0])).hasMessageContaining(file + " is damaged at byte");
        }
    }

    @Test
    void scrub_whileFilesAreReplacedAndClosed_findsNothing() throws InterruptedException {
        for (int round = 0; round < 5; round++) {
            try (var index = new StoredIndex(file, IndexSpec.of(DIMENSION), AT_ONCE)) {
                index.put(COUNT + round, vectors[round]);
                index.merge();
                Thread.sleep(5);
                assertThat(index.search(vectors[9], FIRST)).extracting(Hit::id).containsExactly(9L);
            }
        }
    }
}
