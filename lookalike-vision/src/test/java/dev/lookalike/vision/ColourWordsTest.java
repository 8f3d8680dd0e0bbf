package dev.lookalike.vision;

import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class ColourWordsTest {
    private static ColourWords of(String text, String... things) {
        return ColourWords.of(text, Set.of(things)::contains);
    }

    @Test
    void of_wordsWithAColour_partsThemFromTheRest() {
        assertThat(of("red dress").rest()).isEqualTo("dress");
        assertThat(of("red dress").palette()).isEqualTo(Palette.parse("red"));
        assertThat(of("A Sky Blue coat, with white dots"))
                .isEqualTo(new ColourWords(Palette.parse("sky blue,white"), "A coat with dots"));
    }

    @Test
    void of_colourAlone_leavesNothing() {
        assertThat(of("but red").rest()).isEmpty();
        assertThat(of("something in navy or grey")).isEqualTo(new ColourWords(Palette.parse("navy,grey"), ""));
    }

    @Test
    void of_darkOrLightColour_shadesIt() {
        int green = tint("green");
        int dark = tint("dark green jacket");
        int pale = tint("pale green jacket");

        assertThat(of("dark green jacket").rest()).isEqualTo("jacket");
        assertThat(dark >> 8 & 255).isLessThan(green >> 8 & 255);
        assertThat(pale >> 8 & 255).isGreaterThan(green >> 8 & 255);
        assertThat(of("a dark jacket")).isEqualTo(new ColourWords(null, "a dark jacket"));
    }

    private static int tint(String text) {
        Palette palette = of(text).palette();
        return palette == null ? 0 : palette.tints().getFirst().rgb();
    }

    @Test
    void of_namesOfThings_areNoColours() {
        assertThat(of("a red fox", "red", "fox")).isEqualTo(new ColourWords(null, "a red fox"));
        assertThat(of("a coloured print").palette()).isNull();
    }

    @Test
    void of_moreColoursThanAPaletteHas_keepsTheFirst() {
        ColourWords many = of("black grey white beige brown red orange yellow green");
        assertThat(many.palette()).isNotNull().extracting(palette -> palette.tints().size()).isEqualTo(8);
        assertThat(many.rest()).isEqualTo("green");
    }
}
