package dev.lookalike.engines.milvus;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import dev.lookalike.index.Capability;
import dev.lookalike.index.EngineProvider;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import dev.lookalike.index.IndexException;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.Metric;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.Shelf;
import dev.lookalike.index.VectorIndex;
import dev.lookalike.index.contract.BruteForce;
import dev.lookalike.index.contract.IndexOnTrial;
import dev.lookalike.index.contract.Seed;
import dev.lookalike.index.contract.Vectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/// What an index on a Milvus server does besides what every index does.
final class MilvusIndexTest {
    private static final Path NO_FILE = Path.of("unused");
    private static final IndexSpec SPEC = IndexSpec.of(24);

    private static @Nullable MilvusProcess server;

    @BeforeAll
    static void findServer() throws IOException {
        server = MilvusProcess.shared();
    }

    private static VectorIndex open(String options, IndexSpec spec) {
        return EngineProvider.open("milvus:%s/%s".formatted(Objects.requireNonNull(server).address(), options),
                NO_FILE, spec);
    }

    @Test
    void all_withThisRoom_hasMilvus() {
        var engine = EngineProvider.all().stream().filter(one -> one.name().equals("milvus")).findFirst().orElseThrow();

        assertThat(engine.obstacle()).isEmpty();
        assertThat(engine.capabilities()).contains(Capability.UPDATE, Capability.REMOVE, Capability.FILTER);
        assertThat(engine.description()).contains("milvus:HOST:PORT");
    }

    /// The graph, the cells: enough of the true nearest, with exact scores, among all and among some.
    @ParameterizedTest
    @EnumSource(value = MilvusIndexType.class, names = {"HNSW", "IVF_FLAT", "SCANN"})
    void search_inApproximateIndex_findsMost(MilvusIndexType type) {
        var random = Seed.random("search_inApproximateIndex_" + type);
        float[][] vectors = Vectors.clustered(random, 3_020, 24);
        try (var index = open("most_%s,index=%s".formatted(type, type), SPEC)) {
            var oracle = IndexOnTrial.fill(index, Arrays.copyOf(vectors, 3_000));
            for (var ids : List.of(Ids.all(), Ids.only(random.longs(500, 0, 3_000).toArray()))) {
                assertThat(found(index, oracle, vectors, SearchSpec.nearest(10).among(ids))).isGreaterThan(0.9);
            }
        }
    }

    private static double found(VectorIndex index, BruteForce oracle, float[][] vectors, SearchSpec spec) {
        int found = 0;
        for (int query = 3_000; query < vectors.length; query++) {
            var due = oracle.search(vectors[query], spec);
            found += (int) index.search(vectors[query], spec).stream().filter(due::contains).count();
        }
        return found / 10.0 / (vectors.length - 3_000);
    }

