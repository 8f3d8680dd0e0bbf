package dev.lookalike.engines.annoy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

import dev.lookalike.engines.Peer;
import dev.lookalike.engines.Rows;
import dev.lookalike.index.Hit;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.contract.BruteForce;
import dev.lookalike.index.contract.Seed;
import dev.lookalike.index.contract.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Annoy's files, also as the reference implementation reads and writes them.
final class ForestTest {
    private static final int DIMENSION = 24;
    private static final int COUNT = 3_000;
    private static final int TREES = 20;

    private static final float[][] VECTORS = Vectors.clustered(new Random(5), COUNT, DIMENSION);
    private static final String METRICS = """
                                          import annoy, numpy, sys
                                          dimension, metric = int(sys.argv[1]), {"ANGULAR": "angular", "EUCLIDEAN": "euclidean", "DOT": "dot"}[sys.argv[2]]
                                          queries = numpy.fromfile(sys.argv[3], "<f4").reshape(-1, dimension)
                                          index = annoy.AnnoyIndex(dimension, metric)
                                          """;

    @TempDir
    Path folder;

    private record Given(float[][] vectors) implements Rows {
        @Override
        public int count() {
            return vectors.length;
        }

        @Override
        public int dimension() {
            return vectors[0].length;
        }

        @Override
        public float[] row(int ordinal) {
            return vectors[ordinal].clone();
        }
    }

    private static Forest build(Geometry geometry, float[][] vectors, Path file) throws IOException {
        return (Forest) new Annoy(geometry, TREES, 7).build(new Given(vectors), file);
    }

    private static Set<Long> set(long[] items) {
        return new HashSet<>(LongStream.of(items).boxed().toList());
    }

    @ParameterizedTest
    @EnumSource(Geometry.class)
    void propose_byAnyMetric_findsNearest(Geometry geometry) throws IOException {
        var oracle = new BruteForce();
        for (int i = 0; i < COUNT; i++) {
            oracle.put(i, VECTORS[i]);
        }
        try (var forest = build(geometry, VECTORS, folder.resolve("built.ann"))) {
            assertThat(forest.count()).isEqualTo(COUNT);
            assertThat(forest.treeCount()).isEqualTo(TREES);
            assertThat(forest.vector(17)).containsExactly(VECTORS[17]);
            int found = 0;
            for (int query = 0; query < COUNT; query += 60) {
                var items = set(forest.propose(VECTORS[query], 20));
                found += (int) oracle.search(VECTORS[query], SearchSpec.nearest(10).by(geometry.metric())).stream()
                        .map(Hit::id).filter(items::contains).count();
            }
            assertThat(found / 500.0).isGreaterThanOrEqualTo(0.9);
        }
    }

