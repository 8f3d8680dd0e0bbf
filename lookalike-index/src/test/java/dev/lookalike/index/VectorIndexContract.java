package dev.lookalike.index;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.data.Offset.offset;

/// What every index must do, whatever is inside.
abstract class VectorIndexContract {
    private static final SearchSpec TWO = SearchSpec.nearest(2).exact();

    /// An empty index of the kind that is tried.
    abstract VectorIndex index(int dimension);

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

    @ParameterizedTest
    @EnumSource(Metric.class)
    void search_afterRandomChanges_equalsBruteForce(Metric metric) {
        var random = Seed.random("search_afterRandomChanges_" + metric);
        for (int trial = 0; trial < Seed.trials(5); trial++) {
            int dimension = 1 + random.nextInt(40);
            try (var index = index(dimension)) {
                var oracle = new BruteForce();
                for (int step = 0; step < 2_000; step++) {
                    change(index, oracle, random, dimension);
                    if (step % 50 == 0) {
                        float[] query = Vectors.random(random, dimension);
                        var spec = SearchSpec.nearest(1 + random.nextInt(30)).by(metric).exact();
                        assertSame(index, oracle, query, spec);
                        assertSame(index, oracle, query, spec.among(someIds(random)));
                        assertThat(index.count()).isEqualTo(oracle.ids().size());
                        assertThat(index.ids()).containsExactly(oracle.ids().toArray(Long[]::new));
                    }
                }
            }
        }
    }

    private static void change(VectorIndex index, BruteForce oracle, Random random, int dimension) {
        long id = random.nextInt(700);
        if (random.nextInt(3) == 0) {
            boolean wasThere = oracle.ids().contains(id);
            oracle.remove(id);
            assertThat(index.remove(id)).isEqualTo(wasThere);
        } else {
            float[] vector = Vectors.random(random, dimension);
            oracle.put(id, vector);
            index.put(id, vector);
        }
    }

