package dev.lookalike.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import dev.lookalike.index.EngineProvider;
import dev.lookalike.index.Hit;
import dev.lookalike.index.IndexException;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.VectorIndex;
import dev.lookalike.index.contract.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// What an engine's own file is good for after the program ended, and when it is not.
final class ProposedIndexTest {
    private static final IndexSpec SPEC = IndexSpec.of(16);
    private static final int COUNT = 600;
    private static final SearchSpec ONE = SearchSpec.nearest(1);

    private final float[][] vectors = Vectors.clustered(new Random(1), COUNT + 2, 16);

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("some.index");
    }

    private Path engineFile() {
        return folder.resolve("some.index.ann");
    }

    private Path rowsFile() {
        return folder.resolve("some.index.ann.rows");
    }

    private ProposedIndex open(String options) {
        return (ProposedIndex) EngineProvider.open("annoy:" + options, file(), SPEC);
    }

    private ProposedIndex open() {
        return open("trees=4");
    }

    private void build() {
        try (var index = open()) {
            for (int id = 0; id < COUNT; id++) {
                index.put(id, vectors[id]);
            }
            assertThat(index.isProposing()).isFalse();
            index.merge();
            assertThat(index.isProposing()).isTrue();
        }
    }

    private void assertFinds(VectorIndex index, long id, float[] vector) {
        assertThat(index.search(vector, ONE)).containsExactly(new Hit(id, 1.0));
    }

    @Test
    void open_afterMerge_asksTheEngine() {
        build();

        try (var index = open()) {
            assertThat(index.isProposing()).isTrue();
            assertThat(index.count()).isEqualTo(COUNT);
            assertFinds(index, 17, vectors[17]);
            index.verify();
        }
    }

    /// The kept vectors were merged on their own before the program was killed.
    @Test
    void open_whenVectorsCameAndWent_knows() {
        build();
        try (var kept = VectorIndex.open(file(), SPEC)) {
            kept.put(COUNT, vectors[COUNT]);
            kept.remove(17);
            kept.merge();
        }

        try (var index = open()) {
            assertThat(index.isProposing()).isTrue();
            assertFinds(index, COUNT, vectors[COUNT]);
            assertThat(index.search(vectors[17], SearchSpec.nearest(20))).extracting(Hit::id).doesNotContain(17L);
        }
    }

    @Test
    void open_withoutKeptVectors_forgetsTheEngineFile() throws IOException {
        build();
        Files.delete(file());

        try (var index = open()) {
            assertThat(index.isProposing()).isFalse();
            assertThat(rowsFile()).doesNotExist();
            assertThat(index.count()).isZero();
        }
    }

    @Test
    void put_ofAnotherVector_dropsWhatTheEngineKnows() {
        build();
        try (var index = open()) {
            index.put(COUNT, vectors[COUNT]);
            assertThat(rowsFile()).exists();
            index.put(17, vectors[COUNT + 1]);
            assertThat(rowsFile()).doesNotExist();
            assertFinds(index, 17, vectors[COUNT + 1]);
        }
        try (var index = open()) {
            assertThat(index.isProposing()).isFalse();
            assertFinds(index, 18, vectors[18]);
            index.merge();
            assertThat(index.isProposing()).isTrue();
            assertFinds(index, 18, vectors[18]);
        }
    }

    @Test
    void open_ofDamagedEngineFile_doesWithout() throws IOException {
        build();
        try (var index = open()) {
            flip(engineFile());
            assertThatExceptionOfType(IndexException.Corrupt.class).isThrownBy(index::verify)
                    .withMessageContaining("some.index.ann");
        }
        try (var index = open()) {
            assertThat(index.isProposing()).isFalse();
            assertFinds(index, 17, vectors[17]);
        }
    }

    @Test
    void open_ofDamagedOrMissingRows_doesWithout() throws IOException {
        build();
        flip(rowsFile());
        try (var index = open()) {
            assertThat(index.isProposing()).isFalse();
            index.merge();
            assertThat(index.isProposing()).isTrue();
        }
        Files.write(rowsFile(), new byte[5]);
        try (var index = open()) {
            assertThat(index.isProposing()).isFalse();
        }
        Files.delete(rowsFile());
        try (var index = open()) {
            assertThat(index.isProposing()).isFalse();
            assertFinds(index, 17, vectors[17]);
        }
    }

    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void open_withOtherOptions_buildsAnew() {
        build();

        try (var index = open("trees=5")) {
            assertThat(index.isProposing()).isFalse();
            index.merge();
            assertThat(index.isProposing()).isTrue();
        }
    }

    @Test
    void merge_afterManyChanges_startsByItself() throws InterruptedException {
        try (var index = open()) {
            index.putAll(Vectors.ids(5_000), Vectors.random(new Random(2), 5_000, 16));
            for (int i = 0; i < 600 && !index.isProposing(); i++) {
                Thread.sleep(100);
            }
            assertThat(index.isProposing()).isTrue();
        }
    }

    @Test
    void merge_ofNothing_leavesNoFile() {
        build();
        try (var index = open()) {
            for (long id : index.ids()) {
                index.remove(id);
            }
            index.merge();

            assertThat(index.isProposing()).isFalse();
            assertThat(engineFile()).doesNotExist();
            assertThat(rowsFile()).doesNotExist();
            assertThat(index.search(vectors[0], ONE)).isEmpty();
        }
    }
}