    @Test
    void search_fromAnotherProcessAtOnce_findsWhatThisOnePut() {
        try (var writer = open("shared,index=FLAT", IndexSpec.of(2));
                var reader = open("shared,consistency=strong", IndexSpec.of(2))) {
            for (long id = 0; id < 20; id++) {
                writer.put(id, new float[]{1, id});
                assertThat(reader.search(new float[]{1, id}, SearchSpec.nearest(1))).containsExactly(new Hit(id, 1.0));
            }
            writer.remove(7);
            assertThat(reader.vector(7)).isEmpty();
            assertThat(reader.count()).isEqualTo(19);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Metric.class, names = "COSINE", mode = EnumSource.Mode.EXCLUDE)
    void open_withAnotherMetric_copiesWhatIsThere(Metric metric) {
        var random = Seed.random("open_withAnotherMetric_" + metric);
        String options = "grown_by_%s,index=FLAT,metrics=".formatted(metric);
        try (var index = open(options + "cosine", SPEC)) {
            var oracle = IndexOnTrial.fill(index, Vectors.random(random, 500, 24));
            float[] query = Vectors.random(random, 24);
            var spec = SearchSpec.nearest(10).by(metric).exact();
            assertThatIllegalArgumentException().isThrownBy(() -> index.search(query, spec))
                    .withMessageContaining("metrics=cosine+");

            try (var more = open(options + metric, SPEC)) {
                assertThat(more.search(query, spec)).isEqualTo(oracle.search(query, spec));
                more.remove(3);
                assertThat(more.search(query, spec.among(Ids.only(3)))).isEmpty();
            }
        }
    }

    @Test
    void open_ofCollectionOfAnotherKind_saysWhatItIs() {
        open("kind,index=FLAT,metrics=cosine", SPEC).close();

        assertThatExceptionOfType(IndexException.Incompatible.class)
                .isThrownBy(() -> open("kind,metrics=cosine", IndexSpec.of(25)))
                .withMessageContaining("kind").withMessageContaining("24 values, and 25");
        assertThatExceptionOfType(IndexException.Incompatible.class)
                .isThrownBy(() -> open("kind,index=HNSW,metrics=cosine", SPEC)).withMessageContaining("FLAT");
    }

    /// A gallery's next space gets an index beside the serving one, and takes its place.
    @Test
    void dropOthers_afterASwitch_leavesTheIndexesOfThatFileAndOfOthersNames() {
        var first = Path.of("0011");
        var next = Path.of("00112233.index");
        String choice = "milvus:%s/spaces,index=FLAT".formatted(Objects.requireNonNull(server).address());
        String neighbour = choice.replace("spaces", "spaces_too");
        float[] vector = {1, 2};
        try (var serving = EngineProvider.open(choice, first, IndexSpec.of(2));
                var made = EngineProvider.open(choice, next, IndexSpec.of(2));
                var other = EngineProvider.open(neighbour, first, IndexSpec.of(2))) {
            serving.put(1, vector);
            other.put(1, vector);
            assertThat(made.count()).as("the serving index is another").isZero();
            made.put(2, vector);

            EngineProvider.dropOthers(choice, next);

            assertThat(made.search(vector, SearchSpec.nearest(2).by(Metric.EUCLIDEAN))).extracting(Hit::id)
                    .containsExactly(2L);
            assertThat(other.count()).isOne();
            assertThatExceptionOfType(IndexException.Unavailable.class).isThrownBy(serving::count);
        }
    }

    @Test
    void shelf_onAServer_keepsVectorsAndTexts() {
        String place = "milvus:%s/shelf".formatted(Objects.requireNonNull(server).address());
        try (var shelf = Shelf.open(place, 3)) {
            shelf.put(List.of(entry(7, new float[]{1, 2, 3}, "seven \u00e4"),
                    entry(9, new float[]{0, 0, Float.MIN_NORMAL}, "")));
            shelf.put(List.of(entry(9, new float[]{0, 0.1f, 0}, "x".repeat(Shelf.MAX_TEXT_BYTES))));

            assertThat(shelf.ids()).containsExactly(7, 9);
            var entries = shelf.entries(9, 8, 7);
            assertThat(entries.get(0).orElseThrow().text()).hasSize(Shelf.MAX_TEXT_BYTES);
            assertThat(entries.get(0).orElseThrow().vector()).containsExactly(0, 0.1f, 0);
            assertThat(entries.get(1)).isEmpty();
            assertThat(entries.get(2).orElseThrow().text()).isEqualTo("seven \u00e4");
            shelf.remove(9);
            assertThat(shelf.ids()).containsExactly(7);
            assertThatIllegalArgumentException().isThrownBy(
                    () -> shelf.put(List.of(entry(1, new float[3], "x".repeat(Shelf.MAX_TEXT_BYTES + 1)))))
                    .withMessageContaining("65536 bytes");
        }
        assertThatExceptionOfType(IndexException.Incompatible.class).isThrownBy(() -> Shelf.open(place, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> Shelf.open("lookalike", 4))
                .withMessageContaining("milvus:HOST:PORT/NAME");
    }

    private static Shelf.Entry entry(long id, float[] vector, String text) {
        return new Shelf.Entry(id, vector, text, Map.of());
    }

    /// A refusal is told at once, with the server's own words.
    @Test
    void search_whereTheServerRefuses_saysWhy() {
        try (var index = open("dropped,metrics=cosine", SPEC);
                var connection = new MilvusServer(
                        MilvusOptions.parse(Objects.requireNonNull(server).address()))) {
            index.put(1, Vectors.random(new Random(1), 24));
            MilvusCollection.drop(connection, "dropped__unused");

            assertThatExceptionOfType(IndexException.Unavailable.class).isThrownBy(index::count)
                    .withMessageContaining("Milvus at").withMessageContaining("cannot count vectors: ");
        }
    }

    @Test
    void open_whereNoServerIs_saysSoInTime() throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThatExceptionOfType(IndexException.Unavailable.class)
                .isThrownBy(() -> EngineProvider.open("milvus:127.0.0.1:%d,patience=1".formatted(port), NO_FILE, SPEC))
                .withMessageContaining("127.0.0.1:" + port).withMessageContaining("see that it runs");
    }
}
