package dev.lookalike.app.api;

import java.util.Map;

import dev.lookalike.gallery.Filter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class UnknownFieldTest {
    private static final Map<String, Long> FIELDS = Map.of("colour", 3L);

    @ParameterizedTest
    @ValueSource(strings = {"colur = red", "colour = red and colur = red", "not colur = red",
            "(colour = red or colur < 3)",
            "colur contains red", "colur in (red, blue)"})
    void check_ofAFieldThatNoPictureHas_namesItAndThoseThereAre(String filter) {
        assertThatIllegalArgumentException().isThrownBy(() -> UnknownField.check(Filter.where(filter), FIELDS))
                .withMessageContaining("`colur`").withMessageContaining("there are colour");
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour = mauve", "colur exists", "not colur exists and colour = red"})
    void check_ofFieldsThereAreOrOfWhetherThereAre_letsItPass(String filter) {
        assertThatCode(() -> UnknownField.check(Filter.where(filter), FIELDS)).doesNotThrowAnyException();
    }

    @Test
    void check_whereNothingIsToldOfAnyPicture_letsItPass() {
        assertThatCode(() -> UnknownField.check(Filter.where("colour = red"), Map.of())).doesNotThrowAnyException();
    }
}