    private static Ids someIds(Random random) {
        long[] ids = random.longs(random.nextInt(1_000), -10, 710).toArray();
        return random.nextBoolean() ? Ids.only(ids) : Ids.except(ids);
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

            var hits = index.search(new float[]{Float.MAX_VALUE, 0}, TWO);

            assertThat(hits).extracting(Hit::id).containsExactly(2L, 1L);
            assertThat(hits.get(0).score()).isEqualTo(1.0);
            assertThat(hits.get(1).score()).isCloseTo(Math.sqrt(0.5), offset(1e-15));
        }
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void search_forStoredVector_scoresAsDocumented(Metric metric) {
        try (var index = index(2)) {
            index.put(1, new float[]{3, 4});

            double expected = switch (metric) {
                case COSINE -> 1.0;
                case EUCLIDEAN -> 0.0;
                case INNER_PRODUCT -> 25.0;
            };
            assertThat(index.search(new float[]{3, 4}, TWO.by(metric))).containsExactly(new Hit(1, expected));
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

    @Test
    void search_inEmptyIndex_findsNothing() {
        try (var index = index(3)) {
            assertThat(index.search(new float[]{1, 0, 0}, TWO)).isEmpty();
            assertThat(index.search(new float[]{1, 0, 0}, TWO.among(Ids.only(1)))).isEmpty();
            assertThat(index.search(new float[]{1, 0, 0}, TWO.among(Ids.except(1)))).isEmpty();
            assertThat(index.count()).isZero();
        }
    }

    @Test
    void search_afterRemove_omitsVector() {
        try (var index = index(3)) {
            index.put(1, new float[]{1, 0, 0});
            index.put(2, new float[]{0, 1, 0});

            assertThat(index.remove(1)).isTrue();

            assertThat(index.remove(1)).isFalse();
            assertThat(index.search(new float[]{1, 0, 0}, TWO)).extracting(Hit::id).containsExactly(2L);
            assertThat(index.count()).isEqualTo(1);
        }
    }

    @Test
    void put_underSameId_replacesVector() {
        try (var index = index(2)) {
            index.put(5, new float[]{1, 0});
            index.put(5, new float[]{0, 1});

            assertThat(index.count()).isEqualTo(1);
            assertThat(index.search(new float[]{1, 0}, TWO)).containsExactly(new Hit(5, 0.0));
            assertThat(index.search(new float[]{1, 0}, TWO.among(Ids.only(5)))).containsExactly(new Hit(5, 0.0));
        }
    }

    @Test
    void put_ofArrayChangedLater_keepsValues() {
        try (var index = index(2)) {
            float[] vector = {1, 0};
            index.put(1, vector);
            vector[0] = -1;

            assertThat(index.search(new float[]{1, 0}, TWO)).containsExactly(new Hit(1, 1.0));
        }
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void put_ofUnfitVector_refusesIt(float[] vector, String message) {
        try (var index = index(3)) {
            assertThatIllegalArgumentException().isThrownBy(() -> index.put(1, vector)).withMessageContaining(message)
                    .withMessageContaining("vector");
            assertThat(index.count()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void search_forUnfitQuery_refusesIt(float[] query, String message) {
        try (var index = index(3)) {
            index.put(1, new float[]{1, 2, 3});
            assertThatIllegalArgumentException().isThrownBy(() -> index.search(query, TWO))
                    .withMessageContaining(message)
                    .withMessageContaining("query");
        }
    }

    static List<Arguments> unfit() {
        return List.of(Arguments.of(new float[]{1, Float.NaN, 0}, "NaN at place 1"),
                Arguments.of(new float[]{1, 0, Float.POSITIVE_INFINITY},
                        "Infinity at place 2"),
                Arguments.of(new float[]{Float.NEGATIVE_INFINITY, 0, Float.NaN},
                        "-Infinity at place 0"),
                Arguments.of(new float[]{0, -0f, 0}, "only zeros"),
                Arguments.of(new float[]{1, 2}, "2 values"),
                Arguments.of(new float[0], "0 values"),
                Arguments.of(new float[4], "4 values"));
    }

    @Test
    void putAll_withOneUnfitVector_storesNone() {
        try (var index = index(2)) {
            index.put(1, new float[]{1, 0});
            long[] ids = {1, 2, 3};
            float[][] vectors = {{0, 1}, {0, 1}, {0, Float.NaN}};

            assertThatIllegalArgumentException().isThrownBy(() -> index.putAll(ids, vectors))
                    .withMessageContaining("NaN at place 1");
            assertThatIllegalArgumentException().isThrownBy(() -> index.putAll(new long[2], vectors))
                    .withMessageContaining("2 ids for 3 vectors");

            assertThat(index.search(new float[]{1, 0}, TWO)).containsExactly(new Hit(1, 1.0));
            index.put(9, new float[]{2, 0});
            assertThat(index.search(new float[]{1, 0}, TWO)).containsExactly(new Hit(1, 1.0), new Hit(9, 1.0));
        }
    }

    @Test
    void putAll_withRepeatedId_keepsLast() {
        try (var index = index(2)) {
            index.putAll(new long[]{4, 4, 5}, new float[][]{{1, 0}, {0, 1}, {1, 1}});

            assertThat(index.count()).isEqualTo(2);
            assertThat(index.search(new float[]{0, 1}, TWO)).extracting(Hit::id).containsExactly(4L, 5L);
        }
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void searchAll_forManyQueries_equalsSearchForEach(Metric metric) {
        var random = Seed.random("searchAll_" + metric);
        try (var index = index(33)) {
            fill(index, Vectors.clustered(random, 3_000, 33));
            float[][] queries = Vectors.random(random, 75, 33);
            for (var ids : List.of(Ids.all(), Ids.only(1, 5, 77, 2_000, 9_999), Ids.except(3, 4, 5))) {
                var spec = SearchSpec.nearest(7).by(metric).among(ids).exact();
                var answers = index.searchAll(queries, spec);

                assertThat(answers).hasSize(queries.length);
                for (int i = 0; i < queries.length; i++) {
                    assertThat(answers.get(i)).isEqualTo(index.search(queries[i], spec));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void search_withinRadius_findsAllInside(Metric metric) {
        var random = Seed.random("search_withinRadius_" + metric);
        try (var index = index(20)) {
            var oracle = fill(index, Vectors.clustered(random, 2_000, 20));
            float[] query = Vectors.clustered(random, 1, 20)[0];
            double radius = oracle.search(query, SearchSpec.nearest(40).by(metric)).getLast().score();
            var spec = SearchSpec.nearest(SearchSpec.MAX_COUNT).by(metric).exact();

            assertThat(index.search(query, spec.atLeast(radius))).hasSizeGreaterThanOrEqualTo(40)
                    .isEqualTo(oracle.search(query, spec.atLeast(radius)));
            assertThat(index.search(query, spec.atLeast(Double.POSITIVE_INFINITY))).isEmpty();
        }
    }

    /// A vector that was put before a search began must be found, a replaced one never twice, while a writer changes,
    /// replaces, removes and compacts.
    @Test
    void search_whileOthersWrite_seesWholeChanges() throws InterruptedException {
        var random = Seed.random("search_whileOthersWrite");
        int dimension = 24;
        try (var index = index(dimension)) {
            float[] fixed = Vectors.random(random, dimension);
            index.put(-1, fixed);
            var stop = new AtomicBoolean();
            var failure = new AtomicReference<@Nullable Throwable>();
            var writer = Thread.ofPlatform().start(() -> {
                var own = new Random(1);
                while (!stop.get()) {
                    float[][] batch = Vectors.random(own, 40, dimension);
                    index.putAll(own.longs(40, 0, 400).toArray(), batch);
                    index.remove(own.nextInt(400));
                }
            });
            var readers = new ArrayList<Thread>();
            for (int reader = 0; reader < 2; reader++) {
                var readerRandom = new Random(random.nextLong());
                readers.add(Thread.ofPlatform().start(() -> {
                    try {
                        for (int i = 0; i < 1_000; i++) {
                            readOnce(index, fixed, Vectors.random(readerRandom, dimension));
                        }
                    } catch (Throwable e) {
                        failure.set(e);
                    }
                }));
            }
            for (var reader : readers) {
                reader.join();
            }
            stop.set(true);
            writer.join();
            assertThat(failure.get()).isNull();
        }
    }

    private static void readOnce(VectorIndex index, float[] fixed, float[] query) {
        assertThat(index.search(fixed, SearchSpec.nearest(1).exact()).getFirst()).isEqualTo(new Hit(-1, 1.0));
        assertThat(index.search(query, SearchSpec.nearest(401).exact())).extracting(Hit::id).doesNotHaveDuplicates();
        var among = index.search(query, SearchSpec.nearest(401).among(Ids.only(Vectors.ids(400))).exact());
        assertThat(among).extracting(Hit::id).doesNotHaveDuplicates().doesNotContain(-1L);
    }

    @Test
    void search_afterPutByAnotherThread_seesIt() throws InterruptedException {
        try (var index = index(2)) {
            for (long id = 0; id < 200; id++) {
                long now = id;
                Thread.ofPlatform().start(() -> index.put(now, new float[]{1, now})).join();
                assertThat(index.search(new float[]{1, now}, SearchSpec.nearest(1).among(Ids.only(now)).exact()))
                        .extracting(Hit::id).containsExactly(now);
            }
        }
    }

    @Test
    void remove_ofAll_leavesUsableIndex() {
        try (var index = index(5)) {
            float[][] vectors = Vectors.random(new Random(1), 5_000, 5);
            index.putAll(Vectors.ids(5_000), vectors);
            for (long id = 0; id < 5_000; id++) {
                assertThat(index.remove(id)).isTrue();
            }

            assertThat(index.count()).isZero();
            assertThat(index.search(vectors[0], TWO)).isEmpty();
            index.put(3, vectors[3]);
            assertThat(index.search(vectors[3], TWO)).extracting(Hit::id).containsExactly(3L);
        }
    }

    @Test
    void warmUp_ofAnyIndex_changesNothing() {
        try (var index = index(30)) {
            index.warmUp(Duration.ofSeconds(1));
            var oracle = fill(index, Vectors.clustered(new Random(1), 400, 30));
            index.remove(0);
            oracle.remove(0);

            index.warmUp(Duration.ofMillis(200));

            assertThat(index.count()).isEqualTo(399);
            assertSame(index, oracle, Vectors.random(new Random(2), 30), TWO);
        }
    }

    @Test
    void close_thenUse_saysClosed() {
        var index = index(2);
        index.put(1, new float[]{1, 0});
        index.close();
        index.close();

        assertThatIllegalStateException().isThrownBy(() -> index.search(new float[]{1, 0}, TWO))
                .withMessageContaining("closed");
        assertThatIllegalStateException().isThrownBy(() -> index.put(1, new float[]{1, 0}));
        assertThatIllegalStateException().isThrownBy(() -> index.remove(1));
        assertThatIllegalStateException().isThrownBy(index::count);
        assertThatIllegalStateException().isThrownBy(index::ids);
        assertThatIllegalStateException().isThrownBy(index::merge);
        assertThatIllegalStateException().isThrownBy(() -> index.warmUp(Duration.ofSeconds(1)));
        assertThatIllegalStateException().isThrownBy(index::verify);
    }

    @Test
    void index_ofNoDimension_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> index(0)).withMessageContaining("dimension is 0");
        assertThatIllegalArgumentException().isThrownBy(() -> index(IndexSpec.MAX_DIMENSION + 1))
                .withMessageContaining("8193");
    }

    static BruteForce fill(VectorIndex index, float[][] vectors) {
        var oracle = new BruteForce();
        for (int id = 0; id < vectors.length; id++) {
            oracle.put(id, vectors[id]);
        }
        index.putAll(Vectors.ids(vectors.length), vectors);
        return oracle;
    }

    static void assertSame(VectorIndex index, BruteForce oracle, float[] query, SearchSpec spec) {
        assertThat(index.search(query, spec)).isEqualTo(oracle.search(query, spec));
    }
}
