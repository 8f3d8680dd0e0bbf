package dev.lookalike.gallery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

import dev.lookalike.index.Metric;
import dev.lookalike.vision.Embedder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What goes with what: things of three kinds in five colours, worn together in one colour; of each the last was never worn.
final class GoesWithTest {
    private static final List<String> KINDS = List.of("bag", "hat", "shoe");
    private static final List<String> COLOURS = List.of("red", "blue", "green", "black", "white");
    private static final int OF_EACH = 3;
    private static final int UNWORN = OF_EACH - 1;

    @TempDir
    private static Path home;

    private static Embedder embedder;
    private static Gallery gallery;

    @BeforeAll
    static void open() throws IOException {
        RandomGenerator random = Trials.random(Trials.seed());
        var table = new StringBuilder("path,kind,colour,product\n");
        for (String kind : KINDS) {
            for (String colour : COLOURS) {
                for (int i = 0; i < OF_EACH; i++) {
                    String path = "photos/%s.png".formatted(name(kind, colour, i));
                    TestPictures.write(random, home.resolve(path));
                    table.append("%s,%s,%s,%s\n".formatted(path, kind, colour, kind + " " + colour));
                }
            }
        }
        embedder = Embedder.bundled();
        gallery = Gallery.open(home.resolve("test.gallery"), embedder);
        gallery.add(home.resolve("photos"));
        gallery.describe(Files.writeString(home.resolve("table.csv"), table));
        var outfits = new ArrayList<Outfit>();
        for (String colour : COLOURS) {
            for (int look = 0; look < 8; look++) {
                outfits.add(new Outfit("%s look %d".formatted(colour, look), List.of(id("bag", colour, look & 1),
                        id("hat", colour, look >> 1 & 1), id("shoe", colour, look >> 2 & 1))));
            }
        }
        gallery.outfits().keep(outfits);
    }

    @AfterAll
    static void close() {
        gallery.close();
        embedder.close();
    }

    private static String name(String kind, String colour, int i) {
        return "%s-%s-%d".formatted(kind, colour, i);
    }

    private static long id(String kind, String colour, int i) {
        return gallery.images(Filter.all(), 0, 1_000).stream()
                .filter(image -> image.title().startsWith(name(kind, colour, i))).findFirst().orElseThrow().id();
    }

    private static List<String> told(List<Match> matches, String field) {
        return matches.stream().map(match -> match.image().metadata().get(field)).toList();
    }

    @Test
    void search_withOneThatWasWorn_beginsWithWhatItWasWornWith() {
        Answer answer = gallery.search(Query.goesWith(id("hat", "red", 0)), 6);

        assertThat(told(answer.matches(), "kind")).containsOnly("bag", "shoe");
        assertThat(told(answer.matches().subList(0, 2), "kind")).containsExactlyInAnyOrder("bag", "shoe");
        assertThat(told(answer.matches().subList(2, 4), "kind")).containsExactlyInAnyOrder("bag", "shoe");
        assertThat(answer.matches().subList(0, 4)).allSatisfy(match -> {
            assertThat(match.image().metadata()).containsEntry("colour", "red");
            assertThat(match.reason()).matches("together in red look \\d and 1 more");
            assertThat(match.likeness()).isEqualTo(1);
        });
        assertThat(answer.matches()).allMatch(Match::alike);
        assertThat(answer.unseen()).isZero();
    }

    @Test
    void search_withOneThatWasNeverWorn_findsWhatSuchThingsAreWornWith() {
        for (String colour : COLOURS) {
            Answer answer = gallery.search(Query.goesWith(id("shoe", colour, UNWORN)), 4);

            assertThat(told(answer.matches(), "colour")).as(colour).containsOnly(colour);
            assertThat(told(answer.matches(), "kind")).containsOnly("bag", "hat");
            assertThat(answer.matches()).allSatisfy(match -> {
                assertThat(match.reason()).startsWith("goes with shoe-" + colour);
                assertThat(match.likeness()).isBetween(0.0, 1.0);
            });
        }
    }

    @Test
    void search_withSeveral_answersTheKindThatIsMissing() {
        Answer answer = gallery.search(Query.goesWith(id("hat", "blue", 0), id("shoe", "blue", 1)), 100);

        assertThat(told(answer.matches(), "kind")).containsOnly("bag").hasSize(COLOURS.size() * OF_EACH);
        assertThat(told(answer.matches().subList(0, OF_EACH), "colour")).containsOnly("blue");
        assertThat(answer.matches().getFirst().reason()).startsWith("together in blue look ");
    }

    @Test
    void search_withFilterGroupsAndAPerson_choosesAmongThose() {
        long hat = id("hat", "green", UNWORN);
        Query query = Query.goesWith(hat);

        Answer bags = gallery.search(query.among(Filter.where("kind = bag and colour = white")), 100);
        assertThat(told(bags.matches(), "product")).containsOnly("bag white").hasSize(OF_EACH);

        Answer products = gallery.search(query.select(new Selection(1, "product", true)), 100);
        assertThat(told(products.matches(), "product")).doesNotHaveDuplicates().hasSize(2 * COLOURS.size());
        assertThat(products.matches().getFirst().others()).hasSize(OF_EACH - 1);

        gallery.rate("ana", id("bag", "green", 0), 5);
        Query forAna = Query.of(query.parts().getFirst(), new Query.Person("ana", 1));
        Answer hers = gallery.search(forAna.among(Filter.where("kind = bag")), 100);
        assertThat(hers.matches()).hasSize(COLOURS.size() * OF_EACH - 1)
                .noneMatch(match -> match.image().id() == id("bag", "green", 0));
    }

