package dev.lookalike.gallery.health;

import java.util.Random;

import dev.lookalike.gallery.Trials;
import dev.lookalike.vision.Crop;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Picture;
import org.junit.jupiter.api.RepeatedTest;

import static org.assertj.core.api.Assertions.assertThat;

final class AlignmentTest {
    private static final double COPY = 0.8;

    private final Random random = new Random(Trials.seed());

    @RepeatedTest(3)
    void agreement_ofAlteredCopies_isThatOfOnePhoto() {
        Picture photo = drawn();
        Picture small = Picture.read(photo.thumbnail(150), Limits.UPLOAD, 64);

        assertThat(agreement(photo, photo)).isGreaterThan(0.99);
        assertThat(agreement(photo, small)).as("small").isGreaterThan(COPY);
        assertThat(agreement(photo, mirrored(photo))).as("mirrored").isGreaterThan(0.99);
        assertThat(agreement(photo, part(photo, 0.9))).as("part").isGreaterThan(COPY);
        assertThat(agreement(part(photo, 0.75), photo)).as("whole of a part").isGreaterThan(COPY);
        assertThat(agreement(photo, mirrored(part(photo, 0.8)))).as("mirrored part").isGreaterThan(COPY);
        assertThat(agreement(photo, mapped(photo, 0, 0.8, 20))).as("paler").isGreaterThan(COPY);
        assertThat(agreement(photo, photo.resized(200, 200))).as("stretched").isGreaterThan(COPY);
    }

    @RepeatedTest(3)
    void agreement_ofLookAlikes_isNotThatOfCopies() {
        Picture photo = drawn();

        assertThat(agreement(photo, drawn())).as("another").isLessThan(COPY);
        // The same light and dark, with other small things in it.
        assertThat(agreement(photo, mixed(photo.resized(6, 5).resized(240, 200), drawn(), 0.3))).isLessThan(COPY);
        // One half in another colour of the same brightness.
        assertThat(agreement(photo, halfSwapped(photo))).as("another hue").isLessThan(COPY);
    }

    @RepeatedTest(1)
    void agreement_ofPicturesWithoutAnything_isNone() {
        assertThat(agreement(flat(200), flat(90))).isZero();
    }

    private static double agreement(Picture a, Picture b) {
        return Alignment.agreement(Miniature.of(a), Miniature.of(b));
    }

    /// Blots of all sizes and colours.
    private Picture drawn() {
        Picture drawn = noise(6, 5).resized(240, 200);
        for (int side : new int[]{12, 24, 48}) {
            drawn = mixed(drawn, noise(side, side * 5 / 6).resized(240, 200), 0.4);
        }
        return drawn;
    }

    private Picture noise(int width, int height) {
        var rgb = new byte[3 * width * height];
        random.nextBytes(rgb);
        return Picture.of(width, height, rgb);
    }

    private static Picture flat(int level) {
        var rgb = new byte[3 * 40 * 30];
        java.util.Arrays.fill(rgb, (byte) level);
        return Picture.of(40, 30, rgb);
    }

    private static Picture mixed(Picture a, Picture b, double share) {
        var rgb = new byte[a.rgb().length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.round((1 - share) * (a.rgb()[i] & 0xFF) + share * (b.rgb()[i] & 0xFF));
        }
        return Picture.of(a.width(), a.height(), rgb);
    }

    private Picture part(Picture picture, double side) {
        return picture.crop(new Crop((1 - side) * random.nextDouble(), (1 - side) * random.nextDouble(), side, side));
    }

    private static Picture mirrored(Picture picture) {
        int width = picture.width();
        var rgb = new byte[picture.rgb().length];
        for (int pixel = 0; pixel < rgb.length / 3; pixel++) {
            System.arraycopy(picture.rgb(), 3 * pixel, rgb, 3 * (pixel / width * width + width - 1 - pixel % width), 3);
        }
        return Picture.of(width, picture.height(), rgb);
    }

    private static Picture mapped(Picture picture, int channel, double contrast, int brighter) {
        byte[] rgb = picture.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            double level = contrast * (rgb[i] & 0xFF) + (i % 3 == channel ? brighter : 0);
            rgb[i] = (byte) Math.clamp(Math.round(level), 0, 255);
        }
        return Picture.of(picture.width(), picture.height(), rgb);
    }

    private static Picture halfSwapped(Picture picture) {
        byte[] rgb = picture.rgb().clone();
        for (int pixel = 0; pixel < rgb.length / 6; pixel++) {
            byte red = rgb[3 * pixel];
            rgb[3 * pixel] = rgb[3 * pixel + 2];
            rgb[3 * pixel + 2] = red;
        }
        return Picture.of(picture.width(), picture.height(), rgb);
    }
}
