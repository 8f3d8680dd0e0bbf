package dev.lookalike.engines.faiss;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

import dev.lookalike.engines.Peer;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Metric;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.contract.BruteForce;
import dev.lookalike.index.contract.Vectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// The real FAISS, through its C interface.
final class FaissIndexTest {
    private static final int DIMENSION = 32;
    private static final int COUNT = 2_000;

    private final float[][] vectors = Vectors.clustered(new Random(3), COUNT, DIMENSION);

    @TempDir
    Path folder;

    private FaissLibrary library;

    @BeforeEach
    void find() {
        library = library();
        library.useThreads(1);
    }

    /// Skips the test where there is no FAISS.
    static FaissLibrary library() {
        var found = FaissLocations.here();
        assumeTrue(found.library() != null, found.obstacle());
        return java.util.Objects.requireNonNull(found.library());
    }

    private FaissIndex filled(String description) {
        var index = FaissIndex.create(library, DIMENSION, description, FaissIndex.EUCLIDEAN);
        try (var scratch = Arena.ofConfined()) {
            var matrix = matrix(scratch);
            if (!index.isTrained()) {
                index.train(matrix);
            }
            index.add(matrix);
        }
        return index;
    }

    private MemorySegment matrix(Arena arena) {
        var matrix = arena.allocate(ValueLayout.JAVA_FLOAT, (long) COUNT * DIMENSION);
        for (int i = 0; i < COUNT; i++) {
            MemorySegment.copy(vectors[i], 0, matrix, ValueLayout.JAVA_FLOAT, (long) i * DIMENSION * Float.BYTES,
                    DIMENSION);
        }
        return matrix;
    }

    /// The share of the ten nearest that are among some proposed, over 40 queries.
    private double recall(FaissIndex index) {
        var oracle = new BruteForce();
        for (int i = 0; i < COUNT; i++) {
            oracle.put(i, vectors[i]);
        }
        int found = 0;
        for (int query = 0; query < COUNT; query += COUNT / 40) {
            var labels = set(index.propose(vectors[query], 40));
            found += (int) oracle.search(vectors[query], SearchSpec.nearest(10).by(Metric.EUCLIDEAN)).stream()
                    .map(Hit::id).filter(labels::contains).count();
        }
        return found / 400.0;
    }

    private static Set<Long> set(long[] labels) {
        return new HashSet<>(LongStream.of(labels).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Flat", "HNSW32", "HNSW16,RFlat", "IVF32,Flat", "IVF16,PQ16x4np", "PQ16x4np,RFlat",
            "PCA16,IVF8,SQ8,RFlat",
            "PCA16,HNSW16_SQ8,RFlat"})
    void propose_byAnyFactory_findsNearest(String description) {
        try (var index = filled(description)) {
            if (description.contains("IVF")) {
                index.setParameters("nprobe=8");
            }
            assertThat(index.count()).isEqualTo(COUNT);
            assertThat(recall(index)).isGreaterThanOrEqualTo(leastRecall(description));
        }
    }

    private static double leastRecall(String description) {
        if (description.equals("Flat")) {
            return 1;
        }
        return description.endsWith("PQ16x4np") ? 0.6 : 0.9;
    }

    @ParameterizedTest
    @ValueSource(strings = {"Flat", "HNSW16", "IVF16,PQ16x4np", "PCA16,IVF8,SQ8,RFlat"})
    void read_ofWhatWasWritten_proposesTheSame(String description) {
        var file = folder.resolve("written");
        try (var index = filled(description)) {
            index.write(file);
            try (var copy = FaissIndex.read(library, file)) {
                assertThat(copy.count()).isEqualTo(COUNT);
                assertThat(copy.dimension()).isEqualTo(DIMENSION);
                assertThat(copy.metric()).isEqualTo(FaissIndex.EUCLIDEAN);
                for (int query = 0; query < COUNT; query += 100) {
                    assertThat(copy.propose(vectors[query], 10)).containsExactly(index.propose(vectors[query], 10));
                }
            }
        }
    }

    @Test
    void setParameters_forMoreCells_findsMore() {
        try (var index = filled("IVF64,Flat")) {
            index.setParameters("nprobe=1");
            double few = recall(index);
            index.setParameters("nprobe=64");

            assertThat(recall(index)).isEqualTo(1).isGreaterThan(few);
            assertThatThrownBy(() -> index.setParameters("efSearch=10")).isInstanceOf(FaissException.class)
                    .hasMessageContaining("efSearch");
        }
    }

    @Test
    void remove_whereFaissCan_forgets() {
        try (var index = filled("IVF8,Flat")) {
            index.setParameters("nprobe=8");
            assertThat(index.propose(vectors[7], 5)).contains(7);

            assertThat(index.remove(7, 9, COUNT + 5L)).isEqualTo(2);

            assertThat(index.propose(vectors[7], 5)).doesNotContain(7);
            assertThat(index.count()).isEqualTo(COUNT - 2);
        }
        try (var index = filled("HNSW16")) {
            assertThatThrownBy(() -> index.remove(7)).isInstanceOf(FaissException.class)
                    .hasMessageContaining("remove_ids");
        }
    }