    @Test
    void search_inTheBackground_isAnsweredAtOnceFromWhatCameSince() throws IOException, InterruptedException {
        Path place = home.resolve("copy.gallery");
        Path snapshot = home.resolve("all.snapshot");
        gallery.snapshot(snapshot);
        Gallery.restore(snapshot, place);
        List<Long> before = ids(gallery.search(Query.goesWith(id("hat", "red", UNWORN)), 30));
        try (var copy = Gallery.open(place, embedder)) {
            assertThat(copy.outfits().status()).isEqualTo(new OutfitStatus(40, 0, false, 0));
            copy.outfits().keepLearnt();
            // The first question waits until something was learnt.
            assertThat(ids(copy.search(Query.goesWith(id("hat", "red", UNWORN)), 30))).isEqualTo(before);
            OutfitStatus status = copy.outfits().status();
            assertThat(status.learnt()).isEqualTo(40);
            assertThat(copy.status().outfits()).isEqualTo(copy.outfits().status());

            Image added = copy.add(Files.readAllBytes(home.resolve("photos/hat-red-0.png")), "new hat.png");
            assertThat(ids(copy.search(Query.goesWith(id("bag", "white", 0)), 100))).doesNotContain(added.id());
            copy.outfits().keep(List.of(new Outfit("new", List.of(added.id(), id("bag", "white", 0)))));
            Answer together = copy.search(Query.goesWith(id("bag", "white", 0)), 100);
            assertThat(together.matches()).filteredOn(match -> match.image().id() == added.id()).singleElement()
                    .satisfies(match -> assertThat(match.reason()).isEqualTo("together in new"));
            // It looks like the first red hat, so what that was worn with goes with it.
            Answer asked = copy.search(Query.goesWith(added.id()), 100);
            assertThat(asked.matches().getFirst().image().id()).isEqualTo(id("bag", "white", 0));
            assertThat(asked.matches()).anySatisfy(match -> assertThat(match.reason())
                    .matches("goes with new hat.*, as in red look \\d"));

            // More than a twentieth of the outfits goes.
            for (int look = 0; look < 8; look++) {
                assertThat(copy.outfits().remove("white look %d".formatted(look))).isTrue();
            }
            while (copy.outfits().status().learnt() != 33) {
                Thread.sleep(50);
            }
        }
        deleteTree(place.resolve("derived"));
        try (var again = Gallery.open(place, embedder)) {
            Answer answer = again.search(Query.goesWith(id("hat", "red", 0)), 2);
            assertThat(answer.matches()).allSatisfy(match -> assertThat(match.reason()).startsWith("together in red"));
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static List<Long> ids(Answer answer) {
        return answer.matches().stream().map(match -> match.image().id()).toList();
    }

    @Test
    void search_ofTooFewOutfitsOrNoPicture_saysWhatToDo() {
        assertThatThrownBy(() -> gallery.search(Query.goesWith(999_999), 1))
                .isInstanceOf(GalleryException.NoSuchImage.class).hasMessageContaining("999999");
        try (var bare = Gallery.open(home.resolve("bare.gallery"), embedder)) {
            bare.add(home.resolve("photos").resolve(name("hat", "red", 0) + ".png"));
            bare.add(home.resolve("photos").resolve(name("bag", "red", 0) + ".png"));
            List<Long> ids = bare.images(Filter.all(), 0, 2).stream().map(Image::id).toList();
            bare.outfits().keep(List.of(new Outfit("one", ids)));
            for (boolean inBackground : List.of(false, true)) {
                if (inBackground) {
                    bare.outfits().keepLearnt();
                }
                assertThatThrownBy(() -> bare.search(Query.goesWith(ids.getFirst()), 1))
                        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("20 outfits")
                        .hasMessageContaining("there are 1").hasMessageContaining("lookalike outfits add TABLE");
            }
        }
    }

    @Test
    void query_thatCannotBeCombined_isRefused() {
        Query.Part with = Query.goesWith(1).parts().getFirst();

        assertThatThrownBy(() -> Query.of(with, Words.of("red"))).hasMessageContaining("filter");
        assertThatThrownBy(() -> Query.of(with, Query.like(2).parts().getFirst())).hasMessageContaining("pictures");
        assertThatThrownBy(() -> Query.of(with, with)).hasMessageContaining("in one part");
        assertThatThrownBy(() -> Query.of(with).by(Metric.EUCLIDEAN)).hasMessageContaining("metric");
        assertThatThrownBy(() -> Query.of(with).exact()).hasMessageContaining("exact");
        assertThatThrownBy(() -> Query.of(with).weigh(Weights.parse("colour=1"))).hasMessageContaining("weights");
        assertThatThrownBy(() -> Query.of(with).select(new Selection(0.7, "", true))).hasMessageContaining("lambda");
        assertThatThrownBy(() -> Query.goesWith()).hasMessageContaining("1 to 20");
        assertThatThrownBy(() -> Query.goesWith(1, 1)).hasMessageContaining("twice");
        assertThatThrownBy(() -> gallery.explain(Query.of(with), 1)).hasMessageContaining("goes with");
    }

    @Test
    void search_inASituation_tellsWhatFits() {
        long bag = id("bag", "black", UNWORN);
        gallery.describe(bag, Map.of("kind", "bag", "colour", "black", "material", "rubber", "weather", "rain"));

        Answer answer = gallery.search(Query.goesWith(id("hat", "black", UNWORN)).among(Filter.where("kind = bag"))
                .in(Context.NOW.weather(Context.Weather.RAIN)), 100);

        assertThat(answer.situation()).isNotNull();
        assertThat(answer.matches()).filteredOn(match -> match.image().id() == bag).singleElement()
                .satisfies(match -> assertThat(match.reason()).contains("goes with hat-black", "fits rain"));
    }
}
