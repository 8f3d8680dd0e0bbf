package dev.lookalike.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.lookalike.index.contract.BruteForce;
import dev.lookalike.index.contract.IndexOnTrial;
import dev.lookalike.index.contract.Seed;
import dev.lookalike.index.contract.Vectors;
import dev.lookalike.index.file.Halves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/// What an index with a file does beyond the contract.
final class StoredIndexTest {
    private static final int DIMENSION = 70;
    private static final SearchSpec FIVE = SearchSpec.nearest(5).exact();

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("deep/some.index");
    }

    private VectorIndex open() {
        return VectorIndex.open(file(), IndexSpec.of(DIMENSION));
    }

    @Test
    void open_afterMerge_answersTheSame() {
        var random = Seed.random("open_afterMerge");
        BruteForce oracle;
        try (var index = open()) {
            oracle = IndexOnTrial.fill(index, Vectors.clustered(random, 900, DIMENSION));
            for (long id = 0; id < 200; id++) {
                index.remove(id);
                oracle.remove(id);
            }
            index.merge();
        }
        try (var index = open()) {
            assertThat(index.count()).isEqualTo(700);
            assertThat(index.ids()).containsExactly(oracle.ids().toArray(Long[]::new));
            index.verify();
            for (var metric : Metric.values()) {
                float[] query = Vectors.random(random, DIMENSION);
                IndexOnTrial.assertSame(index, oracle, query, FIVE.by(metric));
            }
        }
    }

    @Test
    void open_withoutMerge_isEmptyAndWritesNothing() {
        try (var index = open()) {
            index.put(1, Vectors.random(new Random(1), DIMENSION));
        }
        try (var index = open()) {
            assertThat(index.count()).isZero();
            assertThat(file()).doesNotExist();
        }
    }

    @Test
    void sections_afterMerge_areTheFilesBytesButForHeaderAndPadding() throws IOException {
        try (var index = open()) {
            IndexOnTrial.fill(index, Vectors.random(new Random(1), 50, DIMENSION));
            assertThat(index.unmergedCount()).isEqualTo(50);
            assertThat(index.sections()).isEmpty();

            index.merge();

            assertThat(index.unmergedCount()).isZero();
            assertThat(index.sections()).containsEntry("ids", 400L).containsEntry("rows", 50L * DIMENSION * 4);
            assertThat(index.sections().values().stream().mapToLong(Long::longValue).sum())
                    .isBetween(Files.size(file()) - 4096 - 64 * 11, Files.size(file()) - 4096);
        }
    }

    @Test
    void merge_withoutChanges_leavesFile() throws IOException {
        try (var index = open()) {
            IndexOnTrial.fill(index, Vectors.random(new Random(1), 50, DIMENSION));
            index.merge();
            var written = Files.getLastModifiedTime(file());
            byte[] bytes = Files.readAllBytes(file());

            index.merge();

            assertThat(Files.getLastModifiedTime(file())).isEqualTo(written);
            assertThat(Files.readAllBytes(file())).isEqualTo(bytes);
            assertThat(folder.resolve("deep/some.index.new")).doesNotExist();
        }
    }

    @Test
    void merge_ofSameVectors_writesSameFile() throws IOException {
        float[][] vectors = Vectors.clustered(new Random(1), 600, DIMENSION);
        try (var index = open()) {
            IndexOnTrial.fill(index, vectors);
            index.merge();
        }
        var other = folder.resolve("other.index");
        try (var index = VectorIndex.open(other, IndexSpec.of(DIMENSION))) {
            for (int id = vectors.length - 1; id >= 0; id--) {
                index.put(id, vectors[id]);
            }
            index.merge();
        }
        assertThat(Files.mismatch(file(), other)).isEqualTo(-1);
    }

    @Test
    void merge_afterRemovalOfAll_deletesFile() {
        try (var index = open()) {
            index.put(1, Vectors.random(new Random(1), DIMENSION));
            index.merge();
            index.remove(1);
            index.merge();

            assertThat(file()).doesNotExist();
            assertThat(index.count()).isZero();
        }
    }

    @Test
    void merge_besideUnfinishedFile_overwritesIt() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(folder.resolve("deep/some.index.new"), "what a crash left");
        try (var index = open()) {
            var oracle = IndexOnTrial.fill(index, Vectors.random(new Random(1), 50, DIMENSION));
            index.merge();
            IndexOnTrial.assertSame(index, oracle, Vectors.random(new Random(2), DIMENSION), FIVE);
        }
    }

    @Test
    void merge_whereNothingCanBeWritten_saysSoAndGoesOn() throws IOException {
        Files.writeString(folder.resolve("taken"), "a file, not a folder");
        try (var index = VectorIndex.open(folder.resolve("taken/some.index"), IndexSpec.of(DIMENSION))) {
            var oracle = IndexOnTrial.fill(index, Vectors.random(new Random(1), 50, DIMENSION));

            assertThatExceptionOfType(IndexException.Storage.class).isThrownBy(index::merge)
                    .withMessageContaining("some.index.new");

            IndexOnTrial.assertSame(index, oracle, Vectors.random(new Random(2), DIMENSION), FIVE);
        }
    }

    @Test
    void open_withOtherSpec_isRefused() {
        try (var index = open()) {
            index.put(1, Vectors.random(new Random(1), DIMENSION));
            index.merge();
        }
        assertThatExceptionOfType(IndexException.Incompatible.class)
                .isThrownBy(() -> VectorIndex.open(file(), IndexSpec.of(DIMENSION + 1)))
                .withMessageContaining("70").withMessageContaining("71");
        assertThatExceptionOfType(IndexException.Incompatible.class)
                .isThrownBy(() -> VectorIndex.open(file(), IndexSpec.of(DIMENSION).keeping(Precision.HALF)))
                .withMessageContaining("HALF");
    }

    @Test
    void open_ofFolder_saysItCannot() {
        assertThatExceptionOfType(IndexException.Storage.class)
                .isThrownBy(() -> VectorIndex.open(folder, IndexSpec.of(DIMENSION)));
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void search_inHalves_isExactForRoundedValues(Metric metric) throws IOException {
        var random = Seed.random("search_inHalves_" + metric);
        double[] factors = {1, 1e-44, 1e-30, 1e30, 1};
        var oracle = new BruteForce();
        try (var index = VectorIndex.open(file(), IndexSpec.of(DIMENSION).keeping(Precision.HALF))) {
            for (int id = 0; id < 500; id++) {
                float[] vector = Vectors.times(Vectors.random(random, DIMENSION), factors[id % factors.length]);
                vector[0] = vector[0] == 0 ? Float.MIN_VALUE : vector[0];
                index.put(id, vector);
                oracle.put(id, Halves.rounded(vector));
            }
            index.put(500, largest());
            oracle.put(500, Halves.rounded(largest()));
            float[] query = Vectors.random(random, DIMENSION);
            IndexOnTrial.assertSame(index, oracle, query, SearchSpec.nearest(60).by(metric).exact());
            index.merge();
            IndexOnTrial.assertSame(index, oracle, query, SearchSpec.nearest(60).by(metric).exact());
        }
        assertThat(Files.size(file())).isLessThan(500 * (DIMENSION * 2 + 200) + DIMENSION * 400);
    }

    private static float[] largest() {
        var vector = new float[DIMENSION];
        Arrays.fill(vector, Float.MAX_VALUE);
        return vector;
    }

    /// Each value by itself, in doubles, where no power of two is too large.
    @Test
    void rounded_atEveryMagnitude_isNearestOfSharedExponent() {
        var random = Seed.random("rounded_atEveryMagnitude");
        for (int magnitude = -148; magnitude <= 126; magnitude++) {
            float[] vector = Vectors.times(Vectors.random(random, 20), Math.scalb(1.0, magnitude));
            double factor = Math.scalb(1.0, Halves.exponent(vector));
            float[] rounded = Halves.rounded(vector);
            for (int i = 0; i < vector.length; i++) {
                double half = Float.float16ToFloat(Float.floatToFloat16((float) (vector[i] / factor)));
                assertThat(rounded[i]).as("2^%d", magnitude).isEqualTo((float) (half * factor));
            }
        }
    }

    @Test
    void rounded_ofHalves_isSame() {
        var random = new Random(3);
        var vector = new float[100];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = Float.float16ToFloat(Float.floatToFloat16((float) random.nextGaussian() * 0.03f));
        }
        assertThat(Halves.rounded(vector)).isEqualTo(vector);
        assertThat(Halves.rounded(Vectors.times(vector, 0x1p-40))).isEqualTo(Vectors.times(vector, 0x1p-40));
    }

    /// Approximate searches find nearly all of what exact ones find, with the same scores.
    @ParameterizedTest
    @EnumSource(Metric.class)
    void search_approximately_findsNearlyAll(Metric metric) {
        var random = Seed.random("search_approximately_" + metric);
        float[][] vectors = Vectors.clustered(random, 3_000, 300);
        try (var index = VectorIndex.open(file(), IndexSpec.of(300))) {
            var oracle = IndexOnTrial.fill(index, vectors);
            index.merge();
            int found = 0;
            for (int trial = 0; trial < 50; trial++) {
                float[] query = Vectors.clustered(random, 1, 300)[0];
                var spec = SearchSpec.nearest(10).by(metric);
                var truth = oracle.search(query, spec);
                found += (int) index.search(query, spec).stream().filter(truth::contains).count();
            }
            assertThat(found).isGreaterThanOrEqualTo(490);
        }
    }

    @Test
    void put_ofMany_mergesInBackground() throws InterruptedException {
        float[][] vectors = Vectors.random(new Random(1), 6_000, 8);
        var place = folder.resolve("background.index");
        try (var index = VectorIndex.open(place, IndexSpec.of(8))) {
            var oracle = IndexOnTrial.fill(index, vectors);
            for (int waited = 0; waited < 600 && !Files.exists(place); waited++) {
                Thread.sleep(50);
            }
            assertThat(place).exists();
            IndexOnTrial.assertSame(index, oracle, vectors[5], FIVE);
        }
    }

    /// Writers, readers and merges at once; at the end nothing is lost, doubled or left over.
    @Test
    void merge_whileOthersWriteAndSearch_losesNothing() throws InterruptedException {
        var random = Seed.random("merge_whileOthersWriteAndSearch");
        var oracle = new BruteForce();
        try (var index = VectorIndex.open(file(), IndexSpec.of(12))) {
            var stop = new AtomicBoolean();
            var failed = new AtomicBoolean();
            float[] fixed = Vectors.random(random, 12);
            index.put(-1, fixed);
            oracle.put(-1, fixed);
            var merger = Thread.ofPlatform().start(() -> {
                while (!stop.get()) {
                    index.merge();
                }
            });
            var reader = Thread.ofPlatform().start(() -> {
                while (!stop.get()) {
                    var hits = index.search(fixed, SearchSpec.nearest(400).exact());
                    boolean isWhole = hits.getFirst().equals(new Hit(-1, 1.0))
                            && hits.stream().mapToLong(Hit::id).distinct().count() == hits.size();
                    failed.compareAndSet(false, !isWhole);
                }
            });
            for (int step = 0; step < 4_000; step++) {
                long id = random.nextInt(300);
                if (random.nextInt(3) == 0) {
                    assertThat(index.remove(id)).isEqualTo(oracle.ids().contains(id));
                    oracle.remove(id);
                } else {
                    float[] vector = Vectors.random(random, 12);
                    index.put(id, vector);
                    oracle.put(id, vector);
                }
            }
            stop.set(true);
            merger.join();
            reader.join();
            assertThat(failed).isFalse();
            assertThat(index.ids()).containsExactly(oracle.ids().toArray(Long[]::new));
            IndexOnTrial.assertSame(index, oracle, fixed, SearchSpec.nearest(301).exact());
            index.merge();
            IndexOnTrial.assertSame(index, oracle, fixed, SearchSpec.nearest(301).exact());
        }
    }

    @Test
    void close_duringMerge_endsIt() throws InterruptedException {
        var index = VectorIndex.open(file(), IndexSpec.of(600));
        IndexOnTrial.fill(index, Vectors.random(new Random(1), 3_000, 600));
        var merger = Thread.ofPlatform().start(() -> {
            try {
                index.merge();
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageContaining("closed");
            }
        });
        Thread.sleep(20);
        index.close();
        merger.join(30_000);

        assertThat(merger.isAlive()).isFalse();
        assertThatIllegalStateException().isThrownBy(index::merge);
        assertThat(folder.resolve("deep/some.index.new")).doesNotExist();
    }
}