    @Test
    void vector_underALabel_isTheOneAdded() {
        try (var index = filled("Flat")) {
            assertThat(index.vector(11)).containsExactly(vectors[11]);
            assertThatIllegalArgumentException().isThrownBy(() -> index.vector(COUNT)).withMessageContaining("2000");
        }
    }

    @Test
    void create_byNonsense_saysWhatFaissSays() {
        assertThatThrownBy(() -> FaissIndex.create(library, DIMENSION, "Sesame", FaissIndex.EUCLIDEAN))
                .isInstanceOf(FaissException.class).hasMessageContaining("Sesame");
    }

    @Test
    void misuse_ofAnyKind_isRefused() {
        var index = FaissIndex.create(library, DIMENSION, "IVF8,Flat", FaissIndex.EUCLIDEAN);
        try (var scratch = Arena.ofConfined()) {
            var matrix = matrix(scratch);
            assertThatIllegalStateException().isThrownBy(() -> index.add(matrix)).withMessageContaining("not trained");
            assertThatIllegalArgumentException().isThrownBy(() -> index.train(scratch.allocate(10)))
                    .withMessageContaining("10 bytes");
            assertThatThrownBy(() -> index.train(matrix.asSlice(0, DIMENSION * Float.BYTES)))
                    .isInstanceOf(FaissException.class);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> index.propose(new float[3], 1))
                .withMessageContaining("3");
        assertThatIllegalArgumentException().isThrownBy(() -> index.propose(vectors[0], 0)).withMessageContaining("0");
        index.close();
        index.close();
        assertThatIllegalStateException().isThrownBy(() -> index.propose(vectors[0], 1));
        assertThatIllegalStateException().isThrownBy(index::count);
        assertThatIllegalStateException().isThrownBy(() -> index.write(folder.resolve("closed")));
    }

    @Test
    void propose_inEmptyIndex_findsNothing() {
        try (var index = FaissIndex.create(library, DIMENSION, "HNSW16", FaissIndex.EUCLIDEAN)) {
            assertThat(index.propose(vectors[0], 3)).containsExactly(-1, -1, -1);
        }
    }

    @Test
    void read_ofOtherFiles_saysWhy() throws IOException {
        var file = folder.resolve("other");
        assertThatThrownBy(() -> FaissIndex.read(library, file)).isInstanceOf(FaissException.class)
                .hasMessageContaining("could not open").hasMessageContaining("other");
        Files.write(file, new byte[100]);
        assertThatThrownBy(() -> FaissIndex.read(library, file)).isInstanceOf(FaissException.class);
    }

    /// FAISS's own Python reads what is written here, and it is what FAISS makes of the same vectors.
    @ParameterizedTest
    @ValueSource(strings = {"Flat", "HNSW16", "IVF16,PQ16x4np", "PCA16,IVF8,SQ8,RFlat"})
    void write_thenReadByPython_findsTheSame(String description) throws IOException {
        var peer = Peer.having("faiss", "numpy");
        var queries = folder.resolve("queries");
        Peer.write(queries, List.of(vectors).subList(0, 50).toArray(float[][]::new));
        try (var index = filled(description)) {
            index.write(folder.resolve("ours.faiss"));

            String output = peer.run("""
                                     import faiss, numpy, sys
                                     index = faiss.read_index(sys.argv[1])
                                     queries = numpy.fromfile(sys.argv[2], "<f4").reshape(-1, index.d)
                                     for row in index.search(queries, 10)[1]:
                                         print(*row)
                                     """, folder.resolve("ours.faiss"), queries);

            assertSame(index, Peer.numbers(output));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Flat", "HNSW16", "IVF16,PQ16x4np", "PCA16,IVF8,SQ8,RFlat"})
    void read_ofWhatPythonWrote_findsTheSame(String description) throws IOException {
        var peer = Peer.having("faiss", "numpy");
        var file = folder.resolve("vectors");
        Peer.write(file, vectors);

        String output = peer.run("""
                                 import faiss, numpy, sys
                                 vectors = numpy.fromfile(sys.argv[1], "<f4").reshape(-1, int(sys.argv[2]))
                                 index = faiss.index_factory(vectors.shape[1], sys.argv[3])
                                 index.train(vectors)
                                 index.add(vectors)
                                 faiss.write_index(index, sys.argv[4])
                                 for row in index.search(vectors[:50], 10)[1]:
                                     print(*row)
                                 """, file, DIMENSION, description, folder.resolve("theirs.faiss"));

        try (var index = FaissIndex.read(library, folder.resolve("theirs.faiss"))) {
            assertThat(index.count()).isEqualTo(COUNT);
            assertSame(index, Peer.numbers(output));
        }
    }

    /// Two builds of FAISS round differently, so that near-ties may change places.
    private void assertSame(FaissIndex index, List<List<Long>> theirs) {
        assertThat(theirs).hasSize(50);
        int same = 0;
        for (int query = 0; query < 50; query++) {
            var ours = set(index.propose(vectors[query], 10));
            same += (int) theirs.get(query).stream().filter(ours::contains).count();
        }
        assertThat(same).isGreaterThanOrEqualTo(498);
    }
}
