package dev.lookalike.gallery;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

import dev.lookalike.demo.DemoCatalogue;
import dev.lookalike.demo.Moment;
import dev.lookalike.gallery.Context.Season;
import dev.lookalike.gallery.Context.Weather;
import dev.lookalike.index.Metric;
import dev.lookalike.vision.Embedder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/// Answers that suit a situation, from drawn products, against the truth of their shop.
class SituationTest {
    private static final int COUNT = 100;
    private static final long SEED = 3;
    private static final Context WINTER = Context.NOW.season(Season.WINTER).temperature(-5);
    private static final Moment TRULY_WINTER = new Moment("", -5.0, "winter", "");
    private static final List<String> WORN = List.of("t-shirts", "dresses", "trousers", "jackets", "sneakers", "boots",
            "hats");

    @TempDir
    static Path folder;

    private static Embedder embedder;
    private static Gallery told;
    /// How many answers suit, and what is said of one, before anything is told of the pictures.
    private static double suitByLooks;
    private static double suitAtRandom;
    private static Answer gifts;

    @BeforeAll
    static void draw() {
        DemoCatalogue.draw(folder.resolve("products"), COUNT, SEED);
        embedder = Embedder.bundled();
        told = Gallery.open(folder.resolve("gallery"), embedder);
        told.add(folder.resolve("products"));
        suitByLooks = suiting(WINTER);
        suitAtRandom = suiting(WINTER.strength(0));
        gifts = told.search(Query.like(first("mugs")).in(Context.NOW.occasion("gift")), 10);
        told.describe(folder.resolve("products").resolve(DemoCatalogue.TABLE));
    }

    @AfterEach
    void forget() {
        told.situate(Situating.by(List.of()));
    }

    @AfterAll
    static void close() {
        told.close();
        embedder.close();
    }

    private static double suiting(Context context) {
        int suit = 0;
        for (String kind : WORN) {
            for (Match match : told.search(Query.like(first(kind)).in(context), 5)) {
                int index = Integer.parseInt(match.image().name().replace(".jpg", ""));
                suit += DemoCatalogue.suits(SEED, index, TRULY_WINTER) > 0 ? 1 : 0;
            }
        }
        return suit;
    }

    private static long first(String kind) {
        return told.images(Filter.folder(kind), 0, 1).getFirst().id();
    }

    private static List<Long> ids(Answer answer) {
        return answer.matches().stream().map(match -> match.image().id()).toList();
    }

    @Test
    void search_inWinter_answersMoreThatSuits() {
        assertThat(suiting(WINTER)).isGreaterThan(2 * suiting(WINTER.strength(0)));
        assertThat(suitByLooks).as("by looks alone").isGreaterThan(suitAtRandom);
    }

    @Test
    void search_inASituation_saysWhyAndWhatWasUnderstood() {
        Query jacket = Query.like(first("jackets"));

        Answer answer = told.search(jacket.in(Context.NOW.on(LocalDate.of(2026, 7, 1)).in("Sydney")), 10);

        assertThat(understood(answer).context().season()).isEqualTo(Season.WINTER);
        assertThat(understood(answer).unknown()).isEmpty();
        assertThat(understood(told.search(jacket.in(Context.NOW.in("-33.9, 151.2")), 1)).unknown()).isEmpty();
        assertThat(understood(told.search(jacket.in(Context.NOW.in("Atlantis")), 1)).unknown()).singleElement()
                .asString()
                .contains("where Atlantis lies").contains("coordinates");
        assertThat(answer.matches()).anyMatch(match -> match.reason().contains("fits winter ("));
        assertThat(gifts.matches()).anyMatch(match -> match.reason().contains("maybe fits as a gift (looks like "));
        assertThat(told.search(jacket, 10).situation()).isNull();
    }

    @Test
    void search_inWinter_keepsItsOrderHoweverManyAreAskedForAndSaysWhetherAnythingIsAlike() {
        for (String kind : WORN) {
            Query worn = Query.like(first(kind));
            Answer few = told.search(worn.in(WINTER), 5);
            Answer many = told.search(worn.in(WINTER), 60);

            assertThat(ids(many)).as(kind).startsWith(ids(few).toArray(Long[]::new));
            assertThat(few.nothingAlike()).as(kind).isEqualTo(told.search(worn, 5).nothingAlike());
        }
    }

    @Test
    void search_thatDoesNotCount_answersAsWithout() {
        Query shoe = Query.like(first("sneakers"));
        List<Long> without = ids(told.search(shoe, 10));

        assertThat(ids(told.search(shoe.in(WINTER.strength(0)), 10))).isEqualTo(without);
        assertThat(ids(told.search(shoe.in(Context.NOW.weather(Weather.CLOUDY)), 10))).isEqualTo(without);
        assertThat(ids(told.search(shoe.in(WINTER.strength(1)), 10))).isNotEqualTo(without);
    }

