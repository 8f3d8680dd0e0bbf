package dev.lookalike.gallery.evaluation;

import java.util.Random;

import dev.lookalike.gallery.Trials;
import dev.lookalike.vision.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

final class ChangeTest {
    private final Random random = new Random(Trials.seed());

    @ParameterizedTest
    @EnumSource(Change.class)
    void apply_toAPicture_makesAnotherAndLeavesTheFirst(Change change) {
        Picture picture = drawn(90, 60);
        byte[] before = picture.rgb().clone();

        Picture changed = change.apply(picture, random, 60);

        assertThat(picture.rgb()).isEqualTo(before);
        assertThat(changed.rgb()).isNotEqualTo(before);
        assertThat(changed.width()).isEqualTo(45);
        assertThat(changed.height()).isEqualTo(30);
    }

    @Test
    void reencode_ofALargePicture_keepsTheShapesOfItsPart() {
        long seed = random.nextLong();
        Picture picture = Picture.of(4, 4, drawn(4, 4).rgb()).resized(400, 400);

        Picture mirrored = Change.FLIP.apply(picture, new Random(seed), 200);
        Picture small = Change.REENCODE.apply(picture, new Random(seed), 200);

        double difference = 0;
        for (int i = 0; i < small.rgb().length; i++) {
            difference += Math.abs((small.rgb()[i] & 0xFF) - (mirrored.rgb()[i] & 0xFF));
        }
        assertThat(difference / small.rgb().length).isLessThan(12);
    }

    private Picture drawn(int width, int height) {
        var rgb = new byte[3 * width * height];
        random.nextBytes(rgb);
        return Picture.of(width, height, rgb);
    }
}
