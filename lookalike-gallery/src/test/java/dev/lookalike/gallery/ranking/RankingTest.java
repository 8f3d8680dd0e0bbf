package dev.lookalike.gallery.ranking;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import dev.lookalike.gallery.Answer;
import dev.lookalike.gallery.Explanation;
import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.Match;
import dev.lookalike.gallery.Query;
import dev.lookalike.index.Metric;
import dev.lookalike.vision.Crop;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Picture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

final class RankingTest {
    private static final int COUNT = 96;

    @TempDir
    static Path folder;

    private static Embedder embedder;
    private static Album album;
    private static Ranking ranking;

    @BeforeAll
    static void open() {
        embedder = Embedder.bundled();
        album = new Album(embedder);
        album.add(Album.drawn(COUNT, 9));
        ranking = album.ranking(folder);
    }

    @AfterAll
    static void close() {
        ranking.close();
        embedder.close();
    }

    @Test
    void search_pictureInside_findsItsKindWithoutItself() {
        for (long id = 1; id <= COUNT; id += 9) {
            List<Match> matches = ranking.search(Query.like(id), 10).matches();

            long asked = id;
            assertThat(matches).hasSize(10).noneMatch(match -> match.image().id() == asked);
            assertThat(matches.stream().filter(match -> match.image().id() % 2 == asked % 2).count()).isGreaterThan(5);
            assertThat(matches).extracting(Match::score).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Metric.class, names = {"COSINE", "EUCLIDEAN"})
    void search_storedPictureFromOutside_isTheSamePicture(Metric metric) {
        for (long id = 1; id <= COUNT; id += 19) {
            Answer answer = ranking.search(Query.like(album.picture(id)).by(metric), 3);

            Match first = answer.matches().getFirst();
            assertThat(answer.nothingAlike()).isFalse();
            assertThat(first.image().id()).isEqualTo(id);
            assertThat(first.reason()).isEqualTo("same picture");
            assertThat(first.likeness()).isGreaterThan(0.99);
        }
    }

    @ParameterizedTest
    @CsvSource({"COSINE, 200", "COSINE, 275", "EUCLIDEAN, 275"})
    void search_smallerCopyOfAStoredPicture_isNeverNothingAlike(Metric metric, int side) {
        for (long id = 1; id <= COUNT; id += 5) {
            Picture copy = Picture.read(album.picture(id).thumbnail(side), Limits.UPLOAD, embedder.sideNeeded());

            Answer answer = ranking.search(Query.like(copy).by(metric), 5);

            assertThat(answer.nothingAlike()).isFalse();
            assertThat(answer.matches().getFirst().alike()).isTrue();
        }
    }

    @Test
    void search_amongSome_answersWithThoseAlone() {
        Filter filter = Filter.ids(List.of(2L, 4L, 5L, 90L));

        assertThat(ranking.search(Query.like(4).among(filter), 10)).extracting(match -> match.image().id())
                .containsExactlyInAnyOrder(2L, 5L, 90L);
        assertThat(ranking.search(Query.like(4).among(Filter.ids(List.of())), 10)).isEmpty();
    }

    @Test
    void search_likeOneAndUnlikeAnother_movesAwayFromTheOther() {
        var both = new Query.Inside(1, Crop.WHOLE, 1);

        Query towards = Query.of(both, new Query.Inside(4, Crop.WHOLE, 1));
        Query from = Query.of(both, new Query.Inside(4, Crop.WHOLE, -1));

        assertThat(discs(towards)).isGreaterThan(discs(from));
        assertThat(ranking.search(from, 10)).noneMatch(match -> match.image().id() == 4 || match.image().id() == 1);
    }

    @Test
    void search_severalExamplesOfOneKind_findMoreOfItThanOne() {
        long one = 0;
        long three = 0;
        for (long id = 1; id + 4 <= COUNT; id += 6) {
            one += kind(Query.like(id), id);
            three += kind(Query.of(new Query.Inside(id, Crop.WHOLE, 1), new Query.Inside(id + 2, Crop.WHOLE, 1),
                    new Query.Outside(album.picture(id + 4), Crop.WHOLE, 1)), id);
        }
        assertThat(three).isGreaterThanOrEqualTo(one);
    }

    @Test
    void search_partOfAStoredPicture_looksAtThatPartAlone() {
        var crop = new Crop(0.1, 0.2, 0.5, 0.6);
        Query inside = Query.of(new Query.Inside(6, crop, 1));
        Query outside = Query.like(album.picture(6).crop(crop)).among(Filter.all());

        List<Match> found = ranking.search(inside, 8).matches();

        List<Match> expected = ranking.search(outside, 9).matches().stream().filter(match -> match.image().id() != 6)
                .limit(8).toList();
        assertThat(found).extracting(match -> match.image().id())
                .containsExactlyElementsOf(expected.stream().map(match -> match.image().id()).toList());
    }

    @Test
    void search_unknownPictureOrCount_saysSo() {
        assertThatExceptionOfType(GalleryException.NoSuchImage.class)
                .isThrownBy(() -> ranking.search(Query.like(COUNT + 1), 5)).withMessageContaining("97");
        assertThatExceptionOfType(GalleryException.NoSuchImage.class)
                .isThrownBy(() -> ranking.search(Query.of(new Query.Inside(99, new Crop(0, 0, 0.5, 0.5), 1)), 5));
        assertThatExceptionOfType(GalleryException.NoSuchImage.class)
                .isThrownBy(() -> ranking.explain(Query.like(1), COUNT + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> ranking.search(Query.like(1), 0))
                .withMessageContaining("1 to 1000");
        assertThatIllegalArgumentException().isThrownBy(() -> ranking.search(Query.like(1), 1_001));
    }

    @ParameterizedTest
    @EnumSource(value = Metric.class, names = {"COSINE", "EUCLIDEAN"})
    void explain_anyPair_partsSumToTheScoreOfTheAnswer(Metric metric) {
        List<Query> queries = List.of(Query.like(3), Query.like(Album.drawn(5, 77).getLast()),
                Query.of(new Query.Inside(8, new Crop(0.2, 0.1, 0.7, 0.5), 1)));
        for (Query query : queries) {
            Match match = ranking.search(query.by(metric), 4).matches().getLast();

            Explanation explanation = ranking.explain(query.by(metric), match.image().id());

            assertThat(explanation.score()).isCloseTo(match.score(), within(1e-4));
            assertThat(Arrays.stream(explanation.query().parts()).sum()).isCloseTo(explanation.score(), within(1e-6));
            assertThat(Arrays.stream(explanation.match().parts()).sum()).isCloseTo(explanation.score(), within(1e-6));
            assertThat(explanation.match().parts()).hasSize(explanation.match().rows() * explanation.match().columns());
        }
    }

    @Test
    void explain_partOfAPicture_showsWhereInTheWholePictureItLies() {
        var crop = new Crop(0.5, 0.25, 0.5, 0.5);

        Crop shown = ranking.explain(Query.of(new Query.Inside(8, crop, 1)), 9).query().shown();

        assertThat(shown.left()).isBetween(0.5, 1.0);
        assertThat(shown.top()).isBetween(0.25, 0.75);
        assertThat(shown.left() + shown.width()).isBetween(0.9, 1.001);
    }

    private static long discs(Query query) {
        return kind(query, 2);
    }

    private static long kind(Query query, long like) {
        return ranking.search(query, 10).matches().stream().filter(match -> match.image().id() % 2 == like % 2).count();
    }
}
