package dev.lookalike.index.store;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.VectorIndex;
import dev.lookalike.index.contract.Vectors;
import dev.lookalike.index.file.IndexFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A merge keeps the projection while it fits, and learns another when the collection has drifted or doubled.
final class RetrainingTest {
    private static final int DIMENSION = 320;

    @TempDir
    Path folder;

    private final float[][] vectors = Vectors.clustered(new Random(1), 3_000, DIMENSION);

    private float[] basisAfter(int firstCount, float[][] later) {
        var file = folder.resolve("some.index");
        try (var index = VectorIndex.open(file, IndexSpec.of(DIMENSION))) {
            for (int id = 0; id < firstCount; id++) {
                index.put(id, vectors[id]);
            }
            index.merge();
            for (int i = 0; i < later.length; i++) {
                index.put(firstCount + i, later[i]);
            }
            index.merge();
        }
        return IndexFile.open(file).coder().projection().basis();
    }

    private float[] basisOf(int count) {
        var file = folder.resolve("first.index");
        try (var index = VectorIndex.open(file, IndexSpec.of(DIMENSION))) {
            for (int id = 0; id < count; id++) {
                index.put(id, vectors[id]);
            }
            index.merge();
        }
        return IndexFile.open(file).coder().projection().basis();
    }

    private float[][] more(int first, int end) {
        return Arrays.copyOfRange(vectors, first, end);
    }

    @Test
    void merge_ofMoreOfTheSame_keepsProjection() {
        assertThat(basisAfter(1_500, more(1_500, 2_000))).isEqualTo(basisOf(1_500));
    }

    @Test
    void merge_ofTwiceAsMany_learnsAgain() {
        assertThat(basisAfter(1_200, more(1_200, 2_400))).isNotEqualTo(basisOf(1_200));
    }

    @Test
    void merge_ofSomethingElse_learnsAgain() {
        float[][] others = Vectors.random(new Random(9), 600, DIMENSION);
        assertThat(basisAfter(1_500, others)).isNotEqualTo(basisOf(1_500));
    }
}
