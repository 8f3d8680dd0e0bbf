package dev.lookalike.vision;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class PaletteTest {
    private static final int SIDE = 120;

    @Test
    void parse_ofHexAndNames_readsColoursAndShares() {
        Palette palette = Palette.parse("white:30, #AA2233:70");

        assertThat(palette.tints().getFirst().hex()).isEqualTo("#aa2233");
        assertThat(palette.tints().getFirst().share()).isCloseTo(0.7, within(1e-9));
        assertThat(Palette.parse(palette.toString())).isEqualTo(palette);
        assertThat(Palette.parse("sky blue,red").tints()).extracting(Palette.Tint::share).containsExactly(0.5, 0.5);
    }

    @Test
    void parse_ofWhatIsNoPalette_saysWhatIsExpected() {
        assertThatThrownBy(() -> Palette.parse("bluish")).hasMessageContaining("bluish")
                .hasMessageContaining("#rrggbb");
        assertThatThrownBy(() -> Palette.parse("red:0")).hasMessageContaining("`0`").hasMessageContaining("above 0");
        assertThatThrownBy(() -> Palette.parse("red:NaN")).hasMessageContaining("above 0");
        assertThatThrownBy(() -> Palette.parse("")).hasMessageContaining("#rrggbb");
        assertThatThrownBy(() -> Palette.parse("red,red,red,red,red,red,red,red,red")).hasMessageContaining("1 to 8");
    }

    @Test
    void of_thingBeforeAWall_hasItsColoursAlone() {
        Palette palette = Palette.of(shirt(0xE8E4D8, 0xAA2233, 0x25325A));

        assertThat(palette.tints()).hasSize(2);
        assertThat(distance(palette.tints().get(0).rgb(), 0xAA2233)).isLessThan(30);
        assertThat(distance(palette.tints().get(1).rgb(), 0x25325A)).isLessThan(30);
        assertThat(palette.tints().get(0).share()).isBetween(0.55, 0.85);
    }

    @Test
    void of_clothThatFillsThePicture_hasAllOfIt() {
        var rgb = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            put(rgb, i, i % SIDE / 10 % 2 == 0 ? 0x2D5FB3 : 0xF1F0EC);
        }

        Palette palette = Palette.of(Picture.of(SIDE, SIDE, rgb));

        assertThat(palette.tints()).hasSize(2);
        assertThat(palette.tints().get(0).share()).isCloseTo(0.5, within(0.1));
    }

    @Test
    void main_ofAVector_isTheColourThatItHasMostOf() {
        float[] main = Palette.main(Palette.parse("#c3282e:70,#2d5fb3:30").vector());

        assertThat(main[0]).as("lightness").isCloseTo(43, within(6f));
        assertThat(main[1]).as("green to red").isCloseTo(60, within(8f));
        assertThat(main[2]).as("blue to yellow").isCloseTo(37, within(8f));
        assertThatThrownBy(() -> Palette.main(new float[3])).hasMessageContaining("3 values");
    }

    @Test
    void vector_ofColours_isTheNearerTheMoreTheyLookAlike() {
        float[] red = Palette.parse("#c3282e").vector();

        double same = dot(red, Palette.parse("#c82a30").vector());
        double dark = dot(red, Palette.parse("#8e2530").vector());
        double blue = dot(red, Palette.parse("#2d5fb3").vector());

        assertThat(dot(red, red)).isCloseTo(1, within(1e-5));
        assertThat(same).isGreaterThan(0.9);
        assertThat(dark).isLessThan(same);
        assertThat(blue).isLessThan(0.01);
        double half = dot(red, Palette.parse("#c3282e:50,#2d5fb3:50").vector());
        assertThat(half).isBetween(0.6, 0.8);
    }

    @Test
    void vector_ofPictureInOtherPlaces_isTheSame() {
        float[] white = Palette.vector(shirt(0xF4F4F2, 0xAA2233, 0x25325A));
        float[] green = Palette.vector(shirt(0x7A8F74, 0xAA2233, 0x25325A));

        assertThat(dot(white, green)).isGreaterThan(0.95);
        assertThat(white).hasSize(Palette.DIMENSION);
    }

    /// Two colours, one above the other, before a wall that grows darker.
    private static Picture shirt(int wall, int upper, int lower) {
        var rgb = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            int x = i % SIDE;
            int y = i / SIDE;
            boolean within = x > 30 && x < 90 && y > 20 && y < 100;
            put(rgb, i, within ? y < 75 ? upper : lower : wall - 0x010101 * (y / 8));
        }
        return Picture.of(SIDE, SIDE, rgb);
    }

    private static void put(byte[] rgb, int pixel, int colour) {
        rgb[3 * pixel] = (byte) (colour >> 16);
        rgb[3 * pixel + 1] = (byte) (colour >> 8);
        rgb[3 * pixel + 2] = (byte) colour;
    }

    private static int distance(int one, int other) {
        return Arrays.stream(new int[]{0, 8, 16}).map(bits -> Math.abs((one >> bits & 255) - (other >> bits & 255)))
                .sum();
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }
}
