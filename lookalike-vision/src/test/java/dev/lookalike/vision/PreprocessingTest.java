package dev.lookalike.vision;

import java.util.List;

import dev.lookalike.vision.Preprocessing.Filter;
import dev.lookalike.vision.Preprocessing.Normalisation;
import dev.lookalike.vision.Preprocessing.Resize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PreprocessingTest {

    @Test
    void usual_unlessTold_is256And224() {
        assertThat(Preprocessing.usual(224))
                .isEqualTo(new Preprocessing(Resize.SHORTER_SIDE, 256, Normalisation.IMAGENET, Filter.BILINEAR));
    }

    @Test
    void parse_words_nameWhatTheySay() {
        assertThat(Preprocessing.parse("squash:256, minus-one-to-one, bicubic", 224))
                .isEqualTo(new Preprocessing(Resize.SQUASH, 256, Normalisation.MINUS_ONE_TO_ONE, Filter.BICUBIC));
        assertThat(Preprocessing.parse("letterbox", 224).resize()).isEqualTo(Resize.LETTERBOX);
        assertThat(Preprocessing.parse("shorter-side", 224).resizeTo()).isEqualTo(224);
        assertThat(Preprocessing.parse("127/128", 224).normalisation()).isEqualTo(Normalisation.same(127, 128));
        assertThat(Preprocessing.parse("1:2:3/4:5:6", 224).normalisation())
                .isEqualTo(new Normalisation(List.of(1.0, 2.0, 3.0), List.of(4.0, 5.0, 6.0)));
        assertThat(Preprocessing.parse("bicubic", 224).resizeTo()).isEqualTo(256);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shorter-side:300, imagenet, bilinear", "squash:256, zero-to-one, bicubic",
            "letterbox, minus-one-to-one, bilinear", "whole, 127.0/128.0, bicubic",
            "squash:224, 1.0:2.0:3.0/4.0:5.0:6.0, bilinear"})
    void toString_isWhatParseReads(String text) {
        assertThat(Preprocessing.parse(text, 224)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'' | no way", "stretch | no way", "squash:x | no number",
            "squash:0 | resizeTo",
            "squash:5000 | resizeTo", "127/0 | std above 0", "1:2/3:4 | three numbers", "NaN/1 | three numbers",
            "1/2/3 | no way", "squash:224,,bicubic | no way"})
    void parse_nonsense_saysWhatToUse(String text, String message) {
        assertThatThrownBy(() -> Preprocessing.parse(text, 224)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
