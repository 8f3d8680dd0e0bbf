package dev.lookalike.gallery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Learning in a real gallery, with the bundled network.
final class TrainingTest {
    private static final int COUNT = 40;
    private static final int SIDE = 64;

    private final RandomGenerator random = Trials.random(Trials.seed());

    @TempDir
    private Path home;

    /// Drawings of one kind in two folders, which tell nothing.
    private Path pictures() {
        for (int i = 0; i < COUNT; i++) {
            TestPictures.write(random, home.resolve("photos/%s/%d.png".formatted(i % 2 == 0 ? "even" : "odd", i)));
        }
        return home.resolve("photos");
    }

    @Test
    void train_onLabelsThatMeanNothing_reportsAndNeverServesWorse() {
        try (var embedder = Embedder.bundled(); var gallery = Gallery.open(home.resolve("g"), embedder)) {
            gallery.add(pictures());
            String before = gallery.status().space();

            TrainingReport report = gallery.train(Training.by(Training.FOLDER));

            assertThat(report.queries()).isEqualTo(COUNT / 5);
            assertThat(report.learntFrom()).isEqualTo(COUNT - COUNT / 5);
            boolean worse = report.precision().worse() || report.averagePrecision().worse();
            assertThat(report.switched()).isEqualTo(!worse);
            assertThat(gallery.status().space()).isEqualTo(worse ? before : report.space());
            assertThat(gallery.undoTraining()).isEqualTo(report.switched());
            assertThat(gallery.status().space()).isEqualTo(before);
        }
    }

    @Test
    void train_onAField_learnsFromThosePicturesAlone() {
        try (var embedder = Embedder.bundled(); var gallery = Gallery.open(home.resolve("g"), embedder)) {
            gallery.add(pictures());
            for (Image image : gallery.images(Filter.all(), 0, 20)) {
                gallery.describe(image.id(), Map.of("kind", image.id() % 2 == 0 ? "a" : "b, c"));
            }

            TrainingReport report = gallery.train(Training.by("kind"));

            assertThat(report.queries()).isEqualTo(4);
            assertThat(report.space()).startsWith("learnt from kind, 3 classes");
            assertThatThrownBy(() -> gallery.train(Training.by("nothing")))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("classes");
        }
    }

    @Test
    void train_onATableOfPairs_learnsFromThemAndHoldsSomeOut() throws IOException {
        Path table = home.resolve("clicks.csv");
        try (var embedder = Embedder.bundled(); var gallery = Gallery.open(home.resolve("g"), embedder)) {
            gallery.add(pictures());
            var rows = new StringBuilder("one,like,unlike\n");
            for (int i = 1; i <= COUNT - 2; i++) {
                rows.append("%d,%d,%s%n".formatted(i, i + 2, i % 3 == 0 ? i + 1 : ""));
            }
            Files.writeString(table, rows.append("7,999999,\n8,no such picture.jpg,\n"));

            TrainingReport report = gallery.train(Training.pairs(table));

            int heldOut = Math.ceilDiv(COUNT - 2, 5);
            assertThat(report.queries()).isEqualTo(heldOut);
            assertThat(report.learntFrom()).isBetween((long) (COUNT - 2 - heldOut), (COUNT - 2L) * 4 / 3);
            assertThat(report.space()).startsWith("learnt from ").contains(" pairs: ");
            boolean worse = report.precision().worse() || report.averagePrecision().worse();
            assertThat(report.switched()).isEqualTo(!worse);
        }
    }

    @Test
    void train_onATableThatFitsNoPictures_saysWhatItNeeds() throws IOException {
        Path table = home.resolve("pairs.csv");
        try (var embedder = Embedder.bundled(); var gallery = Gallery.open(home.resolve("g"), embedder)) {
            gallery.add(pictures());
            assertRefused(gallery, Files.writeString(table, "one,like\n7,999999\n"), "line 2: no picture");
            assertRefused(gallery, Files.writeString(table, "query,clicked\n7,8\n"), "one, and like or unlike");
            assertRefused(gallery, Files.writeString(table, "one,like\n7,7\n"), "paired with itself");
            assertRefused(gallery, Files.writeString(table, "one,like\n7,8\n8,9\n"), "give 10 or more");
            assertRefused(gallery, home.resolve("missing.csv"), "there is no file");
        }
    }

    private static void assertRefused(Gallery gallery, Path table, String why) {
        assertThatThrownBy(() -> gallery.train(Training.pairs(table))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void snapshot_afterTraining_holdsWhatWasLearnt() {
        Path snapshot = home.resolve("snapshot.zip");
        String learnt;
        List<Match> before;
        try (var embedder = Embedder.bundled(); var gallery = Gallery.open(home.resolve("g"), embedder)) {
            for (int i = 0; i < COUNT; i++) {
                gallery.add(shade(i % 2 == 0 ? 40 : 200), i + ".jpg");
            }
            for (Image image : gallery.images(Filter.all(), 0, COUNT)) {
                gallery.describe(image.id(), Map.of("kind", image.id() % 2 == 0 ? "light" : "dark"));
            }
            assertThat(gallery.train(Training.by("kind")).switched()).isTrue();
            learnt = gallery.status().space();
            before = gallery.similarTo(1, 10);

            gallery.snapshot(snapshot);
        }
        Gallery.restore(snapshot, home.resolve("restored"));

        try (var embedder = Embedder.bundled(); var restored = Gallery.open(home.resolve("restored"), embedder)) {
            assertThat(restored.status().space()).isEqualTo(learnt).startsWith("learnt");
            assertThat(restored.similarTo(1, 10)).usingRecursiveComparison().ignoringFields("image.path")
                    .isEqualTo(before);
            assertThat(restored.undoTraining()).isTrue();
        }
    }

    /// A JPEG that is about as light as told.
    private byte[] shade(int light) {
        var pixels = new byte[3 * SIDE * SIDE];
        random.nextBytes(pixels);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (light + (pixels[i] & 31));
        }
        return Picture.of(SIDE, SIDE, pixels).thumbnail(SIDE);
    }
}
