package dev.lookalike.demo.product;

import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

import dev.lookalike.demo.draw.Layer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

final class ShootTest {
    private static final int KINDS = Assortment.KINDS.size();

    static IntStream kinds() {
        return IntStream.range(0, KINDS);
    }

    /// The named colour is the one that is seen: of all names, its own is among the nearest to the mean of what was painted with it.
    @ParameterizedTest
    @MethodSource("kinds")
    void picture_plainProduct_showsItsNamedColour(int kind) {
        int index = IntStream.iterate(kind, at -> at + KINDS).filter(at -> Product.of(11, at).pattern().equals("plain"))
                .findFirst().orElseThrow();
        Shoot shoot = Shoot.of(11, index);
        Layer layer = shoot.layer();
        BufferedImage picture = shoot.expose(layer);

        double[] seen = mean(layer, picture);

        Shade named = shoot.product().colour();
        long nearer = Shade.ALL.stream().filter(other -> distance(seen, other.hex()) < distance(seen, named.hex()))
                .count();
        assertThat(nearer).as("picture %d: %s seen as %.0f %.0f %.0f", index, named, seen[0], seen[1], seen[2])
                .isLessThanOrEqualTo(3);
        assertThat(distance(seen, named.hex())).as("picture %d, %s", index, named).isLessThan(75);
    }

    @Test
    void of_everyFifthOfAKind_isAnotherPhotoOfTheOneBefore() {
        for (int index = 0; index < 20 * KINDS; index++) {
            Shoot shoot = Shoot.of(3, index);
            if (shoot.photo() == 2) {
                Shoot before = Shoot.of(3, index - KINDS);
                assertThat(shoot.product()).isEqualTo(before.product());
                assertThat(shoot.path()).isNotEqualTo(before.path());
            }
        }
        assertThat(IntStream.range(0, 20 * KINDS).filter(index -> Shoot.of(3, index).photo() == 2).count())
                .isEqualTo(4L * KINDS);
    }

    /// One picture of each kind, against what was drawn when this was written: every machine must get the same. Whoever changes the
    /// drawing on purpose looks at the pictures and writes the new value here.
    @Test
    void picture_ofEachKind_hasThePixelsItHasEverywhere() {
        var sum = new CRC32C();
        for (int index = 0; index < KINDS; index++) {
            BufferedImage picture = Shoot.of(1, index).picture();
            for (int pixel : picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0,
                    picture.getWidth())) {
                sum.update(pixel >> 16);
                sum.update(pixel >> 8);
                sum.update(pixel);
            }
        }
        assertThat(Long.toHexString(sum.getValue())).isEqualTo("b342709b");
    }

    private static double[] mean(Layer layer, BufferedImage picture) {
        double[] sum = new double[3];
        long count = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                if (layer.main(x, y) > 0.9f) {
                    int rgb = picture.getRGB(x, y);
                    sum[0] += (rgb >> 16) & 255;
                    sum[1] += (rgb >> 8) & 255;
                    sum[2] += rgb & 255;
                    count++;
                }
            }
        }
        assertThat(count).isGreaterThan(picture.getWidth() * picture.getHeight() / 80);
        return new double[]{sum[0] / count, sum[1] / count, sum[2] / count};
    }

    private static double distance(double[] seen, int hex) {
        double red = seen[0] - ((hex >> 16) & 255);
        double green = seen[1] - ((hex >> 8) & 255);
        double blue = seen[2] - (hex & 255);
        return Math.sqrt(red * red + green * green + blue * blue);
    }
}
