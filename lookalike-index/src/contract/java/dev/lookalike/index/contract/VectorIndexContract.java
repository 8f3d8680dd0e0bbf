package dev.lookalike.index.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import dev.lookalike.index.Capability;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.Metric;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.VectorIndex;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/// What every index must do, whatever is inside, as far as it [can][IndexOnTrial#capabilities()].
public abstract class VectorIndexContract extends IndexOnTrial {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 33, 128, 1280})
    void search_inManyDimensionsAndMetrics_findsNearest(int dimension) {
        var random = new Random(dimension);
        try (var index = index(dimension)) {
            var oracle = fill(index, Vectors.clustered(random, 300, dimension));

            for (var metric : Metric.values()) {
                if (can(metric)) {
                    float[] query = Vectors.random(random, dimension);
                    assertAnswers(index, oracle, query, surely(SearchSpec.nearest(10).by(metric)));
                }
            }
        }
    }

    /// The share that is found without asking for certainty, of the vectors as they were put and after a merge.
    @ParameterizedTest
    @EnumSource(Metric.class)
    void search_withUsualEffort_findsMost(Metric metric) {
        needs(metric);
        var random = Seed.random("search_withUsualEffort_" + metric);
        float[][] vectors = Vectors.clustered(random, 2_050, 64);
        try (var index = index(64)) {
            var oracle = fill(index, Arrays.copyOf(vectors, 2_000));
            var spec = SearchSpec.nearest(10).by(metric);
            assertThat(found(index, oracle, vectors, spec)).isGreaterThanOrEqualTo(recall());

            index.merge();
            assertThat(found(index, oracle, vectors, spec)).isGreaterThanOrEqualTo(recall());
            if (can(Capability.FILTER)) {
                long[] even = oracle.ids().stream().mapToLong(Long::longValue).filter(id -> id % 2 == 0).toArray();
                assertThat(found(index, oracle, vectors, spec.among(Ids.only(even)))).isGreaterThanOrEqualTo(recall());
                assertThat(found(index, oracle, vectors, spec.among(Ids.except(even))))
                        .isGreaterThanOrEqualTo(recall());
            }
        }
    }

    private double found(VectorIndex index, BruteForce oracle, float[][] vectors, SearchSpec spec) {
        int found = 0;
        int due = 0;
        for (int query = 2_000; query < vectors.length; query++) {
            assertAnswers(index, oracle, vectors[query], spec);
            var truth = oracle.search(vectors[query], spec).stream().map(Hit::id).toList();
            var ids = index.search(vectors[query], spec).stream().map(Hit::id).toList();
            found += (int) truth.stream().filter(ids::contains).count();
            due += truth.size();
        }
        return (double) found / due;
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void search_afterRandomChanges_findsNearest(Metric metric) {
        needs(metric);
        needs(Capability.UPDATE, Capability.REMOVE);
        var random = Seed.random("search_afterRandomChanges_" + metric);
        for (int trial = 0; trial < Seed.trials(5); trial++) {
            int dimension = 1 + random.nextInt(40);
            try (var index = index(dimension)) {
                var oracle = new BruteForce();
                for (int step = 0; step < changeCount(); step++) {
                    change(index, oracle, random, dimension);
                    if (step % 50 == 0) {
                        float[] query = Vectors.random(random, dimension);
                        var spec = surely(SearchSpec.nearest(1 + random.nextInt(30)).by(metric));
                        assertAnswers(index, oracle, query, spec);
                        if (can(Capability.FILTER)) {
                            assertAnswers(index, oracle, query, spec.among(someIds(random)));
                        }
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

    @ParameterizedTest
    @EnumSource(Metric.class)
    void search_forStoredVector_scoresAsDocumented(Metric metric) {
        needs(metric);
        try (var index = index(2)) {
            index.put(1, new float[]{3, 4});

            double expected = switch (metric) {
                case COSINE -> 1.0;
                case EUCLIDEAN -> 0.0;
                case INNER_PRODUCT -> 25.0;
            };
            assertHits(index.search(new float[]{3, 4}, nearest(2).by(metric)), new Hit(1, expected));
        }
    }

    @Test
    void search_inEmptyIndex_findsNothing() {
        try (var index = index(3)) {
            assertThat(index.search(new float[]{1, 0, 0}, nearest(2))).isEmpty();
            if (can(Capability.FILTER)) {
                assertThat(index.search(new float[]{1, 0, 0}, nearest(2).among(Ids.only(1)))).isEmpty();
                assertThat(index.search(new float[]{1, 0, 0}, nearest(2).among(Ids.except(1)))).isEmpty();
            }
            assertThat(index.count()).isZero();
        }
    }

    @Test
    void search_afterRemove_omitsVector() {
        needs(Capability.REMOVE);
        try (var index = index(3)) {
            index.put(1, new float[]{1, 0, 0});
            index.put(2, new float[]{0, 1, 0});

            assertThat(index.remove(1)).isTrue();

            assertThat(index.remove(1)).isFalse();
            assertThat(index.search(new float[]{1, 0, 0}, nearest(2))).extracting(Hit::id).containsExactly(2L);
            assertThat(index.count()).isEqualTo(1);
        }
    }

    @Test
    void put_underSameId_replacesVector() {
        needs(Capability.UPDATE);
        try (var index = index(2)) {
            index.put(5, new float[]{1, 0});
            index.put(5, new float[]{0, 1});

            assertThat(index.count()).isEqualTo(1);
            assertHits(index.search(new float[]{1, 0}, nearest(2)), new Hit(5, 0.0));
            if (can(Capability.FILTER)) {
                assertHits(index.search(new float[]{1, 0}, nearest(2).among(Ids.only(5))), new Hit(5, 0.0));
            }
        }
    }

    @Test
    void put_ofArrayChangedLater_keepsValues() {
        try (var index = index(2)) {
            float[] vector = {1, 0};
            index.put(1, vector);
            vector[0] = -1;

            assertHits(index.search(new float[]{1, 0}, nearest(2)), new Hit(1, 1.0));
        }
    }

    @Test
    void vector_afterChanges_isTheLastOnePut() {
        needs(Capability.UPDATE, Capability.REMOVE);
        try (var index = index(2)) {
            index.putAll(new long[]{-7, 3, 4}, new float[][]{{3, 4}, {1, 0}, {1, 1}});
            index.merge();
            index.put(3, new float[]{0.5f, -2});
            index.remove(4);

            assertThat(index.vector(-7).orElseThrow()).containsExactly(3, 4);
            assertThat(index.vector(3).orElseThrow()).containsExactly(0.5f, -2);
            assertThat(index.vector(4)).isEmpty();
            assertThat(index.vector(5)).isEmpty();
            index.vector(-7).orElseThrow()[0] = 9;
            assertThat(index.vector(-7).orElseThrow()).containsExactly(3, 4);
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
            assertThatIllegalArgumentException().isThrownBy(() -> index.search(query, nearest(2)))
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
        needs(Capability.UPDATE);
        try (var index = index(2)) {
            index.put(1, new float[]{1, 0});
            long[] ids = {1, 2, 3};
            float[][] vectors = {{0, 1}, {0, 1}, {0, Float.NaN}};

            assertThatIllegalArgumentException().isThrownBy(() -> index.putAll(ids, vectors))
                    .withMessageContaining("NaN at place 1");
            assertThatIllegalArgumentException().isThrownBy(() -> index.putAll(new long[2], vectors))
                    .withMessageContaining("2 ids for 3 vectors");

            assertHits(index.search(new float[]{1, 0}, nearest(2)), new Hit(1, 1.0));
            index.put(9, new float[]{2, 0});
            assertHits(index.search(new float[]{1, 0}, nearest(2)), new Hit(1, 1.0), new Hit(9, 1.0));
        }
    }

    @Test
    void putAll_withRepeatedId_keepsLast() {
        try (var index = index(2)) {
            index.putAll(new long[]{4, 4, 5}, new float[][]{{1, 0}, {0, 1}, {1, 1}});

            assertThat(index.count()).isEqualTo(2);
            assertThat(index.search(new float[]{0, 1}, nearest(2))).extracting(Hit::id).containsExactly(4L, 5L);
        }
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void searchAll_forManyQueries_equalsSearchForEach(Metric metric) {
        needs(metric);
        var random = Seed.random("searchAll_" + metric);
        try (var index = index(33)) {
            fill(index, Vectors.clustered(random, 3_000, 33));
            float[][] queries = Vectors.random(random, 75, 33);
            var filters = List.of(Ids.all(), Ids.only(1, 5, 77, 2_000, 9_999), Ids.except(3, 4, 5));
            for (var ids : can(Capability.FILTER) ? filters : List.of(Ids.all())) {
                var spec = surely(SearchSpec.nearest(7).by(metric).among(ids));
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
        needs(metric);
        var random = Seed.random("search_withinRadius_" + metric);
        try (var index = index(20)) {
            var oracle = fill(index, Vectors.clustered(random, 2_000, 20));
            float[] query = Vectors.clustered(random, 1, 20)[0];
            double radius = oracle.search(query, SearchSpec.nearest(40).by(metric)).getLast().score();
            var spec = surely(SearchSpec.nearest(1_000).by(metric));

            assertThat(oracle.search(query, spec.atLeast(radius))).hasSizeGreaterThanOrEqualTo(40);
            assertAnswers(index, oracle, query, spec.atLeast(radius));
            assertThat(index.search(query, spec.atLeast(Double.POSITIVE_INFINITY))).isEmpty();
        }
    }

    /// A vector that was put before a search began must be found, a replaced one never twice, while a writer changes,
    /// replaces, removes and compacts.
    @Test
    void search_whileOthersWrite_seesWholeChanges() throws InterruptedException {
        needs(Capability.UPDATE, Capability.REMOVE, Capability.FILTER);
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
                        for (int i = 0; i < changeCount() / 2; i++) {
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

    private void readOnce(VectorIndex index, float[] fixed, float[] query) {
        assertHits(index.search(fixed, nearest(1)), new Hit(-1, 1.0));
        assertThat(index.search(query, nearest(401))).extracting(Hit::id).doesNotHaveDuplicates();
        var among = index.search(query, nearest(401).among(Ids.only(Vectors.ids(400))));
        assertThat(among).extracting(Hit::id).doesNotHaveDuplicates().doesNotContain(-1L);
    }

    @Test
    void search_afterPutByAnotherThread_seesIt() throws InterruptedException {
        needs(Capability.UPDATE, Capability.FILTER);
        try (var index = index(2)) {
            for (long id = 0; id < 200; id++) {
                long now = id;
                Thread.ofPlatform().start(() -> index.put(now, new float[]{1, now})).join();
                assertThat(index.search(new float[]{1, now}, nearest(1).among(Ids.only(now))))
                        .extracting(Hit::id).containsExactly(now);
            }
        }
    }

    @Test
    void remove_ofAll_leavesUsableIndex() {
        needs(Capability.REMOVE, Capability.UPDATE);
        try (var index = index(5)) {
            int count = changeCount() * 5 / 2;
            float[][] vectors = Vectors.random(new Random(1), count, 5);
            index.putAll(Vectors.ids(count), vectors);
            for (long id = 0; id < count; id++) {
                assertThat(index.remove(id)).isTrue();
            }

            assertThat(index.count()).isZero();
            assertThat(index.search(vectors[0], nearest(2))).isEmpty();
            index.put(3, vectors[3]);
            assertThat(index.search(vectors[3], nearest(2))).extracting(Hit::id).containsExactly(3L);
        }
    }

    @Test
    void warmUp_ofAnyIndex_changesNothing() {
        try (var index = index(30)) {
            index.warmUp(Duration.ofSeconds(1));
            var oracle = fill(index, Vectors.clustered(new Random(1), 400, 30));

            index.warmUp(Duration.ofMillis(200));

            assertThat(index.count()).isEqualTo(400);
            assertAnswers(index, oracle, Vectors.random(new Random(2), 30), nearest(2));
        }
    }

    @Test
    void close_thenUse_saysClosed() {
        var index = index(2);
        index.put(1, new float[]{1, 0});
        index.close();
        index.close();

        assertThatIllegalStateException().isThrownBy(() -> index.search(new float[]{1, 0}, nearest(2)))
                .withMessageContaining("closed");
        assertThatIllegalStateException().isThrownBy(() -> index.put(1, new float[]{1, 0}));
        assertThatIllegalStateException().isThrownBy(() -> index.remove(1));
        assertThatIllegalStateException().isThrownBy(index::count);
        assertThatIllegalStateException().isThrownBy(index::ids);
        assertThatIllegalStateException().isThrownBy(() -> index.vector(1));
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
}
