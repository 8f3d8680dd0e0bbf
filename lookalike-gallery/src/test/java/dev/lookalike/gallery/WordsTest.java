package dev.lookalike.gallery;

import java.nio.file.Path;
import java.util.List;

import dev.lookalike.demo.DemoCatalogue;
import dev.lookalike.index.Metric;
import dev.lookalike.vision.Crop;
import dev.lookalike.vision.Embedder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/// Words find drawn products that have no text at all.
class WordsTest {
    private static final int COUNT = 60;

    @TempDir
    static Path folder;

    private static Embedder embedder;
    private static Gallery gallery;

    @BeforeAll
    static void draw() {
        DemoCatalogue.draw(folder.resolve("products"), COUNT, 3);
        embedder = Embedder.bundled();
        gallery = Gallery.open(folder.resolve("gallery"), embedder);
        gallery.add(folder.resolve("products"));
    }

    @AfterAll
    static void close() {
        gallery.close();
        embedder.close();
    }

    @ParameterizedTest
    @CsvSource({"a mug for coffee, mugs", "backpack, backpacks", "trousers, trousers", "teddy bear, teddies"})
    void similarTo_words_findsWhatTheyDescribe(String words, String kind) {
        List<Match> matches = gallery.similarTo(Words.of(words), 3);

        assertThat(matches).hasSize(3);
        assertThat(matches).extracting(match -> match.image().folder()).contains(kind);
        assertThat(matches).extracting(Match::score).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(matches).allMatch(match -> match.score() >= -1 && match.score() <= 1);
    }

    @Test
    void search_wordsBesideAPicture_turnTheAnswersTowardsThem() {
        long mug = first("mugs");
        var picture = new Query.Inside(mug, Crop.WHOLE, 1);

        assertThat(kinds(Query.of(picture, Words.of("backpack").weighing(2)))).contains("backpacks");
        assertThat(kinds(Query.of(picture, Words.of("backpack").weighing(-2)))).doesNotContain("backpacks");
        assertThat(kinds(Query.like(mug))).startsWith("mugs");
    }

    @Test
    void search_words_sayWhatTheAnswersLookLike() {
        Answer answer = gallery.search(Query.like(Words.of("a mug for coffee")), 5);

        assertThat(answer.nothingAlike()).isFalse();
        assertThat(answer.matches()).anyMatch(match -> match.reason().startsWith("looks like: ")
                && match.reason().contains("mug")).noneMatch(match -> match.reason().startsWith("both"));
    }

    @Test
    void search_wordsForWhatIsNotHere_saySo() {
        Answer answer = gallery.search(Query.like(Words.of("a zebra in the zoo")), 5);

        assertThat(answer.matches()).hasSize(5);
        assertThat(answer.nothingAlike()).isTrue();
    }

    @Test
    void search_wordsExactly_findTheSame() {
        Query words = Query.like(Words.of("backpack"));

        assertThat(kinds(words.exact())).isEqualTo(kinds(words)).contains("backpacks");
        assertThat(gallery.search(words.by(Metric.EUCLIDEAN), 5)).hasSize(5).allMatch(match -> match.score() < 0);
    }

    @Test
    void explain_words_saysThatTheyHaveNoPlaces() {
        assertThatIllegalArgumentException().isThrownBy(() -> gallery.explain(Query.like(Words.of("mug")), 1))
                .withMessageContaining("words, palettes, sketches and what something goes with have no places");
    }

    @Test
    void words_blankOrTooLong_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Words.of(" \t")).withMessageContaining("blank");
        assertThatIllegalArgumentException().isThrownBy(() -> Words.of("x".repeat(1001)))
                .withMessageContaining("1001 characters");
        assertThatIllegalArgumentException().isThrownBy(() -> Query.of(Words.without("stripes")))
                .withMessageContaining("negative");
    }

    private static long first(String kind) {
        return gallery.images(Filter.folder(kind), 0, 1).getFirst().id();
    }

    private static List<String> kinds(Query query) {
        return gallery.search(query, 3).matches().stream().map(match -> match.image().folder()).toList();
    }
}
