package dev.lookalike.gallery.ranking;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.lookalike.gallery.Image;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

final class LabelsTest {
    private static final Space FITTED = Space.asIs(2);

    @Test
    void of_neighboursInFolders_countsThem() {
        var nearest = Stream.of("train/hat", "test/hat", "shoe", "").map(folder -> image(folder, Map.of())).toList();

        assertThat(Labels.of(FITTED, List.of(example(1, 0, 1)), nearest)).containsExactly(
                new Image.Category("hat", 0.5f), new Image.Category("shoe", 0.25f));
        assertThat(Labels.of(FITTED, List.of(example(1, 0, 1)), List.of())).isEmpty();
        assertThat(Labels.of(FITTED, List.of(example(1, 0, 1)), List.of(image("", Map.of())))).isEmpty();
    }

    @Test
    void of_neighboursThatWereToldLabels_takesThoseAndNotFolders() {
        var nearest = List.of(image("a", Map.of("label", "warm; even")), image("b", Map.of("label", "warm")),
                image("c", Map.of()), image("c", Map.of()));

        assertThat(Labels.of(FITTED, List.of(example(1, 0, 1)), nearest)).containsExactly(
                new Image.Category("warm", 0.5f), new Image.Category("even", 0.25f));
    }

    @Test
    void of_aLearntSpace_isWhatWasLearntInTheMeanOfExamplesToBeLike() {
        var learnt = new Space(2, 9, new float[2], new float[]{1, 0, 0, 1}, "folder, 2 classes",
                new Memberships(List.of("hat", "shoe"), 0, new float[2], new float[]{1, -1, 0, 0}));
        double sure = 1 / (1 + Math.exp(-2));

        List<Image.Category> one = Labels.of(learnt, List.of(example(1, 0, 1)), List.of(image("sock", Map.of())));
        List<Image.Category> both = Labels.of(learnt, List.of(example(1, 0, 3), example(-1, 0, 1), example(-9, 0, -1)),
                List.of());

        assertThat(one).extracting(Image.Category::name).containsExactly("hat", "shoe");
        assertThat((double) one.getFirst().probability()).isEqualTo(sure, within(1e-6));
        assertThat((double) both.getFirst().probability()).isEqualTo(0.75 * sure + 0.25 * (1 - sure), within(1e-6));
    }

    private static Example example(double x, double y, double weight) {
        return new Example.Seen(new double[]{x, y}, weight, null, null);
    }

    private static Image image(String folder, Map<String, String> told) {
        return new Image(1, Path.of("a.jpg"), "a.jpg", folder, "image/jpeg", 1, 1, 1, "0".repeat(64), Instant.EPOCH,
                null, List.of(), told, new byte[24]);
    }
}
