package dev.lookalike.index;

import java.nio.file.Path;
import java.util.Random;
import java.util.function.IntFunction;

import dev.lookalike.index.contract.Seed;
import dev.lookalike.index.contract.Vectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Exact searches by codes find what a scan of all vectors finds, for queries like the collection and unlike it. The scan is that
/// of the index in memory, which the contract compares with brute force.
final class CertifiedSearchTest {
    private static final int COUNT = 2_000;
    private static final int DIMENSION = 300;
    private static final int QUERIES = 1_000;

    @TempDir
    Path folder;

    /// What the stored vectors are like.
    enum Collection {
        /// Like embeddings.
        CLUSTERED,
        /// Without any structure: nothing to project to.
        RANDOM,
        /// A few vectors with tiny changes, and many times the same: nothing but near-ties.
        REPEATED,
        /// Embeddings of lengths from 0.01 to 100.
        LONG_AND_SHORT;

        float[][] vectors(Random random) {
            return switch (this) {
                case CLUSTERED -> Vectors.clustered(random, COUNT, DIMENSION);
                case RANDOM -> Vectors.random(random, COUNT, DIMENSION);
                case REPEATED -> repeated(random);
                case LONG_AND_SHORT -> {
                    float[][] vectors = Vectors.clustered(random, COUNT, DIMENSION);
                    for (int i = 0; i < COUNT; i++) {
                        vectors[i] = Vectors.times(vectors[i], Math.pow(10, 4 * random.nextDouble() - 2));
                    }
                    yield vectors;
                }
            };
        }

        private static float[][] repeated(Random random) {
            float[][] few = Vectors.clustered(random, 20, DIMENSION);
            var vectors = new float[COUNT][];
            for (int i = 0; i < COUNT; i++) {
                vectors[i] = few[i % few.length].clone();
                if (i % 3 == 0) {
                    vectors[i][random.nextInt(DIMENSION)] += 1e-6f;
                }
            }
            return vectors;
        }
    }

    @ParameterizedTest
    @EnumSource(Collection.class)
    void search_forQueriesOfEveryKind_equalsScan(Collection collection) {
        var random = Seed.random("search_forQueriesOfEveryKind_" + collection);
        float[][] vectors = collection.vectors(random);
        try (var coded = VectorIndex.open(folder.resolve("some.index"), IndexSpec.of(DIMENSION));
                var plain = VectorIndex.inMemory(DIMENSION)) {
            coded.putAll(Vectors.ids(COUNT), vectors);
            plain.putAll(Vectors.ids(COUNT), vectors);
            coded.merge();
            compare(coded, plain, i -> vectors[i % COUNT]);
            compare(coded, plain, i -> noisy(random, vectors[i % COUNT]));
            compare(coded, plain, i -> difference(random, vectors));
            compare(coded, plain, i -> Vectors.random(random, DIMENSION));
            compare(coded, plain, i -> Vectors.times(vectors[i % COUNT], -1));
        }
    }

    private static void compare(VectorIndex coded, VectorIndex plain, IntFunction<float[]> queries) {
        for (int i = 0; i < QUERIES; i++) {
            float[] query = queries.apply(i);
            var metric = i % 3 == 0 ? Metric.EUCLIDEAN : i % 3 == 1 ? Metric.INNER_PRODUCT : Metric.COSINE;
            var spec = SearchSpec.nearest(1 + i % 12).by(metric).exact();
            assertThat(coded.search(query, spec)).isEqualTo(plain.search(query, spec));
        }
    }

    private static float[] noisy(Random random, float[] vector) {
        float[] noise = Vectors.times(Vectors.random(random, DIMENSION), 0.02);
        for (int i = 0; i < DIMENSION; i++) {
            noise[i] += vector[i];
        }
        return noise;
    }

    private static float[] difference(Random random, float[][] vectors) {
        float[] difference = vectors[random.nextInt(COUNT)].clone();
        float[] other = vectors[random.nextInt(COUNT)];
        for (int i = 0; i < DIMENSION; i++) {
            difference[i] -= other[i];
        }
        // Of two equal vectors nothing would be left.
        difference[0] += 1e-3f;
        return difference;
    }
}
