package dev.lookalike.gallery.ranking;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import dev.lookalike.gallery.Answer;
import dev.lookalike.gallery.Event;
import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.Match;
import dev.lookalike.gallery.Query;
import dev.lookalike.gallery.Selection;
import dev.lookalike.index.Metric;
import dev.lookalike.vision.Embedder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What a person gets to see, among drawn pictures: even places are stripes, odd ones discs, ids begin at 1.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RecommendingTest {
    private static final int PICTURES = 60;

    private Embedder embedder;
    private Album album;
    private Ranking ranking;

    @BeforeAll
    void open(@TempDir Path folder) {
        embedder = Embedder.bundled();
        album = new Album(embedder);
        album.add(Album.drawn(PICTURES, 7));
        ranking = album.ranking(folder);
    }

    @AfterAll
    void close() {
        ranking.close();
        embedder.close();
    }

    @BeforeEach
    void forget() {
        album.did.clear();
    }

    private static boolean isStripes(long id) {
        return id % 2 == 1;
    }

    private void rated(int rating, long... ids) {
        for (long id : ids) {
            album.did.add(Event.rating("ana", id, rating));
        }
    }

    private List<Long> answers(Query query, int count) {
        return ranking.search(query, count).matches().stream().map(match -> match.image().id()).toList();
    }

    @Test
    void search_forOneInterest_findsMoreOfItAndNothingThatWasRated() {
        rated(5, 1, 3, 5);
        rated(3, 7);
        album.did.add(Event.of("ana", 9, Event.Kind.PURCHASE));
        album.did.add(Event.of("ana", 11, Event.Kind.CLICK));

        Answer answer = ranking.search(Query.forUser("ana"), 10);

        assertThat(answer.matches()).hasSize(10).extracting(match -> match.image().id())
                .doesNotContain(1L, 3L, 5L, 7L, 9L, 11L).doesNotHaveDuplicates();
        assertThat(answer.matches().stream().filter(match -> isStripes(match.image().id())).count())
                .isGreaterThanOrEqualTo(8);
        assertThat(answer.matches()).extracting(Match::reason).allMatch(
                reason -> Set.of("because you liked 1.jpg", "because you liked 3.jpg", "because you liked 5.jpg",
                        "because you bought 9.jpg", "because you looked at 11.jpg").contains(reason));
    }

    @Test
    void search_forTwoInterests_servesBoth() {
        rated(5, 1, 3, 5, 7, 9, 11);
        rated(4, 2);

        List<Long> answers = answers(Query.forUser("ana"), 10);

        assertThat(answers.stream().filter(id -> !isStripes(id)).count()).as("discs").isBetween(1L, 5L);
        assertThat(answers.subList(0, 4)).as("among the first").anyMatch(id -> !isStripes(id))
                .anyMatch(RecommendingTest::isStripes);
    }

    @Test
    void search_withDislikes_movesWhatIsLikeThemBack() {
        rated(5, 1);
        List<Long> before = answers(Query.forUser("ana"), 10);
        rated(1, before.getFirst());
        List<Long> after = answers(Query.forUser("ana"), 10);

        assertThat(after).doesNotContain(before.getFirst());
        assertThat(after).isNotEqualTo(before.subList(1, 10));
    }

    @Test
    void search_beside_ordersWhatIsAlikeByTaste() {
        rated(5, 2, 4, 6, 8);
        var both = Query.of(new Query.Inside(1, dev.lookalike.vision.Crop.WHOLE, 1), new Query.Person("ana", 10));
        List<Long> plain = answers(Query.like(1), 10);
        List<Long> forAna = answers(both, 10);

        assertThat(forAna).doesNotContain(1L, 2L, 4L, 6L, 8L);
        assertThat(forAna.stream().filter(id -> !isStripes(id)).count())
                .isGreaterThan(plain.stream().filter(id -> !isStripes(id)).count());
    }

    @Test
    void search_besideVaried_keepsToTasteAndSaysWhy() {
        rated(5, 2, 4, 6, 8);
        var both = Query.of(new Query.Inside(1, dev.lookalike.vision.Crop.WHOLE, 1), new Query.Person("ana", 10));
        Answer nearest = ranking.search(both, 10);
        Answer varied = ranking.search(both.select(new Selection(0.7, "", false)), 10);

        assertThat(nearest.matches()).extracting(Match::reason)
                .anyMatch(reason -> reason.contains("because you liked"));
        assertThat(varied.matches()).hasSize(10).extracting(match -> match.image().id())
                .doesNotContain(1L, 2L, 4L, 6L, 8L).doesNotHaveDuplicates()
                .startsWith(nearest.matches().getFirst().image().id());
    }

    @Test
    void search_forAPersonGrouped_showsOneOfEach() {
        rated(5, 1, 2);
        List<Long> all = answers(Query.forUser("ana"), 10);
        List<Long> grouped = answers(Query.forUser("ana").select(new Selection(1, "product", true)), 10);

        assertThat(grouped).isEqualTo(all);
        assertThatThrownBy(() -> Query.forUser("ana").select(new Selection(0.7, "", true)))
                .hasMessageContaining("leave lambda at 1");
    }

    @Test
    void search_amongSome_answersWithTheseAlone() {
        rated(5, 1);
        var some = Query.forUser("ana").among(Filter.ids(List.of(1L, 2L, 3L, 11L)));

        assertThat(answers(some, 10)).containsExactlyInAnyOrder(2L, 3L, 11L);
    }

    @Test
    void search_withoutLikes_answersNothing() {
        rated(1, 1, 2);

        assertThat(answers(Query.forUser("ana"), 10)).isEmpty();
    }

    @Test
    void query_thatNoPersonFits_isRefused() {
        assertThatThrownBy(() -> new Query.Person("ana", -1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> Query.of(new Query.Person("a", 1), new Query.Person("b", 1)))
                .hasMessageContaining("several people");
        assertThatThrownBy(() -> Query.forUser("ana").by(Metric.EUCLIDEAN)).hasMessageContaining("COSINE");
    }

    @Test
    void clustered_ofAFewKinds_findsThemWhateverTheirSizes() {
        var random = new Random(5);
        for (int kinds = 1; kinds <= 4; kinds++) {
            var liked = new ArrayList<Interests.Liked>();
            for (int kind = 0; kind < kinds; kind++) {
                var centre = random.doubles(64, -1, 1).toArray();
                for (int i = 0; i < 1 + 5 * kind; i++) {
                    var place = new double[64];
                    for (int j = 0; j < place.length; j++) {
                        place[j] = centre[j] + 0.4 * random.nextGaussian();
                    }
                    liked.add(new Interests.Liked(10L * kind, Interests.direction(place), 1,
                            Event.Kind.RATING));
                }
            }
            List<List<Interests.Liked>> found = Interests.clustered(liked, 0.35);

            assertThat(found).hasSize(kinds).allSatisfy(cluster -> {
                var ids = new HashSet<Long>();
                cluster.forEach(one -> ids.add(one.id()));
                assertThat(ids).hasSize(1);
            });
        }
    }
}
