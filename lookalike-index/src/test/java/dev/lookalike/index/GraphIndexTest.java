package dev.lookalike.index;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.stream.LongStream;

import dev.lookalike.index.contract.Seed;
import dev.lookalike.index.contract.Vectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What walking a graph finds, measured against exact searches of the same index.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GraphIndexTest {
    private static final int COUNT = 6_000;
    private static final int DIMENSION = 96;
    private static final IndexSpec SPEC = IndexSpec.of(DIMENSION).graphFrom(1);
    private static final double RECALL = 0.98;

    private final Random random = Seed.random("GraphIndexTest");
    private final float[][] vectors = unit(Vectors.clustered(new Random(8), COUNT, DIMENSION));

    @TempDir
    static Path folder;

    private VectorIndex shared;

    @BeforeAll
    void build() {
        shared = VectorIndex.open(folder.resolve("shared.index"), SPEC);
        shared.putAll(Vectors.ids(COUNT), vectors);
        shared.merge();
    }

    @AfterAll
    void close() {
        shared.close();
    }

    private static float[][] unit(float[][] vectors) {
        for (int i = 0; i < vectors.length; i++) {
            double square = 0;
            for (float value : vectors[i]) {
                square += (double) value * value;
            }
            vectors[i] = Vectors.times(vectors[i], 1 / Math.sqrt(square));
        }
        return vectors;
    }

    /// The share of the exact answers that are found, over queries that resemble stored vectors.
    private double recall(VectorIndex index, SearchSpec spec) {
        int found = 0;
        int wanted = 0;
        for (int trial = 0; trial < 30; trial++) {
            float[] query = vectors[random.nextInt(COUNT)].clone();
            for (int i = 0; i < DIMENSION; i++) {
                query[i] += 0.02f * (float) random.nextGaussian();
            }
            var truth = index.search(query, spec.exact());
            var hits = index.search(query, spec);
            assertThat(hits).hasSameSizeAs(truth).doesNotHaveDuplicates();
            found += (int) hits.stream().filter(truth::contains).count();
            wanted += truth.size();
        }
        return (double) found / wanted;
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void search_byAnyMetric_findsNearlyAll(Metric metric) {
        assertThat(recall(shared, SearchSpec.nearest(10).by(metric))).isGreaterThanOrEqualTo(RECALL);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 100, 600, 1_500, 3_000, 4_500, 5_999, 6_000})
    void search_amongAnyShare_findsNearlyAll(int count) {
        var ids = new ArrayList<>(LongStream.range(0, COUNT).boxed().toList());
        Collections.shuffle(ids, random);
        long[] chosen = ids.stream().limit(count).mapToLong(id -> id).toArray();

        assertThat(recall(shared, SearchSpec.nearest(10).among(Ids.only(chosen)))).isGreaterThanOrEqualTo(RECALL);
        long[] others = ids.stream().skip(count).mapToLong(id -> id).toArray();
        assertThat(recall(shared, SearchSpec.nearest(10).among(Ids.except(others)))).isGreaterThanOrEqualTo(RECALL);
    }

    /// A filter that leaves only vectors far from the query.
    @Test
    void search_amongTheFarthest_findsNearlyAll() {
        float[] query = vectors[17];
        long[] far = shared.search(query, SearchSpec.nearest(COUNT).exact()).stream().skip(COUNT / 2).mapToLong(Hit::id)
                .toArray();
        var spec = SearchSpec.nearest(10).among(Ids.only(far));

        var truth = shared.search(query, spec.exact());

        assertThat(shared.search(query, spec).stream().filter(truth::contains).count()).isGreaterThanOrEqualTo(9);
    }

    @Test
    void search_withWiderBeam_findsMore() {
        double narrow = recall(shared, new SearchSpec(10, Metric.COSINE, Ids.all(), 10, -1));
        double wide = recall(shared, new SearchSpec(10, Metric.COSINE, Ids.all(), 200, -1));

        assertThat(wide).isGreaterThanOrEqualTo(narrow).isGreaterThanOrEqualTo(RECALL);
    }

    @Test
    void search_afterHalfWasReplaced_findsNearlyAll() {
        try (var index = VectorIndex.open(folder.resolve("changed.index"), SPEC)) {
            index.putAll(Vectors.ids(COUNT), vectors);
            index.merge();
            for (int id = 0; id < COUNT; id += 2) {
                index.remove(id);
            }
            assertThat(recall(index, SearchSpec.nearest(10))).isGreaterThanOrEqualTo(RECALL);
            for (int id = 0; id < COUNT; id += 2) {
                index.put(COUNT + id, vectors[id]);
            }
            assertThat(recall(index, SearchSpec.nearest(10))).isGreaterThanOrEqualTo(RECALL);
            index.merge();
            assertThat(recall(index, SearchSpec.nearest(10))).isGreaterThanOrEqualTo(RECALL);
            assertThat(index.count()).isEqualTo(COUNT);
        }
    }

    /// Vectors of one direction, or of few: no clusters to walk between.
    @Test
    void search_amongEqualVectors_findsThemAll() {
        try (var index = VectorIndex.open(folder.resolve("equal.index"), SPEC)) {
            for (int id = 0; id < 3_000; id++) {
                index.put(id, vectors[id % 3]);
            }
            index.merge();
            assertThat(index.search(vectors[1], SearchSpec.nearest(10))).hasSize(10)
                    .allMatch(hit -> hit.score() == 1.0 && hit.id() % 3 == 1);
        }
    }

    @Test
    void merge_ofSameVectors_buildsSameGraph() throws Exception {
        for (String name : new String[]{"one", "same"}) {
            try (var index = VectorIndex.open(folder.resolve(name), SPEC)) {
                index.putAll(Vectors.ids(1_000), Arrays.copyOf(vectors, 1_000));
                index.merge();
            }
        }
        assertThat(Files.mismatch(folder.resolve("one"), folder.resolve("same"))).isEqualTo(-1);
    }
}
