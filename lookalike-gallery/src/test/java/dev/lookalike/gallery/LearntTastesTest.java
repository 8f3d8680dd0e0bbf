package dev.lookalike.gallery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import dev.lookalike.vision.Embedder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What was learnt of everybody's likes answers for a person: here people like one of two makes, which is told of pictures and cannot be
/// seen. One gallery for all tests, which come in their order.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class LearntTastesTest {
    private static final int PICTURES = 60;
    private static final int PEOPLE = 24;
    private static final int LIKES = 10;

    private final RandomGenerator random = Trials.random(Trials.seed());
    private Embedder embedder;
    private Gallery gallery;
    private Path home;
    private List<Long> ids;

    @BeforeAll
    void open(@TempDir Path folder) throws IOException {
        home = folder;
        embedder = Embedder.bundled();
        for (int i = 0; i < PICTURES; i++) {
            TestPictures.write(random, home.resolve("photos/%02d.png".formatted(i)));
        }
        gallery = Gallery.open(home.resolve("test.gallery"), embedder);
        gallery.add(home.resolve("photos"));
        ids = gallery.images(Filter.all(), 0, PICTURES).stream().map(Image::id).toList();
        for (int i = 0; i < PICTURES; i++) {
            gallery.describe(ids.get(i), Map.of("make", isKnitted(ids.get(i)) ? "knitted" : "woven"));
        }
        rated("ana", 5, 0, 2, 4);
    }

    @AfterAll
    void close() {
        gallery.close();
        embedder.close();
    }

    @BeforeEach
    void reopen() {
        gallery.close();
        gallery = Gallery.open(home.resolve("test.gallery"), embedder);
    }

    private boolean isKnitted(long id) {
        return ids.indexOf(id) % 2 == 0;
    }

    private void rated(String user, int rating, int... pictures) {
        gallery.users().keep(IntStream.of(pictures).mapToObj(i -> Event.rating(user, ids.get(i), rating)).toList());
    }

    private List<Match> forAna() {
        return gallery.search(Query.forUser("ana"), 10).matches();
    }

    /// Keeps a table of events, after which all that is due is learnt.
    private void keep(List<String> rows) throws IOException {
        var lines = new ArrayList<>(List.of("user,id,rating,kind"));
        lines.addAll(rows);
        assertThat(gallery.users().keep(Files.write(home.resolve("events.csv"), lines)).rejections()).isEmpty();
    }

    @Test
    @Order(1)
    void status_whereFewPeopleLikeAnything_isNotLearnt() throws IOException {
        keep(List.of("bob,%d,5,rating".formatted(ids.getFirst())));

        assertThat(gallery.status().tastes()).isEqualTo(TasteStatus.NONE);
        assertThat(forAna()).hasSize(10);
    }

    @Test
    @Order(2)
    void keep_ofManyPeoplesLikes_learnsWhatTellsThemApart() throws IOException {
        var rows = new ArrayList<String>();
        for (int person = 0; person < PEOPLE; person++) {
            for (int i = 0; i < LIKES; i++) {
                int picture = 2 * random.nextInt(PICTURES / 2) + person % 2;
                rows.add("person-%d,%d,,purchase".formatted(person, ids.get(picture)));
            }
        }
        keep(rows);

        TasteStatus status = gallery.status().tastes();
        assertThat(status.learnt()).isTrue();
        assertThat(status.people()).isEqualTo(PEOPLE + 2);
        assertThat(status.pictures()).isEqualTo(PICTURES);
        assertThat(forAna()).hasSize(10).allMatch(match -> isKnitted(match.image().id()))
                .allMatch(match -> match.reason().startsWith("because you liked 0"))
                .noneMatch(match -> List.of(0, 2, 4).contains(ids.indexOf(match.image().id())));
    }

    @Test
    @Order(3)
    void search_afterOtherEvents_countsThemAtOnce() {
        List<Match> before = forAna();
        rated("ana", 1, 0, 2, 4);
        rated("ana", 5, 1, 3, 5, 7);

        assertThat(before).allMatch(match -> isKnitted(match.image().id()));
        assertThat(forAna()).hasSize(10).noneMatch(match -> isKnitted(match.image().id()));
        rated("ana", 5, 0, 2, 4);
        for (int i : new int[]{1, 3, 5, 7}) {
            gallery.users().unrate("ana", ids.get(i));
        }
    }

    @Test
    @Order(4)
    void search_besideAPicture_prefersWhatIsForeseen() {
        Query plain = Query.like(ids.get(9));
        Query both = Query.of(new Query.Inside(ids.get(9), dev.lookalike.vision.Crop.WHOLE, 1),
                new Query.Person("ana", 10));

        assertThat(knitted(gallery.search(both, 10))).isGreaterThanOrEqualTo(knitted(gallery.search(plain, 10)));
        assertThat(gallery.search(both, 10).matches()).hasSize(10).first()
                .matches(match -> isKnitted(match.image().id()));
    }

    private long knitted(Answer answer) {
        return answer.matches().stream().filter(match -> isKnitted(match.image().id())).count();
    }

    @Test
    @Order(5)
    void search_amongPicturesThatCameAfterLearning_foreseesThemAtOnce() throws IOException {
        assertThat(forAna()).isNotEmpty();
        long woven = added("new-woven.png", "woven");
        long knitted = added("new-knitted.png", "knitted");
        Query among = Query.forUser("ana").among(Filter.ids(List.of(woven, knitted)));

        assertThat(gallery.search(among, 2).matches()).extracting(match -> match.image().id())
                .containsExactly(knitted, woven);
        gallery.describe(woven, Map.of("make", "knitted"));
        gallery.describe(knitted, Map.of("make", "woven"));
        assertThat(gallery.search(among, 2).matches()).extracting(match -> match.image().id())
                .containsExactly(woven, knitted);
        gallery.remove(woven);
        gallery.remove(knitted);
        assertThat(gallery.search(among, 2).matches()).isEmpty();
    }

    private long added(String name, String make) {
        long id = gallery.add(TestPictures.content(random, "png"), name).id();
        gallery.describe(id, Map.of("make", make));
        return id;
    }

    @Test
    @Order(6)
    void search_afterTheFileWasDamagedOrDeleted_answersTheSame() throws IOException {
        List<Long> before = forAna().stream().map(match -> match.image().id()).toList();
        gallery.close();
        Path file = home.resolve("test.gallery/derived/tastes");
        byte[] bytes = Files.readAllBytes(file);
        bytes[random.nextInt(bytes.length)] ^= 1;
        Files.write(file, bytes);
        reopen();

        assertThat(gallery.verify()).singleElement().asString().contains(file.toString(), "damaged");
        assertThat(gallery.status().tastes().learnt()).isFalse();
        keep(List.of());
        assertThat(gallery.verify()).isEmpty();
        assertThat(forAna()).extracting(match -> match.image().id()).isEqualTo(before);

        gallery.close();
        Files.delete(file);
        reopen();
        keep(List.of());
        assertThat(forAna()).extracting(match -> match.image().id()).isEqualTo(before);
    }

    @Test
    @Order(7)
    void delete_ofAPerson_learnsAnewWithout() throws IOException {
        assertThat(forAna()).isNotEmpty();
        long people = gallery.status().tastes().people();

        assertThat(gallery.users().delete("person-1")).isTrue();

        keep(List.of());
        assertThat(gallery.status().tastes().people()).isEqualTo(people - 1);
        for (int i = 2; i < PEOPLE; i++) {
            gallery.users().delete("person-" + i);
        }
        keep(List.of());
        assertThat(gallery.status().tastes()).isEqualTo(TasteStatus.NONE);
        assertThat(home.resolve("test.gallery/derived/tastes")).doesNotExist();
        assertThat(forAna()).hasSize(10);
    }
}
