package dev.lookalike.gallery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import dev.lookalike.vision.Crop;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Picture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Looking through a real gallery, with the bundled network: one for all tests, in an order in which each leaves what the next needs.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class InspectTest {
    private static final int COUNT = 20;

    /// The same drawings each time: of boxes at random, two are now and then one picture but for a box.
    private final RandomGenerator random = new Random(1);

    @TempDir
    private static Path home;

    private Embedder embedder;
    private Gallery gallery;

    @BeforeAll
    void open() throws IOException {
        draw();
        embedder = Embedder.bundled();
        gallery = Gallery.open(home.resolve("g"), embedder);
        gallery.add(home.resolve("photos"));
    }

    @AfterAll
    void close() {
        gallery.close();
        embedder.close();
    }

    private Path photo(int number) {
        return home.resolve("photos/%s/%02d.png".formatted(number % 2 == 0 ? "even" : "odd", number));
    }

    private void draw() throws IOException {
        for (int i = 0; i < COUNT; i++) {
            TestPictures.write(random, photo(i));
        }
        Path copies = Files.createDirectories(home.resolve("photos/copies"));
        Files.copy(photo(0), copies.resolve("same.png"));
        Picture first = Picture.read(photo(1), Limits.FOLDER, 32);
        Files.write(copies.resolve("small.jpg"), first.thumbnail(Math.max(first.width(), first.height()) * 3 / 4));
        Picture second = Picture.read(photo(2), Limits.FOLDER, 32);
        Files.write(copies.resolve("part.jpg"), second.crop(new Crop(0.05, 0, 0.9, 0.9)).thumbnail(2_000));
    }

    private static List<Set<String>> names(InspectionReport report) {
        return report.copies().stream()
                .map(one -> one.images().stream().map(Image::name).collect(Collectors.toSet())).toList();
    }

    @Test
    @Order(1)
    void inspect_withCopies_tellsThemAndNoOthers() {
        InspectionReport report = gallery.inspect(new Inspection("folder", 10), Progress.none());

        assertThat(report.pictures()).isEqualTo(COUNT + 3);
        assertThat(names(report)).containsExactlyInAnyOrder(Set.of("00.png", "same.png"),
                Set.of("01.png", "small.jpg"), Set.of("02.png", "part.jpg"));
        assertThat(report.copyGroups()).isEqualTo(3);
        assertThat(report.copies()).extracting(InspectionReport.Copies::sameFile).containsExactly(true, false, false);
        assertThat(report.copies()).allSatisfy(one -> {
            assertThat(one.agreement()).isBetween(0.8, 1.0);
            assertThat(one.images().getFirst().width()).isGreaterThanOrEqualTo(one.images().getLast().width());
        });
        assertThat(report.outliers()).hasSize(10);
        assertThat(report.doubts()).hasSizeLessThanOrEqualTo(10).extracting(one -> one.image().id())
                .doesNotHaveDuplicates();
        assertThat(report.unreadable()).isEmpty();
    }

    @Test
    @Order(2)
    void inspect_interrupted_stops() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> gallery.inspect(new Inspection("folder", 10), Progress.none()))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    @Order(3)
    void inspect_byAField_doubtsWhatItsNeighboursContradict() {
        for (Image image : gallery.images(Filter.all(), 0, 10)) {
            gallery.describe(image.id(), Map.of("kind", image.id() < 4 ? "a" : "b"));
        }

        InspectionReport report = gallery.inspect(new Inspection("kind", 100), Progress.none());

        assertThat(report.doubts()).isNotEmpty().allSatisfy(one -> {
            assertThat(one.image().metadata()).containsKey("kind");
            assertThat(one.labels()).doesNotContain(one.instead());
            assertThat(one.share() + one.insteadShare()).isBetween(0.999, 1.001);
        });
    }

    @Test
    @Order(4)
    void inspect_afterFilesAreGone_namesThemAndGoesOn() throws IOException {
        Files.delete(photo(0));
        Files.delete(photo(1));

        InspectionReport report = gallery.inspect(new Inspection("folder", 10), Progress.none());

        assertThat(report.unreadable()).extracting(Rejection::path).contains(photo(1));
        // The same bytes are known by their hash, whether or not the file is there.
        assertThat(names(report)).containsExactlyInAnyOrder(Set.of("00.png", "same.png"),
                Set.of("02.png", "part.jpg"));
    }
}
