package dev.lookalike.vision;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import dev.lookalike.vision.Model.Ensemble;
import dev.lookalike.vision.models.ModelFolder;
import dev.lookalike.vision.models.PublishedModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModelStoreTest {
    @TempDir
    Path folder;
    ModelStore store;

    @BeforeEach
    void open() {
        store = ModelStore.open(folder.resolve("models"));
    }

    @Test
    void networks_nothingAdded_areTheBundledOnes() {
        assertThat(store.networks()).extracting(Model::name).containsExactly("efficientnet-lite2-int8",
                "efficientnet-lite0-int8", "efficientnet-lite0");
        assertThat(store.networks()).allSatisfy(network -> {
            assertThat(network.card().licence()).isEqualTo("Apache-2.0");
            assertThat(network.card().quality()).isNotNull();
            assertThat(network.classes()).hasSize(1_000);
        });
    }

    @Test
    void add_resnet50_knowsItsPreprocessingAndDimension() {
        var added = store.add(ModelZoo.light("resnet50"), "resnet50", null, 0);

        assertThat(added.card()).extracting("name", "width", "height", "dimension", "classes")
                .containsExactly("resnet50", 224, 224, 2048, "imagenet");
        assertThat(added.card().preprocessing()).hasToString("shorter-side:256, imagenet, bilinear");
        assertThat(added.card().title()).doesNotContain("guess");
        assertThat(store.networks()).last().isEqualTo(added);
        assertThat(ModelStore.open(folder.resolve("models")).find("resnet50")).isEqualTo(added);
    }

    @Test
    void add_unknownName_saysThatThePreprocessingIsAGuess() {
        var added = store.add(Graphs.resource("vgg16"), "mine", null, 0);

        assertThat(added.card().preprocessing()).isEqualTo(Preprocessing.usual(224));
        assertThat(added.card().title()).contains("guess").contains("shorter-side:256, imagenet");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"xception | 96 | shorter-side:107, minus-one-to-one, bicubic",
            "densenet121 | 64 | shorter-side:73, imagenet, bilinear",
            "efficientnet-b0 | 64 | shorter-side:73, imagenet, bicubic"})
    void add_knownNames_knowTheirPreprocessing(String name, int size, String expected) {
        assertThat(store.add(Graphs.resource(name), name, null, size).card().preprocessing()).hasToString(expected);
    }

    @Test
    void add_graphOfAnySize_takesTheSizeAskedForOr224() {
        var graph = Graphs.tiny(folder.resolve("tiny.onnx"), "Add");

        assertThat(store.add(graph, "asked", Preprocessing.parse("squash:40", 40), 40).card().width()).isEqualTo(40);
        assertThat(store.add(graph, "usual", null, 0).card().width()).isEqualTo(224);
        assertThat(store.add(graph, "xception-like", null, 0).card().height()).isEqualTo(299);
    }

    @Test
    void add_labelsBesideTheGraph_areItsClasses() throws IOException {
        var graph = Graphs.tiny(folder.resolve("tiny.onnx"), "Add");
        Files.write(folder.resolve("tiny.labels.txt"), List.of("red", "green", "blue", "grey"));

        var added = store.add(graph, "tiny", null, 32);

        assertThat(added.classes()).containsExactly("red", "green", "blue", "grey");
        try (var embedder = Embedder.of(added)) {
            assertThat(embedder.embed(Pictures.of(50, 50, 1)).guesses()).extracting(Embedding.Guess::category)
                    .containsExactlyInAnyOrder("red", "green", "blue", "grey");
        }
    }

    @Test
    void add_labelsOfAnotherNetwork_areRefused() throws IOException {
        var graph = Graphs.tiny(folder.resolve("tiny.onnx"), "Add");
        Files.write(folder.resolve("tiny.labels.txt"), List.of("red", "green"));

        assertThatThrownBy(() -> store.add(graph, "tiny", null, 32)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tiny.labels.txt has 2 lines").hasMessageContaining("4 classes");
        assertThat(folder.resolve("models")).isEmptyDirectory();
    }

    @Test
    void add_noClassifier_isRefusedAndLeavesNothing() {
        assertThatThrownBy(() -> store.add(Graphs.resource("segmentation"), "wrong", null, 0))
                .isInstanceOf(VisionException.BadModel.class).hasMessageContaining("wrong: ")
                .hasMessageContaining("an image");
        assertThat(store.networks()).hasSize(3);
        assertThat(folder.resolve("models")).isEmptyDirectory();
    }

    @Test
    void add_noFile_isRefused() {
        assertThatThrownBy(() -> store.add(folder.resolve("none.onnx"), "none", null, 0))
                .isInstanceOf(VisionException.Unreadable.class).hasMessageContaining("no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a+b", "a:b", "../a", "a/b", ".a", "efficientnet-lite0"})
    void add_badOrTakenName_isRefused(String name) {
        assertThatThrownBy(() -> store.add(Graphs.resource("resnet50"), name, null, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(store.networks()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"squash:63", "shorter-side:10", "whole"})
    void add_preprocessingThatCannotFit_isRefused(String preprocessing) {
        assertThatThrownBy(
                () -> store.add(Graphs.resource("resnet50"), "resnet50", Preprocessing.parse(preprocessing, 64), 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("resnet50 takes");
    }

    @Test
    void find_ensembles_haveTheirWeights() {
        store.add(Graphs.resource("resnet50"), "resnet50", null, 0);

        assertThat(store.find("efficientnet-lite0")).isInstanceOf(Model.Network.class);
        assertThat(store.find("efficientnet-lite0+resnet50").name()).isEqualTo("efficientnet-lite0+resnet50");
        var weighted = (Ensemble) store.find("efficientnet-lite0:0.7+resnet50:0.3");
        assertThat(weighted.members()).extracting(Model.Member::weight).containsExactly(0.7, 0.3);
        assertThat(weighted.name()).isEqualTo("efficientnet-lite0:0.7+resnet50:0.3");
        assertThat(store.find(weighted.name())).isEqualTo(weighted);
    }

    @Test
    void find_preparedOtherwise_hasANameThatFindsItAgain() {
        var mirrored = (Model.Network) store.find("efficientnet-lite0@mirror");
        assertThat(mirrored.name()).isEqualTo("efficientnet-lite0@mirror");
        assertThat(mirrored.card().preprocessing()).hasToString("shorter-side:224, 127.0/128.0, bicubic, mirror");
        assertThat(mirrored.card().sha256())
                .isEqualTo(((Model.Network) store.find("efficientnet-lite0")).card().sha256());

        var joined = store.find("efficientnet-lite0:0.7@squash:256,bilinear+efficientnet-lite2-int8:0.3@mirror");
        assertThat(joined.name())
                .isEqualTo("efficientnet-lite0:0.7@squash:256,bilinear+efficientnet-lite2-int8:0.3@mirror");
        assertThat(store.find(joined.name())).isEqualTo(joined);
        assertThat(((Ensemble) joined).members().getFirst().network().card().preprocessing())
                .hasToString("squash:256, 127.0/128.0, bilinear");
    }

    @Test
    void add_preprocessingWithTheMirrorImage_isKept() {
        store.add(Graphs.resource("resnet50"), "resnet50", Preprocessing.parse("letterbox,mirror", 64), 64);

        var found = (Model.Network) ModelStore.open(folder.resolve("models")).find("resnet50");
        assertThat(found.card().preprocessing()).hasToString("letterbox, imagenet, bilinear, mirror");
        assertThat(found.name()).isEqualTo("resnet50");
    }

    @ParameterizedTest
    @CsvSource({"none, there is no model `none` here", "vgg16, lookalike models pull vgg16", "'', there is no model",
            "efficientnet-lite0+, there is no model", "efficientnet-lite0+efficientnet-lite0, twice",
            "efficientnet-lite0:x+efficientnet-lite2-int8, no weight",
            "efficientnet-lite0:0+efficientnet-lite2-int8, weight",
            "efficientnet-lite0:NaN+efficientnet-lite2-int8, weight", "efficientnet-lite0@sideways, sideways",
            "efficientnet-lite0@, leave out the @"})
    void find_whatIsNotThere_saysWhatToDo(String expression, String message) {
        assertThatThrownBy(() -> store.find(expression)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void remove_added_isGone() {
        store.add(Graphs.resource("resnet50"), "resnet50", null, 0);

        assertThat(store.remove("resnet50")).isTrue();
        assertThat(store.remove("resnet50")).isFalse();
        assertThat(store.networks()).hasSize(3);
        assertThatThrownBy(() -> store.remove("efficientnet-lite0")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void networks_damagedCard_isNamed() throws IOException {
        store.add(Graphs.resource("resnet50"), "resnet50", null, 0);
        Path card = folder.resolve("models/resnet50.json");
        String whole = Files.readString(card);
        for (var damage : List.of("", "{", "[]", "{}", whole.substring(0, whole.length() / 2),
                whole.replace("shorter-side", "longer-side"), whole.replace("\"dimension\"", "\"dimensions\""),
                whole.replaceFirst("[0-9a-f]{64}", "1"))) {
            assertThat(damage).isNotEqualTo(whole);
            Files.writeString(card, damage);
            assertThatThrownBy(store::networks).as(damage).isInstanceOf(VisionException.BadModel.class)
                    .hasMessageContaining("resnet50.json is no model card");
        }
    }

    @Test
    void pull_published_isFetchedCheckedAndUsed() throws IOException {
        var graph = Graphs.resource("resnet50");
        var published = published(graph, ModelFolder.sha256(graph));
        var received = new long[1];

        var pulled = serving(graph,
                base -> ModelStore.open(folder.resolve("models"), List.of(base)).pull(published,
                        (bytes, of) -> received[0] = bytes));

        assertThat(received[0]).isEqualTo(Files.size(graph));
        assertThat(pulled.card()).extracting("name", "title", "licence", "dimension").containsExactly("resnet50",
                "ResNet",
                "Apache-2.0", 2048);
        assertThat(store.pull("resnet50", (bytes, of) -> {})).as("once fetched, nobody is asked").isEqualTo(pulled);
    }

    @Test
    void pull_otherBytesThanPublished_areThrownAway() throws IOException {
        var graph = Graphs.resource("resnet50");
        var published = published(graph, "0".repeat(64));

        assertThatThrownBy(() -> serving(graph,
                base -> ModelStore.open(folder.resolve("models"), List.of(base)).pull(published, (bytes, of) -> {})))
                .isInstanceOf(VisionException.BadModel.class).hasMessageContaining("thrown away");
        assertThat(store.networks()).hasSize(3);
        assertThat(folder.resolve("models")).isEmptyDirectory();
    }

    @Test
    void pull_unpublished_isRefused() {
        assertThatThrownBy(() -> store.pull("unheard-of", (bytes, of) -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("resnet50").hasMessageContaining("models add FILE");
    }

    @Test
    void published_entries_haveNamesHashesAndKnownPreprocessing() {
        assertThat(PublishedModel.ALL).allSatisfy(model -> {
            assertThat(model.name()).matches(ModelCard.NAME);
            assertThat(model.sha256()).matches("[0-9a-f]{64}");
            assertThat(model.bytes()).isBetween(1_000_000L, 1_000_000_000L);
            assertThat(KnownNetworks.knows(model.name())).as(model.name()).isTrue();
        });
        assertThat(PublishedModel.ALL).extracting(PublishedModel::sha256).doesNotHaveDuplicates();
        assertThat(ModelStore.published()).contains("resnet50", "vgg16").doesNotHaveDuplicates();
    }

    private static PublishedModel published(Path file, String sha256) throws IOException {
        return new PublishedModel("resnet50", "ResNet", file.getFileName().toString(), Files.size(file), sha256,
                "Apache-2.0");
    }

    private interface Use<T> {
        T with(URI base);
    }

    private static <T> T serving(Path file, Use<T> use) throws IOException {
        HttpServer server = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Objects.requireNonNull(file.toAbsolutePath().getParent()), SimpleFileServer.OutputLevel.NONE);
        server.start();
        try {
            return use.with(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
        } finally {
            server.stop(0);
        }
    }
}
