package dev.lookalike.engines.faiss;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import dev.lookalike.engines.Peer;
import dev.lookalike.index.EngineProvider;
import dev.lookalike.index.Hit;
import dev.lookalike.index.IndexException;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.Metric;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.contract.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class FaissProviderTest {
    private static final IndexSpec SPEC = IndexSpec.of(8);

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("some.index");
    }

    @Test
    void all_withTheseEngines_listsThemByName() {
        assertThat(EngineProvider.all()).extracting(EngineProvider::name).startsWith("lookalike").containsSubsequence(
                "annoy",
                "faiss");
    }

    @Test
    void obstacle_withoutALibrary_saysHowToGetOne() throws IOException {
        var nowhere = new FaissProvider(new FaissLocations(folder.toString()));
        assertThat(nowhere.obstacle().orElseThrow()).contains("tools/faiss", "LOOKALIKE_FAISS", folder.toString());
        assertThatExceptionOfType(IndexException.Unavailable.class).isThrownBy(() -> nowhere.open(file(), SPEC, ""))
                .withMessageContaining("tools/faiss");

        var text = Files.writeString(folder.resolve(System.mapLibraryName("faiss_c")), "not a library");
        assertThat(new FaissProvider(new FaissLocations(folder.toString())).obstacle().orElseThrow())
                .contains(text.toString());
    }

    @Test
    void open_byNonsense_saysWhatFaissSays() {
        FaissIndexTest.library();
        assertThatIllegalArgumentException().isThrownBy(() -> EngineProvider.open("faiss:Sesame", file(), SPEC))
                .withMessageContaining("Sesame").withMessageContaining("could not parse");
        assertThatIllegalArgumentException().isThrownBy(() -> EngineProvider.open("faiss:Flat,nprobe=3", file(), SPEC))
                .withMessageContaining("nprobe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EngineProvider.open("faiss:Flat,metric=taxi", file(), SPEC))
                .withMessageContaining("taxi");
    }

    @Test
    void parse_ofOptions_tellsFactoryFromParameters() {
        assertThat(FaissOptions.parse("")).isEqualTo(new FaissOptions("HNSW32", "", Metric.COSINE));
        assertThat(FaissOptions.parse("PCA64,IVF256,PQ32,quantizer_efSearch=9,metric=inner-product,nprobe=4"))
                .isEqualTo(
                        new FaissOptions("PCA64,IVF256,PQ32", "quantizer_efSearch=9,nprobe=4", Metric.INNER_PRODUCT));
        assertThat(FaissOptions.parse("IVF16,Flat"))
                .isEqualTo(new FaissOptions("IVF16,Flat", "nprobe=16", Metric.COSINE));
    }

    @Test
    void merge_ofTooFewForFaiss_doesWithoutUntilThereAreMore() {
        FaissIndexTest.library();
        float[][] vectors = Vectors.clustered(new Random(4), 200, 8);
        try (var index = EngineProvider.open("faiss:IVF64,Flat,nprobe=64", file(), SPEC)) {
            index.putAll(Vectors.ids(20), java.util.Arrays.copyOf(vectors, 20));
            index.merge();
            assertThat(folder.resolve("some.index.faiss")).doesNotExist();
            assertThat(index.search(vectors[7], SearchSpec.nearest(1))).containsExactly(new Hit(7, 1.0));

            index.putAll(Vectors.ids(200), vectors);
            index.merge();
            assertThat(folder.resolve("some.index.faiss")).exists();
            assertThat(index.search(vectors[107], SearchSpec.nearest(1))).containsExactly(new Hit(107, 1.0));
        }
    }

    /// The file beside an index is FAISS's own: rows in the order of ids, as unit vectors where it compares by cosine.
    @Test
    void merge_thenReadByPython_findsTheSame() throws IOException {
        FaissIndexTest.library();
        var peer = Peer.having("faiss", "numpy");
        float[][] vectors = Vectors.clustered(new Random(4), 300, 8);
        try (var index = EngineProvider.open("faiss:HNSW16", file(), SPEC)) {
            index.putAll(Vectors.ids(300), vectors);
            index.merge();
            Peer.write(folder.resolve("query"), new float[][]{vectors[5]});

            String output = peer.run("""
                                     import faiss, numpy, sys
                                     index = faiss.read_index(sys.argv[1])
                                     query = numpy.fromfile(sys.argv[2], "<f4").reshape(1, -1)
                                     print(*index.search(query / numpy.linalg.norm(query), 5)[1][0])
                                     """, folder.resolve("some.index.faiss"), folder.resolve("query"));

            assertThat(index.search(vectors[5], SearchSpec.nearest(5))).extracting(Hit::id)
                    .containsExactlyElementsOf(Peer.numbers(output).getFirst());
        }
    }
}
