package dev.lookalike.gallery;

import java.util.List;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class FilterTest {
    @Test
    void where_ofEveryForm_isThatFilter() {
        assertThat(Filter.where("colour = red")).isEqualTo(new Filter.OneOf("colour", List.of("red")));
        assertThat(Filter.where("\"the colour\"=\"dark \\\"red\\\"\"")).isEqualTo(
                new Filter.OneOf("the colour", List.of("dark \"red\"")));
        assertThat(Filter.where("colour != red")).isEqualTo(
                new Filter.Not(new Filter.OneOf("colour", List.of("red"))));
        assertThat(Filter.where("price<40")).isEqualTo(new Filter.Compared("price", Filter.Order.LESS, "40"));
        assertThat(Filter.where("price <= 40")).isEqualTo(new Filter.Compared("price", Filter.Order.AT_MOST, "40"));
        assertThat(Filter.where("price>=-4.5")).isEqualTo(
                new Filter.Compared("price", Filter.Order.AT_LEAST, "-4.5"));
        assertThat(Filter.where("price > 40")).isEqualTo(new Filter.Compared("price", Filter.Order.MORE, "40"));
        assertThat(Filter.where("size in (S, \"X L\",M)")).isEqualTo(
                new Filter.OneOf("size", List.of("S", "X L", "M")));
        assertThat(Filter.where("sale EXISTS")).isEqualTo(new Filter.Has("sale"));
        assertThat(Filter.where("text contains Linen")).isEqualTo(new Filter.Contains("text", List.of("linen")));
    }

    @Test
    void where_ofSeveralConditions_bindsNotThenAndThenOr() {
        var a = new Filter.Has("a");
        var b = new Filter.Has("b");
        var c = new Filter.Has("c");

        assertThat(Filter.where("a exists or not b exists and c exists")).isEqualTo(
                new Filter.Or(List.of(a, new Filter.And(List.of(new Filter.Not(b), c)))));
        assertThat(Filter.where("(a exists or b exists) and c exists")).isEqualTo(
                new Filter.And(List.of(new Filter.Or(List.of(a, b)), c)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"~~ | 1 | a field's name",
            "colour | 7 | expected =", "colour = | 9 | a value", "colour red | 8 | expected =",
            "(a exists | 10 | )", "a exists) | 9 | `and`, `or` or the end", "a in red | 6 | (",
            "a = \"red | 5 | a quote is opened", "a contains \"!?\" | 12 | letters or digits",
            "a exists and | 13 | a field's name", "a ! b | 3 | expected ="})
    void where_thatIsWrong_namesTheCharacter(String text, int character, String expected) {
        assertThatIllegalArgumentException().isThrownBy(() -> Filter.where(text))
                .withMessageContaining("at character %d,".formatted(character))
                .withMessageContaining(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "not ", "a exists and "})
    void where_withoutEnd_isRefused(String part) {
        assertThatIllegalArgumentException().isThrownBy(() -> Filter.where(part.repeat(4_000 / part.length())));
        assertThatIllegalArgumentException().isThrownBy(() -> Filter.where(part.repeat(100_000)))
                .withMessageContaining("4,096");
    }

    @Test
    void where_ofRandomText_isAFilterOrARefusal() {
        RandomGenerator random = Trials.random(Trials.seed());
        var words = List.of("a", "not", "and", "or", "in", "contains", "exists", "(", ")", "=", "!=", "<", ">=", ",",
                "\"", "\\", "7", " ", "é");
        int understood = 0;
        for (int trial = 0; trial < Trials.count(20_000); trial++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(8); i >= 0; i--) {
                text.append(words.get(random.nextInt(words.size()))).append(random.nextBoolean() ? " " : "");
            }
            try {
                assertThat(Filter.where(text.toString())).isNotNull();
                understood++;
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageContaining("at character");
            }
        }
        assertThat(understood).isPositive();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"f = 1.50|1.5|true", "f = red|RED|true",
            "f = red|dark red|false", "f < 40|9|true", "f < 40|abc|false",
            "f > 40|abc|false", "f >= 2026-11-25|2026-12-01|true", "f < 2026-11-25|2026-12-01|false",
            "f contains \"shirt linen\"|A Linen-shirt|true", "f contains shirt|shirts|false",
            "f != red|blue|true", "f in (S, 2)|2.0|true", "f <= -1|-1.0|true"})
    void accepts_ofAValue_knowsNumbersAndText(String text, String value, boolean accepted) {
        Filter filter = Filter.where(text);

        boolean accepts = switch (filter) {
            case Filter.Field field -> field.accepts(value);
            case Filter.Not(Filter.Field field) -> !field.accepts(value);
            default -> throw new AssertionError(filter);
        };

        assertThat(accepts).isEqualTo(accepted);
    }
}