    @Test
    void search_inASituation_goesWithEverythingElse() {
        told.rate("ana", first("t-shirts"), 5);
        Query tops = Query.like(first("t-shirts")).in(WINTER);

        assertThat(told.search(Query.forUser("ana").in(WINTER), 5).matches())
                .anyMatch(match -> match.reason().startsWith("because you liked")
                        && match.reason().contains("fits winter"));
        assertThat(told.search(tops.by(Metric.EUCLIDEAN), 5)).hasSize(5).allMatch(match -> match.score() <= 0);
        assertThat(told.search(tops.select(new Selection(0.7, "product", false)), 5)).hasSize(5);
        assertThat(told.search(Query.like(Words.of("a hat")).in(WINTER), 5).matches())
                .anyMatch(match -> match.reason().contains("fits winter"));
        assertThat(told.search(tops.among(Filter.folder("hats")), 5))
                .allMatch(match -> match.image().folder().equals("hats"));
    }

    @Test
    void search_withPlans_knowsTheOccasionWhenItIsNear() {
        LocalDate today = LocalDate.of(2026, 12, 1);
        Query dress = Query.like(first("dresses"));

        assertThat(occasions(dress.in(Context.NOW.on(today).plan("Eva's wedding", today.plusDays(4)))))
                .containsExactly("wedding");
        assertThat(occasions(dress.in(Context.NOW.on(today).plan("Eva's wedding", today.plusDays(40))))).isEmpty();
        assertThat(occasions(dress.in(Context.NOW.on(today).plan("Eva's wedding", today.minusDays(1))))).isEmpty();
        assertThat(occasions(dress.in(Context.NOW.on(today).plan("Dentist", today)))).isEmpty();
        assertThat(occasions(dress.in(Context.NOW.occasion("Office")))).containsExactly("work");
        assertThatIllegalArgumentException().isThrownBy(() -> occasions(dress.in(Context.NOW.occasion("coronation"))))
                .withMessageContaining("`coronation`").withMessageContaining("wedding, party, work");
    }

    private static Situation understood(Answer answer) {
        return Objects.requireNonNull(answer.situation());
    }

    private static List<String> occasions(Query query) {
        return understood(told.search(query, 3)).occasions();
    }

    @Test
    void search_withSources_takesWhatIsNotTold() {
        Clock clock = Clock.fixed(Instant.parse("2026-12-03T10:00:00Z"), ZoneOffset.UTC);
        ContextSource weather = moment -> Context.NOW.weather(Weather.SNOW).temperature(-3);
        ContextSource calendar = moment -> "ana".equals(moment.user())
                ? Context.NOW.plan("wedding", moment.date().plusDays(2))
                : Context.NOW;
        ContextSource broken = _ -> {
            throw new IOException("no signal");
        };
        told.situate(Situating.by(Rules.standard(), List.of(broken, weather, calendar), clock));
        told.rate("ana", first("dresses"), 5);

        Situation known = understood(told.search(Query.forUser("ana").in(Context.NOW.temperature(2)), 5));

        assertThat(known.context().weather()).isEqualTo(Weather.SNOW);
        assertThat(known.context().temperature()).isEqualTo(2);
        assertThat(known.context().season()).isEqualTo(Season.WINTER);
        assertThat(known.occasions()).containsExactly("wedding");
        assertThat(known.unknown()).singleElement().asString().contains("no signal");
        assertThat(told.search(Query.like(first("hats")), 5).situation()).isNull();
    }

    @Test
    void context_thatCannotBe_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Context.NOW.temperature(61)).withMessageContaining("61");
        assertThatIllegalArgumentException().isThrownBy(() -> Context.NOW.temperature(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Context.NOW.strength(1.1)).withMessageContaining("1.1");
        assertThatIllegalArgumentException().isThrownBy(() -> Context.NOW.in("..")).withMessageContaining("place");
        assertThatIllegalArgumentException().isThrownBy(() -> Context.NOW.in("x".repeat(201)));
        assertThatIllegalArgumentException().isThrownBy(() -> Context.NOW.on(LocalDate.of(1500, 1, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Context.date("2026-02-30"))
                .withMessageContaining("2026-02-30");
        assertThatIllegalArgumentException().isThrownBy(() -> Context.time("25:00"));
        assertThatIllegalArgumentException().isThrownBy(() -> Context.NOW.plan(" ", LocalDate.of(2026, 1, 1)));
    }
}
