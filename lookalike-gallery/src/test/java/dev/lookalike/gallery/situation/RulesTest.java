package dev.lookalike.gallery.situation;

import java.time.LocalDate;
import java.util.Map;

import dev.lookalike.gallery.Context.Season;
import dev.lookalike.gallery.Rules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/// Rules as data, the words in them, and the seasons of places.
class RulesTest {
    private static final String OCCASIONS = "\"occasions\": [{\"name\": \"wedding\"}], ";

    @Test
    void standard_rules_areWhole() {
        Rules rules = Rules.standard();

        assertThat(rules.rules()).hasSizeGreaterThan(15).allMatch(rule -> rule.weight() > 0);
        assertThat(rules.occasions()).extracting(Rules.Occasion::name).contains("wedding", "work", "sport");
        assertThat(Vocabulary.of(rules).things()).contains("umbrella", "coat", "chair");
    }

    @Test
    void of_aShopsOwn_isReadWhole() {
        Rules rules = RulesFile.of("own", "{%s\"rules\": [{\"when\": {\"weather\": \"rain\", ".formatted(OCCASIONS)
                + "\"temperature\": {\"below\": 10}, \"occasion\": [\"wedding\"], \"time\": {\"from\": 22, \"until\": 2}}, "
                + "\"prefer\": {\"things\": [\"umbrella\"], \"fields\": {\"material\": [\"rubber\"]}}, "
                + "\"because\": \"fits rain\", \"weight\": 0.5}]}");

        Rules.Rule rule = rules.rules().getFirst();
        assertThat(rule.when().below()).isEqualTo(10);
        assertThat(rule.when().hours()).containsExactlyInAnyOrder(22, 23, 0, 1);
        assertThat(rule.prefer().fields()).isEqualTo(Map.of("material", java.util.List.of("rubber")));
        assertThat(rule.weight()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
            "{\"rules\": [] | line 1, column",
            "{\"rules\": []} | give 1 to 500",
            "{\"rules\": [], \"rules\": []} | line 1, column",
            "{\"rules\": [{\"when\": {\"weather\": \"hail\"}, \"avoid\": {\"words\": \"x\"}, \"because\": \"y\"}]} | rules[0].when.weather: weather is `hail`",
            "{\"rules\": [{\"when\": {\"moon\": \"full\"}, \"avoid\": {\"words\": \"x\"}, \"because\": \"y\"}]} | rules[0].when has a field `moon`",
            "{\"rules\": [{\"when\": {}, \"avoid\": {\"words\": \"x\"}, \"because\": \"y\"}]} | rules[0].when names no situation",
            "{\"rules\": [{\"when\": {\"season\": \"winter\"}, \"because\": \"y\"}]} | rules[0] says neither",
            "{\"rules\": [{\"when\": {\"season\": \"winter\"}, \"avoid\": {\"words\": [\"x\", 7]}, \"because\": \"y\"}]} | rules[0].avoid.words[1] is 7",
            "{\"rules\": [{\"when\": {\"season\": \"winter\"}, \"avoid\": {\"words\": \"x\"}, \"because\": \"y\", \"weight\": 3}]} | rules[0].weight is 3",
            "{\"rules\": [{\"when\": {\"temperature\": {\"from\": 99}}, \"avoid\": {\"words\": \"x\"}, \"because\": \"y\"}]} | rules[0].when.temperature.from is 99",
            "{\"rules\": [{\"when\": {\"occasion\": \"ball\"}, \"avoid\": {\"words\": \"x\"}, \"because\": \"y\"}]} | rules[0].when.occasion is `ball`"})
    void of_whatIsWrong_saysWhere(String json, String told) {
        assertThatIllegalArgumentException().isThrownBy(() -> RulesFile.of("own", json))
                .withMessageStartingWith("own: ")
                .withMessageContaining(told.strip());
    }

    @Test
    void vocabulary_inATexts_findsTheLongestAndBothNumbers() {
        Vocabulary words = Vocabulary.of(Rules.standard());

        assertThat(words.in("Two SUN HATS, and rubber-boots!")).contains("sun hat", "rubber boot")
                .doesNotContain("cap", "boot");
        assertThat(words.in("Watches, beanies, dresses")).containsExactlyInAnyOrder("watch", "beanie", "dress");
        assertThat(words.in("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Oslo, 2026-12-05, WINTER", "'', 2026-03-01, SPRING", "Sydney, 2026-12-05, SUMMER",
            "'Buenos Aires, Argentina', 2026-07-01, WINTER", "'-33.9,18.4', 2026-10-01, SPRING",
            "'59.9, 10.7', 2026-10-01, AUTUMN", "Nowhereville, 2026-06-30, SUMMER",
            "Australia/Perth, 2026-04-01, AUTUMN"})
    void season_atAPlace_isThatOfItsSideOfTheEquator(String place, LocalDate date, Season season) {
        assertThat(Place.of(place).season(date)).isEqualTo(season);
    }

    @Test
    void place_thatIsNowhere_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Place.of("91,0")).withMessageContaining("latitude");
    }
}
