package dev.lookalike.index.contract;

import java.util.Random;
import java.util.stream.IntStream;

import dev.lookalike.index.Hit;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.Metric;
import dev.lookalike.index.SearchSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

/// What an index that answers with certainty must do besides: the last bit is right wherever single precision would not be.
public abstract class ExactIndexContract extends VectorIndexContract {
    static IntStream dimensions() {
        return IntStream.concat(IntStream.rangeClosed(1, 130), IntStream.of(1280, 2048, 4096, IndexSpec.MAX_DIMENSION));
    }

    @ParameterizedTest
    @MethodSource("dimensions")
    void search_inEveryDimensionAndMetric_equalsBruteForce(int dimension) {
        var random = new Random(dimension);
        int count = dimension > 130 ? 60 : 300;
        try (var index = index(dimension)) {
            var oracle = fill(index, Vectors.clustered(random, count, dimension));

            for (var metric : Metric.values()) {
                for (int trial = 0; trial < 4; trial++) {
                    float[] query = Vectors.random(random, dimension);
                    assertSame(index, oracle, query, SearchSpec.nearest(1 + random.nextInt(20)).by(metric).exact());
                }
            }
        }
    }

    /// Near-ties that single precision cannot tell apart.
    @ParameterizedTest
    @EnumSource(Metric.class)
    void search_amongNearTies_equalsBruteForce(Metric metric) {
        var random = Seed.random("search_amongNearTies_" + metric);
        int dimension = 96;
        float[] centre = Vectors.random(random, dimension);
        try (var index = index(dimension)) {
            var oracle = new BruteForce();
            for (long id = 0; id < 500; id++) {
                float[] vector = centre.clone();
                int place = random.nextInt(dimension);
                vector[place] = random.nextBoolean() ? Math.nextUp(vector[place]) : Math.nextDown(vector[place]);
                index.put(id, vector);
                oracle.put(id, vector);
            }
            for (int trial = 0; trial < 20; trial++) {
                assertSame(index, oracle, Vectors.random(random, dimension), SearchSpec.nearest(50).by(metric).exact());
            }
            assertSame(index, oracle, centre, SearchSpec.nearest(50).by(metric).exact());
        }
    }

    /// From the smallest floats to the largest, in one index: nothing overflows, nothing vanishes.
    @ParameterizedTest
    @EnumSource(Metric.class)
    void search_amongExtremeLengths_equalsBruteForce(Metric metric) {
        var random = Seed.random("search_amongExtremeLengths_" + metric);
        int dimension = 70;
        double[] factors = {1, 1e-44, 1e-38, 1e-30, 1e-20, 1e20, 1e30, 3e37};
        try (var index = index(dimension)) {
            var oracle = new BruteForce();
            for (long id = 0; id < 400; id++) {
                float[] vector = Vectors.times(Vectors.random(random, dimension), factors[(int) (id % factors.length)]);
                vector[0] = vector[0] == 0 ? Float.MIN_VALUE : vector[0];
                index.put(id, vector);
                oracle.put(id, vector);
            }
            for (double factor : factors) {
                float[] query = Vectors.times(Vectors.random(random, dimension), factor);
                query[0] = query[0] == 0 ? Float.MIN_VALUE : query[0];
                assertSame(index, oracle, query, SearchSpec.nearest(100).by(metric).exact());
            }
        }
    }

    @Test
    void search_forLargestAndSmallestFloats_scoresThem() {
        try (var index = index(2)) {
            index.put(1, new float[]{Float.MAX_VALUE, Float.MAX_VALUE});
            index.put(2, new float[]{Float.MIN_VALUE, 0});

            var hits = index.search(new float[]{Float.MAX_VALUE, 0}, SearchSpec.nearest(2).exact());

            assertThat(hits).extracting(Hit::id).containsExactly(2L, 1L);
            assertThat(hits.get(0).score()).isEqualTo(1.0);
            assertThat(hits.get(1).score()).isCloseTo(Math.sqrt(0.5), offset(1e-15));
        }
    }

    @Test
    void search_amongTies_prefersSmallerIds() {
        try (var index = index(3)) {
            for (long id : new long[]{7, -3, 9, 2, Long.MIN_VALUE, Long.MAX_VALUE, 0}) {
                index.put(id, new float[]{1, 1, 0});
            }

            assertThat(index.search(new float[]{1, 1, 0}, SearchSpec.nearest(4).exact())).extracting(Hit::id)
                    .containsExactly(Long.MIN_VALUE, -3L, 0L, 2L);
        }
    }
}
