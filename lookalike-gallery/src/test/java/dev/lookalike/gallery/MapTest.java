package dev.lookalike.gallery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;

import dev.lookalike.gallery.PictureMap.Place;
import dev.lookalike.vision.Embedder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The map of a gallery: kept, brought up to the pictures there are, and drawn again.
final class MapTest {
    private static final int PICTURES = 30;
    private static Embedder embedder;

    private final RandomGenerator random = Trials.random(Trials.seed());

    @TempDir
    private Path home;

    private Path photos;

    @BeforeAll
    static void open() {
        embedder = Embedder.bundled();
    }

    @AfterAll
    static void close() {
        embedder.close();
    }

    @BeforeEach
    void somePhotos() {
        photos = home.resolve("photos");
        for (int i = 0; i < PICTURES; i++) {
            TestPictures.write(random, photos.resolve("%d.jpg".formatted(i)));
        }
    }

    private Gallery gallery() {
        return Gallery.open(home.resolve("test.gallery"), embedder);
    }

    private Path file() {
        return home.resolve("test.gallery/derived/map");
    }

    @Test
    void map_drawn_holdsEveryPictureAlsoAfterReopening() {
        PictureMap drawn;
        try (var gallery = gallery()) {
            gallery.add(photos);
            assertThat(gallery.map()).isEmpty();
            var told = new ArrayList<Progress.State>();

            drawn = gallery.drawMap(told::add);

            assertThat(drawn.places()).extracting(Place::id)
                    .containsExactlyElementsOf(gallery.images(Filter.all(), 0, 100).stream().map(Image::id).toList());
            assertThat(drawn.since()).isZero();
            assertThat(drawn.due()).isFalse();
            assertThat(told.getLast().finished()).isTrue();
        }
        try (var gallery = gallery()) {
            assertThat(gallery.map().orElseThrow().places()).isEqualTo(drawn.places());
            assertThat(gallery.map().orElseThrow().clusters()).isEqualTo(drawn.clusters());
        }
    }

    @Test
    void map_whenPicturesComeAndGo_followsUntilItIsDue() throws IOException {
        try (var gallery = gallery()) {
            gallery.add(photos);
            PictureMap drawn = gallery.drawMap(Progress.none());
            long gone = drawn.places().getFirst().id();
            Image known = gallery.image(drawn.places().get(7).id()).orElseThrow();
            gallery.remove(gone);
            // The same picture in another file, with some bytes behind its end.
            byte[] content = Files.readAllBytes(known.path());
            byte[] longer = Arrays.copyOf(content, content.length + 3);
            Image copy = gallery.add(longer, "copy.jpg");

            PictureMap now = gallery.map().orElseThrow();

            assertThat(now.places()).hasSize(PICTURES).extracting(Place::id).isSorted().doesNotContain(gone)
                    .contains(copy.id());
            assertThat(now.since()).isEqualTo(2);
            assertThat(now.due()).isFalse();
            Place beside = now.places().getLast();
            assertThat(now.places()).filteredOn(place -> place.id() != copy.id())
                    .anyMatch(place -> place.x() == beside.x()).anyMatch(place -> place.y() == beside.y());

            for (int i = 0; i < 20; i++) {
                TestPictures.write(random, photos.resolve("more/%d.jpg".formatted(i)));
            }
            gallery.add(photos);

            assertThat(gallery.map().orElseThrow().due()).isTrue();
            assertThat(gallery.map().orElseThrow().places()).hasSize(PICTURES + 20);
            assertThat(gallery.drawMap(Progress.none()).due()).isFalse();
        }
    }

    @Test
    void map_deletedOrDamaged_isNamedAndDrawnAgain() throws IOException {
        List<Place> places;
        try (var gallery = gallery()) {
            gallery.add(photos);
            places = gallery.drawMap(Progress.none()).places();
        }
        byte[] bytes = Files.readAllBytes(file());
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(file(), bytes);
        try (var gallery = gallery()) {
            assertThat(gallery.verify()).singleElement().asString().contains(file().toString(), "damaged");
            assertThat(gallery.map()).isEmpty();
            assertThat(gallery.drawMap(Progress.none()).places()).isEqualTo(places);
            assertThat(gallery.verify()).isEmpty();
        }
        Files.delete(file());
        try (var gallery = gallery()) {
            assertThat(gallery.verify()).isEmpty();
            assertThat(gallery.map()).isEmpty();
            assertThat(gallery.drawMap(Progress.none()).places()).isEqualTo(places);
            gallery.repair();
            assertThat(gallery.map()).isEmpty();
        }
    }

    @Test
    void drawMap_whileTheGalleryIsClosed_ends() {
        var gallery = gallery();
        gallery.add(photos);

        assertThatThrownBy(() -> gallery.drawMap(state -> gallery.close())).isInstanceOf(CancellationException.class);

        assertThat(file()).doesNotExist();
    }
}
