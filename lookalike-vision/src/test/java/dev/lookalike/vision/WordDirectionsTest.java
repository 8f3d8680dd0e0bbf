package dev.lookalike.vision;

import java.nio.file.Path;
import java.util.List;

import dev.lookalike.vision.models.BundledModels;
import dev.lookalike.vision.models.BundledText;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

class WordDirectionsTest {
    private static final Offset<Float> NEAR = within(0.012f);

    private static TextEmbedder text;
    private static WordDirections directions;

    @BeforeAll
    static void open() {
        text = TextEmbedder.bundled();
        directions = WordDirections.of(ModelStore.bundled(), text);
    }

    @AfterAll
    static void close() {
        text.close();
    }

    /// The first values are those of ONNX Runtime in Python, with Hugging Face's tokenizers; other processors round 8-bit
    /// numbers a little otherwise.
    @Test
    void embed_text_isWhatOthersMakeOfIt() {
        float[] dress = text.embed("red dress");

        assertThat(dress).hasSize(text.dimension());
        assertThat(cosine(dress, dress)).isCloseTo(1, within(1e-5));
        assertThat(dress[0]).isCloseTo(-0.0448f, NEAR);
        assertThat(dress[3]).isCloseTo(0.0795f, NEAR);
        assertThat(text.embed("")[0]).isCloseTo(-0.0937f, NEAR);
        assertThat(cosine(text.embed("trousers"), text.embed("jeans"))).isCloseTo(0.731, within(0.03));
        assertThat(cosine(text.embed("trousers"), text.embed("ship"))).isCloseTo(0.237, within(0.03));
    }

    @Test
    void embed_tooMuchOrAfterClose_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> text.embed("x".repeat(TextEmbedder.MAX_CHARACTERS + 1)))
                .withMessageContaining("10001 characters");
        var closed = TextEmbedder.bundled();
        closed.close();
        assertThatIllegalStateException().isThrownBy(() -> closed.embed("red")).withMessageContaining("closed");
    }

    @ParameterizedTest
    @CsvSource({"trousers, jean", "a horse, horse cart", "winter coat, fur coat", "t-shirt, jersey",
            "airplane, airliner",
            "kitten, tiger cat"})
    void of_words_areLikeTheClassTheyName(String words, String expected) {
        var direction = directions.of(words);

        assertThat(direction.classes().getFirst().category()).isEqualTo(expected);
        assertThat(direction.classes()).hasSizeLessThanOrEqualTo(5)
                .allMatch(share -> share.probability() >= 0.05 && share.probability() <= 1);
        assertThat(direction.values()).hasSize(1280);
        assertThat(cosine(direction.values(), direction.values())).isCloseTo(1, within(1e-5));
    }

    @Test
    void ofClasses_some_areTakenEvenlyAndLikeThemselves() {
        var names = BundledModels.imagenetClasses();

        var some = directions.ofClasses(100);

        assertThat(some).hasSize(100).extracting(each -> each.classes().getFirst().category())
                .startsWith(names.getFirst(), names.get(10), names.get(20)).endsWith(names.get(990));
        assertThat(directions.ofClasses(names.size() + 1)).hasSize(names.size());
    }

    @Test
    void of_wordsToAnEnsemble_areTheDirectionsOfItsNetworks() {
        var networks = List.of("efficientnet-lite0-int8", "efficientnet-lite2-int8").stream()
                .map(BundledModels::named).toList();
        var both = new Model.Ensemble(networks.stream().map(network -> new Model.Member(network, 1)).toList());

        float[] joined = WordDirections.of(both, text).of("shoes").values();

        assertThat(joined).hasSize(2560);
        float[] second = directions.of("shoes").values();
        for (int i = 0; i < second.length; i += 100) {
            assertThat(joined[1280 + i]).isCloseTo((float) (second[i] / Math.sqrt(2)), within(1e-5f));
        }
    }

    @Test
    void of_aNetworkWithNamesOfItsOwn_comparesWithThose(@org.junit.jupiter.api.io.TempDir Path folder) {
        var known = tiny(folder, List.of("red", "green", "blue", "grey"));

        assertThat(WordDirections.of(known, text).of("scarlet").classes().getFirst().category()).isEqualTo("red");
        var unknown = tiny(folder, List.of());
        assertThatIllegalArgumentException().isThrownBy(() -> WordDirections.of(unknown, text))
                .withMessageContaining("does not know what its classes are called");
    }

    private static Model.Network tiny(Path folder, List<String> names) {
        Path file = Graphs.tiny(folder.resolve("tiny.onnx"), "Add", "8");
        try {
            byte[] bytes = java.nio.file.Files.readAllBytes(file);
            var card = new ModelCard("tiny", "Tiny", "a test", "unknown",
                    NetworkEmbedder.sha256(java.nio.ByteBuffer.wrap(bytes)), bytes.length, 8, 8,
                    Preprocessing.parse("shorter-side:8", 8), 3, names.isEmpty() ? "none" : "own", null);
            return new Model.Network(card, names, file.toUri());
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    @Test
    void meanings_thatComeAlong_areNearTheirNames() {
        List<String> names = BundledModels.imagenetClasses();
        float[][] meanings = BundledText.imagenetMeanings(text.dimension());

        assertThat(meanings).hasDimensions(names.size(), text.dimension());
        for (int i = 0; i < 500; i += 25) {
            float[] name = text.embed(names.get(i));
            assertThat(cosine(meanings[i], meanings[i])).isBetween(0.99, 1.01);
            assertThat(cosine(name, meanings[i])).as(names.get(i)).isGreaterThan(cosine(name, meanings[i + 500]));
        }
    }

    @Test
    void meaning_ofNamesAndASense_liesBetweenThem() {
        float[] meaning = WordDirections.meaning(List.of("sorrel"), "a brown horse", text);

        assertThat(cosine(meaning, text.embed("sorrel"))).isEqualTo(cosine(meaning, text.embed("a brown horse")),
                within(1e-5));
        assertThat(cosine(meaning, text.embed("horse")))
                .isGreaterThan(cosine(text.embed("sorrel"), text.embed("horse")));
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
        }
        return dot;
    }
}
