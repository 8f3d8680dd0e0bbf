package dev.lookalike.vision;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

import dev.lookalike.vision.Model.Ensemble;
import dev.lookalike.vision.Model.Member;
import dev.lookalike.vision.Preprocessing.Normalisation;
import dev.lookalike.vision.models.BundledModels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class EmbedderTest {
    @TempDir
    Path folder;
    ModelStore store;

    @BeforeEach
    void openStore() {
        store = ModelStore.open(folder.resolve("models"));
    }

    @Test
    void bundled_opened_isReadyToUse() {
        try (var embedder = Embedder.bundled()) {
            var embedding = embedder.embed(Pictures.of(400, 533, 1));

            assertThat(embedder.name()).isEqualTo("efficientnet-lite2-int8");
            assertThat(embedder.dimension()).isEqualTo(1280);
            assertThat(embedder.explains()).isTrue();
            assertThat(embedding.unit()).hasSize(1280);
            assertThat(length(embedding.unit())).isCloseTo(1, within(1e-5));
            assertThat(embedding.norm()).isPositive();
            assertThat(embedding.guesses()).hasSize(5)
                    .allMatch(guess -> guess.probability() > 0 && !guess.category().isEmpty());
            assertThat(embedding.guesses())
                    .isSortedAccordingTo((a, b) -> Float.compare(b.probability(), a.probability()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"efficientnet-lite2-int8", "efficientnet-lite0-int8", "efficientnet-lite0"})
    void embed_batchOfEight_equalsSingles(String name) {
        var pictures = Pictures.several(11, 300, 280, 1);
        try (var embedder = Embedder.of(BundledModels.named(name))) {
            var together = embedder.embed(pictures);

            for (int i = 0; i < pictures.size(); i++) {
                var alone = embedder.embed(pictures.get(i));
                assertThat(apart(together.get(i).unit(), alone.unit())).isLessThan(1e-5);
                assertThat(together.get(i).norm()).isCloseTo(alone.norm(), within(1e-4f));
            }
        }
    }

    @Test
    void embed_noPictures_answersNothing() {
        try (var embedder = Embedder.of(small("resnet50"))) {
            assertThat(embedder.embed(List.of())).isEmpty();
        }
    }

    @Test
    void embed_manyCallers_allGetTheSameAnswers() throws Exception {
        var pictures = Pictures.several(8, 90, 70, 5);
        try (var embedder = Embedder.of(small("mobilenet-v2")); var threads = Executors.newFixedThreadPool(12)) {
            var expected = embedder.embed(pictures);
            var calls = new ArrayList<Callable<List<Embedding>>>();
            for (int i = 0; i < 120; i++) {
                int from = i % 8;
                calls.add(() -> embedder.embed(pictures.subList(from, 8)));
            }

            var answers = threads.invokeAll(calls);

            for (int i = 0; i < answers.size(); i++) {
                var answer = answers.get(i).get();
                for (int k = 0; k < answer.size(); k++) {
                    assertThat(apart(answer.get(k).unit(), expected.get(i % 8 + k).unit())).isLessThan(1e-5);
                }
            }
        }
    }

    @Test
    void embed_answerOfOnlyZeros_isRefused() {
        var network = store.add(Graphs.tiny(folder.resolve("tiny.onnx"), "Add"), "tiny", zeroToOne(), 32);
        try (var embedder = Embedder.of(network)) {
            assertThatThrownBy(() -> embedder.embed(Pictures.black(40, 40)))
                    .isInstanceOf(VisionException.NoEmbedding.class)
                    .hasMessageContaining("only zeros");
            assertThat(embedder.embed(Pictures.of(40, 40, 1)).norm()).isPositive();
        }
    }

    @Test
    void embed_answerThatIsNotANumber_isRefused() {
        var network = store.add(Graphs.tiny(folder.resolve("tiny.onnx"), "Div"), "tiny", zeroToOne(), 32);
        try (var embedder = Embedder.of(network)) {
            assertThatThrownBy(() -> embedder.embed(Pictures.black(40, 40)))
                    .isInstanceOf(VisionException.NoEmbedding.class)
                    .hasMessageContaining("NaN");
        }
    }

    @Test
    void embed_closed_isRefused() {
        var embedder = Embedder.of(small("resnet50"));
        embedder.close();
        embedder.close();

        assertThatThrownBy(() -> embedder.embed(Pictures.of(80, 80, 1))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void close_whileOthersCall_waitsForThem() throws Exception {
        var embedder = Embedder.of(small("mobilenet-v2"));
        var pictures = Pictures.several(8, 90, 70, 5);
        try (var threads = Executors.newFixedThreadPool(6)) {
            var calls = new ArrayList<java.util.concurrent.Future<Integer>>();
            for (int i = 0; i < 6; i++) {
                calls.add(threads.submit(() -> callUntilClosed(embedder, pictures)));
            }
            while (calls.stream().noneMatch(call -> call.isDone())) {
                Thread.sleep(20);
                embedder.close();
            }
            for (var call : calls) {
                assertThat(call.get()).isNotNegative();
            }
        }
    }

    private static int callUntilClosed(Embedder embedder, List<Picture> pictures) {
        for (int calls = 0;; calls++) {
            try {
                embedder.embed(pictures);
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageContaining("closed");
                return calls;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shorter-side:73", "squash:80", "letterbox"})
    void featureMap_anyPreprocessing_hasTheEmbeddingAsMean(String preprocessing) {
        var network = store.add(Graphs.resource("resnet50"), "resnet50", Preprocessing.parse(preprocessing, 64), 64);
        try (var embedder = Embedder.of(network)) {
            for (var picture : List.of(Pictures.of(200, 100, 1), Pictures.of(90, 210, 2), Pictures.of(64, 64, 3))) {
                requireMean(embedder, picture);
            }
        }
    }

    @Test
    void featureMap_ensembleOfDifferentViews_hasTheJoinedEmbeddingAsMean() {
        var a = store.add(Graphs.resource("resnet50"), "resnet50", Preprocessing.parse("shorter-side:73", 64), 64);
        var b = store.add(Graphs.resource("xception"), "xception", Preprocessing.parse("letterbox", 96), 96);
        try (var embedder = Embedder.of(new Ensemble(List.of(new Member(a, 3), new Member(b, 1))))) {
            assertThat(embedder.explains()).isTrue();
            requireMean(embedder, Pictures.of(200, 100, 1));
            requireMean(embedder, Pictures.of(77, 150, 2));
        }
    }

    @Test
    void featureMap_shorterSide_coversTheMiddle() {
        try (var embedder = Embedder.bundled()) {
            var map = embedder.featureMap(Pictures.of(400, 800, 1));

            assertThat(map.rows()).isEqualTo(9);
            assertThat(map.columns()).isEqualTo(9);
            assertThat(map.shown().left()).isCloseTo(0, within(1e-9));
            assertThat(map.shown().width()).isCloseTo(1, within(1e-9));
            assertThat(map.shown().top()).isCloseTo(0.25, within(1e-9));
            assertThat(map.shown().height()).isCloseTo(0.5, within(1e-9));
            requireMean(embedder, Pictures.of(400, 800, 1));
        }
    }

    @Test
    void featureMap_networkWithoutPooling_isRefused() {
        try (var embedder = Embedder.of(store.add(Graphs.resource("vgg16"), "vgg16", null, 0))) {
            assertThat(embedder.explains()).isFalse();
            assertThatThrownBy(() -> embedder.featureMap(Pictures.of(300, 300, 1)))
                    .isInstanceOf(UnsupportedOperationException.class).hasMessageContaining("vgg16 has no heat maps");
        }
    }

    @Test
    void embed_ensemble_cosineIsTheWeightedMean() {
        var a = small("resnet50");
        var b = small("densenet121");
        var one = Pictures.of(120, 90, 1);
        var other = Pictures.of(90, 120, 2);
        try (var first = Embedder.of(a);
                var second = Embedder.of(b);
                var both = Embedder.of(new Ensemble(List.of(new Member(a, 0.7), new Member(b, 0.3))))) {
            double expected = 0.7 * cosine(first, one, other) + 0.3 * cosine(second, one, other);

            assertThat(both.dimension()).isEqualTo(2048 + 256);
            assertThat(both.name()).isEqualTo("resnet50:0.7+densenet121:0.3");
            assertThat(both.embed(one).norm()).isEqualTo(1);
            assertThat(length(both.embed(one).unit())).isCloseTo(1, within(1e-5));
            assertThat(cosine(both, one, other)).isCloseTo(expected, within(1e-5));
        }
    }

    @Test
    void featureMap_wholePicture_coversAllOfIt() {
        var network = BundledModels.named("efficientnet-lite0-int8");
        var card = network.card();
        var whole = new Model.Network(new ModelCard("whole", card.title(), card.origin(), card.licence(), card.sha256(),
                card.bytes(), card.width(), card.height(), Preprocessing.parse("whole,127/128", 224), card.dimension(),
                card.classes(), null), network.classes(), network.graph());
        try (var embedder = Embedder.of(whole)) {
            var wide = Pictures.of(600, 300, 1);
            var map = embedder.featureMap(wide);

            assertThat(map.columns()).isEqualTo(14);
            assertThat(map.rows()).isEqualTo(7);
            assertThat(map.shown()).isEqualTo(Crop.WHOLE);
            requireMean(embedder, wide);
            var mixed = embedder.embed(List.of(wide, Pictures.of(300, 400, 2), wide));
            assertThat(apart(mixed.get(0).unit(), mixed.get(2).unit())).isZero();
        }
    }

    @Test
    void embed_mirrored_isTheMeanOfBothSidesWhicheverIsShown() {
        var network = small("resnet50");
        var picture = Pictures.of(120, 90, 1);
        try (var plain = Embedder.of(network); var both = Embedder.of(network.prepared("mirror"))) {
            var one = plain.embed(picture);
            var other = plain.embed(picture.mirrored());
            var mean = both.embed(picture);

            assertThat(apart(one.unit(), other.unit())).isPositive();
            for (int i = 0; i < mean.unit().length; i++) {
                assertThat(mean.norm() * mean.unit()[i])
                        .isCloseTo((one.norm() * one.unit()[i] + other.norm() * other.unit()[i]) / 2,
                                within(1e-3f * mean.norm()));
            }
            assertThat(apart(both.embed(picture.mirrored()).unit(), mean.unit())).isLessThan(1e-5);
            assertThat(picture.mirrored().mirrored().rgb()).isEqualTo(picture.rgb())
                    .isNotEqualTo(picture.mirrored().rgb());
            requireMean(both, picture);
            assertThat(both.name()).isEqualTo("resnet50@mirror");
            assertThat(both.fingerprint()).isNotEqualTo(plain.fingerprint());
        }
    }

    @Test
    void fingerprint_ofAnotherNetworkPreprocessingOrWeight_isAnother() {
        var a = store.add(Graphs.resource("resnet50"), "a", Preprocessing.parse("letterbox", 64), 64);
        var b = store.add(Graphs.resource("resnet50"), "b", Preprocessing.parse("squash:64", 64), 64);
        var same = store.add(Graphs.resource("resnet50"), "same", Preprocessing.parse("letterbox", 64), 64);

        assertThat(fingerprint(a)).matches("[0-9a-f]{64}").isEqualTo(fingerprint(same)).isNotEqualTo(fingerprint(b));
        assertThat(fingerprint(store.find("a+b"))).isEqualTo(fingerprint(store.find("a:2+b:2")))
                .isNotEqualTo(fingerprint(store.find("a:2+b:1"))).isNotEqualTo(fingerprint(a));
    }

    private static String fingerprint(Model model) {
        try (var embedder = Embedder.of(model)) {
            return embedder.fingerprint();
        }
    }

    @Test
    void of_fileThatWasExchanged_isRefused() throws Exception {
        var network = small("resnet50");
        java.nio.file.Files.copy(Graphs.resource("vgg16"), Path.of(network.graph()),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> Embedder.of(network)).isInstanceOf(VisionException.BadModel.class)
                .hasMessageContaining("resnet50").hasMessageContaining("SHA-256");
    }

    @Test
    void later_fileThatWasExchanged_isRefusedWhenItIsAsked() throws Exception {
        var network = small("resnet50");
        java.nio.file.Files.copy(Graphs.resource("vgg16"), Path.of(network.graph()),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        try (var embedder = Embedder.later(network)) {
            assertThat(embedder.fingerprint()).matches("[0-9a-f]{64}");
            assertThatThrownBy(embedder::open).isInstanceOf(VisionException.BadModel.class)
                    .hasMessageContaining("SHA-256");
        }
    }

    @Test
    void later_thenEmbed_answersAsOf() {
        var network = small("resnet50");
        var rgb = new byte[3 * 80 * 70];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i * 31);
        }
        var picture = Picture.of(80, 70, rgb);

        try (var now = Embedder.of(network); var later = Embedder.later(network)) {
            assertThat(later.fingerprint()).isEqualTo(now.fingerprint());
            assertThat(later.dimension()).isEqualTo(now.dimension());
            assertThat(later.sideNeeded()).isEqualTo(now.sideNeeded());
            assertThat(later.embed(picture).unit()).isEqualTo(now.embed(picture).unit());
        }
    }

    @Test
    void later_closedBeforeItWasAsked_saysClosed() {
        var embedder = Embedder.later(small("resnet50"));
        embedder.close();

        assertThatThrownBy(() -> embedder.embed(Picture.of(80, 70, new byte[3 * 80 * 70])))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    }

    private Model.Network small(String name) {
        return store.add(Graphs.resource(name), name, null, 64);
    }

    private static Preprocessing zeroToOne() {
        return new Preprocessing(Preprocessing.Resize.SQUASH, 32, Normalisation.ZERO_TO_ONE,
                Preprocessing.Filter.BILINEAR);
    }

    private static void requireMean(Embedder embedder, Picture picture) {
        var embedding = embedder.embed(picture);
        var map = embedder.featureMap(picture);
        assertThat(map.cells()).hasDimensions(map.rows() * map.columns(), embedder.dimension());
        double furthest = 0;
        for (int i = 0; i < embedder.dimension(); i++) {
            double sum = 0;
            for (var cell : map.cells()) {
                sum += cell[i];
            }
            double mean = sum / map.cells().length;
            furthest = Math.max(furthest, Math.abs(mean - embedding.norm() * embedding.unit()[i]));
        }
        assertThat(furthest).isLessThan(1e-4);
    }

    private static double apart(float[] a, float[] b) {
        assertThat(a).hasSameSizeAs(b);
        double furthest = 0;
        for (int i = 0; i < a.length; i++) {
            furthest = Math.max(furthest, Math.abs(a[i] - b[i]));
        }
        return furthest;
    }

    private static double cosine(Embedder embedder, Picture a, Picture b) {
        var first = embedder.embed(a).unit();
        var second = embedder.embed(b).unit();
        double dot = 0;
        for (int i = 0; i < first.length; i++) {
            dot += (double) first[i] * second[i];
        }
        return dot;
    }

    private static double length(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
