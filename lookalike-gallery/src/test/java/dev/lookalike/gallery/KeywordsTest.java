package dev.lookalike.gallery;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.lookalike.demo.DemoCatalogue;
import dev.lookalike.vision.Crop;
import dev.lookalike.vision.Embedder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/// Words are looked for in what is told of pictures, too.
class KeywordsTest {
    @TempDir
    static Path folder;

    private static Embedder embedder;
    private static Gallery gallery;
    private static List<Long> ids;

    @BeforeAll
    static void draw() {
        DemoCatalogue.draw(folder.resolve("products"), 20, 5);
        embedder = Embedder.bundled();
        gallery = Gallery.open(folder.resolve("gallery"), embedder);
        gallery.add(folder.resolve("products"));
        ids = gallery.images(Filter.all(), 0, 100).stream().map(Image::id).toList();
    }

    @AfterAll
    static void close() {
        gallery.close();
        embedder.close();
    }

    private static Match first(String words) {
        return gallery.similarTo(Words.of(words), 5).getFirst();
    }

    @Test
    void similarTo_wordsThatAreTold_findsThatFirstAndSaysWhere() {
        gallery.describe(ids.get(3), Map.of("title", "Grandmother's Heirloom", "note", "blue stripes"));
        gallery.describe(ids.get(4), Map.of("title", "nothing of it"));

        Match found = first("heirloom");

        assertThat(found.image().id()).isEqualTo(ids.get(3));
        assertThat(found.reason()).isEqualTo("named \"heirloom\" in title");
        assertThat(first("striped heirlooms").image().id()).isEqualTo(ids.get(3));
        assertThat(gallery.similarTo(Words.of("heirloom"), 20)).hasSize(20)
                .allMatch(match -> match.score() >= 0 && match.score() <= 1)
                .extracting(Match::score).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void similarTo_wordsToldAnewOrTakenOut_followsAtOnce() {
        gallery.describe(ids.get(5), Map.of("title", "quicksilver"));
        assertThat(first("quicksilver").image().id()).isEqualTo(ids.get(5));
        gallery.describe(ids.get(5), Map.of("title", "plain"));
        gallery.describe(ids.get(6), Map.of("title", "quicksilver"));
        assertThat(first("quicksilver").image().id()).isEqualTo(ids.get(6));
        gallery.describe(ids.get(6), Map.of());
        assertThat(first("quicksilver").reason()).doesNotContain("named");
    }

    @Test
    void search_filteredOrWithoutWords_keepsToThem() {
        gallery.describe(ids.get(7), Map.of("title", "marigold bright"));
        gallery.describe(ids.get(8), Map.of("title", "marigold dull"));

        Query query = Query.like(Words.of("marigold"));
        assertThat(gallery.search(query.among(Filter.ids(List.of(ids.get(8)))), 5).matches())
                .extracting(match -> match.image().id()).containsExactly(ids.get(8));
        Query without = Query.of(Words.of("marigold"), Words.without("dull").weighing(-5));
        assertThat(gallery.search(without, 1).matches().getFirst().image().id()).isEqualTo(ids.get(7));
        assertThat(gallery.search(without, 20).matches()).extracting(match -> match.image().id())
                .endsWith(ids.get(8));
    }

    @Test
    void search_aPictureAndWhatIsTold_findsWhatIsBothBeforeWhatIsEither() {
        long asked = ids.getFirst();
        List<Long> nearest = gallery.similarTo(asked, 19).stream().map(match -> match.image().id()).toList();
        long alike = nearest.get(0);
        long both = nearest.get(1);
        long told = nearest.getLast();
        gallery.describe(both, Map.of("title", "vermilion"));
        gallery.describe(told, Map.of("title", "vermilion"));

        Query query = Query.of(new Query.Inside(asked, Crop.WHOLE, 1), Words.of("vermilion"));
        List<Long> found = gallery.search(query, 19).matches().stream().map(match -> match.image().id()).toList();

        assertThat(found).startsWith(both).contains(alike, told);
    }

    @Test
    void similarTo_wordsThatMeanWhatIsTold_findsThatFirst() {
        String driven = "automobile";
        String petted = "kittens";
        for (boolean exchanged : new boolean[]{false, true}) {
            gallery.describe(ids.get(10), Map.of("title", exchanged ? petted : driven, "price", "12.90"));
            gallery.describe(ids.get(11), Map.of("title", exchanged ? driven : petted));
            assertThat(ofTwo("car")).isEqualTo(ids.get(exchanged ? 11 : 10));
            assertThat(ofTwo("young cats")).isEqualTo(ids.get(exchanged ? 10 : 11));
        }
        gallery.repair();
        assertThat(ofTwo("young cats")).isEqualTo(ids.get(10));
        assertThat(gallery.verify()).isEmpty();
    }

    private static long ofTwo(String words) {
        var two = Filter.ids(List.of(ids.get(10), ids.get(11)));
        return gallery.search(Query.like(Words.of(words)).among(two), 1).matches().getFirst().image().id();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "' OR 1=1 --", "title:x NEAR(a b)", "a* ^b", "-x NOT y", "(((", "{title}: z",
            "\u0000 \u0301", "AND OR NOT", "%_;DROP TABLE keywords"})
    void similarTo_wordsOfTheSearchLanguage_areWordsLikeOthers(String words) {
        gallery.describe(ids.get(9), Map.of("title", "x y z AND a b"));

        assertThatCode(() -> gallery.similarTo(Words.of(words), 5)).doesNotThrowAnyException();
        assertThat(first("z").image().id()).isEqualTo(ids.get(9));
    }

    @Test
    void similarTo_afterOpeningAgain_findsWhatWasToldBefore() throws Exception {
        Path place = folder.resolve("other");
        Path picture = Files.copy(gallery.image(ids.getFirst()).orElseThrow().path(), folder.resolve("one.jpg"));
        try (var one = Gallery.open(place, embedder)) {
            one.add(picture);
            one.describe(1, Map.of("title", "porcelain"));
        }
        try (var again = Gallery.open(place, embedder)) {
            assertThat(again.similarTo(Words.of("porcelain"), 1).getFirst().reason())
                    .isEqualTo("named \"porcelain\" in title");
        }
    }
}