    @Test
    void build_withSameSeed_makesSameFile() throws IOException {
        build(Geometry.ANGULAR, VECTORS, folder.resolve("one")).close();
        build(Geometry.ANGULAR, VECTORS, folder.resolve("same")).close();

        assertThat(Files.mismatch(folder.resolve("one"), folder.resolve("same"))).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource(Geometry.class)
    void build_ofAnyCount_holdsAll(Geometry geometry) throws IOException {
        for (int count : new int[]{1, 2, 3, 26, 27, 28, 60}) {
            float[][] some = List.of(VECTORS).subList(0, count).toArray(float[][]::new);
            try (var forest = build(geometry, some, folder.resolve("some" + count))) {
                assertThat(forest.count()).isEqualTo(count);
                assertThat(set(forest.propose(VECTORS[0], count))).hasSize(count);
            }
        }
    }

    @Test
    void build_ofEqualVectors_ends() throws IOException {
        var equal = new float[500][];
        java.util.Arrays.fill(equal, VECTORS[0]);
        try (var forest = build(Geometry.EUCLIDEAN, equal, folder.resolve("equal"))) {
            assertThat(forest.propose(VECTORS[0], 10)).hasSize(10);
        }
    }

    @ParameterizedTest
    @EnumSource(Geometry.class)
    void file_readByPython_givesSameNeighbours(Geometry geometry) throws IOException {
        var peer = Peer.having("annoy", "numpy");
        try (var forest = build(geometry, VECTORS, folder.resolve("ours.ann"))) {
            String output = peer.run(METRICS + """
                                               index.load(sys.argv[4])
                                               print(index.get_n_items(), index.get_n_trees())
                                               for query in queries[:50]:
                                                   print(*index.get_nns_by_vector(query, 10, 400))
                                               """, DIMENSION, geometry, vectors(), folder.resolve("ours.ann"));

            var lines = Peer.numbers(output);
            assertThat(lines.getFirst()).containsExactly((long) COUNT, (long) TREES);
            assertSame(forest, lines.subList(1, lines.size()));
        }
    }

    @ParameterizedTest
    @EnumSource(Geometry.class)
    void read_ofWhatPythonWrote_givesSameNeighbours(Geometry geometry) throws IOException {
        var peer = Peer.having("annoy", "numpy");
        String output = peer.run(METRICS + """
                                           index.set_seed(3)
                                           for item, vector in enumerate(queries):
                                               index.add_item(item, vector)
                                           index.build(15)
                                           index.save(sys.argv[4])
                                           for query in queries[:50]:
                                               print(*index.get_nns_by_vector(query, 10, 400))
                                           """, DIMENSION, geometry, vectors(), folder.resolve("theirs.ann"));

        try (var forest = Forest.read(folder.resolve("theirs.ann"), geometry, DIMENSION)) {
            assertThat(forest.count()).isEqualTo(COUNT);
            assertThat(forest.treeCount()).isEqualTo(15);
            assertThat(forest.vector(42)).containsExactly(VECTORS[42]);
            assertSame(forest, Peer.numbers(output));
        }
    }

    private Path vectors() throws IOException {
        var file = folder.resolve("vectors");
        Peer.write(file, VECTORS);
        return file;
    }

    /// The order in which sums are rounded differs, so that a near-tie may change places.
    private static void assertSame(Forest forest, List<List<Long>> theirs) {
        assertThat(theirs).hasSize(50);
        int same = 0;
        for (int query = 0; query < 50; query++) {
            long[] ours = forest.nearest(VECTORS[query], 10, 400);
            for (int place = 0; place < 10; place++) {
                same += ours[place] == theirs.get(query).get(place) ? 1 : 0;
            }
        }
        assertThat(same).isGreaterThanOrEqualTo(495);
    }

    @Test
    void read_ofOtherFiles_saysWhy() throws IOException {
        var file = folder.resolve("other");
        Files.write(file, new byte[1_000]);
        assertThatThrownBy(() -> Forest.read(file, Geometry.ANGULAR, DIMENSION)).isInstanceOf(IOException.class)
                .hasMessageContaining("1000 bytes");
        Files.write(file, new byte[10 * Nodes.size(Geometry.ANGULAR, DIMENSION)]);
        assertThatThrownBy(() -> Forest.read(file, Geometry.ANGULAR, DIMENSION)).isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void propose_inDamagedFile_refusesOrAnswersAndEnds() throws IOException {
        var random = Seed.random("propose_inDamagedFile");
        var file = folder.resolve("sound.ann");
        build(Geometry.EUCLIDEAN, VECTORS, file).close();
        byte[] sound = Files.readAllBytes(file);
        int itemBytes = COUNT * Nodes.size(Geometry.EUCLIDEAN, DIMENSION);
        for (int trial = 0; trial < Seed.trials(100); trial++) {
            byte[] damaged = sound.clone();
            for (int flip = 0; flip < 200; flip++) {
                damaged[itemBytes + random.nextInt(sound.length - itemBytes)] ^= (byte) (1 << random.nextInt(8));
            }
            var copy = folder.resolve("damaged.ann");
            Files.write(copy, damaged);
            try (var forest = Forest.read(copy, Geometry.EUCLIDEAN, DIMENSION)) {
                assertThat(forest.propose(VECTORS[trial], 10)).hasSizeLessThanOrEqualTo(10);
            } catch (IOException | IllegalStateException e) {
                assertThat(e).hasMessageContaining("damaged");
            }
        }
    }

    @Test
    void misuse_ofAnyKind_isRefused() throws IOException {
        var forest = build(Geometry.DOT, VECTORS, folder.resolve("built.ann"));
        assertThatIllegalArgumentException().isThrownBy(() -> forest.propose(new float[2], 1))
                .withMessageContaining("2");
        assertThatIllegalArgumentException().isThrownBy(() -> forest.vector(COUNT)).withMessageContaining("3000");
        forest.close();
        forest.close();
        assertThatIllegalStateException().isThrownBy(() -> forest.propose(VECTORS[0], 1));
    }
}
