package dev.lookalike.gallery;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;

import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.VisionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class GalleryTest {
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
        for (int i = 0; i < 5; i++) {
            TestPictures.write(random, photos.resolve("a/%d.jpg".formatted(i)));
            TestPictures.write(random, photos.resolve("b/c/%d.png".formatted(i)));
        }
    }

    private Gallery gallery() {
        return Gallery.open(home.resolve("test.gallery"), embedder);
    }

    @Test
    void add_folder_findsEveryPictureAlsoAfterReopening() {
        try (var gallery = gallery()) {
            var report = gallery.add(photos);

            assertThat(report.added()).isEqualTo(10);
            assertThat(report.rejected()).isZero();
            assertThat(gallery.images(Filter.all(), 0, 100)).hasSize(10);
        }
        try (var gallery = gallery()) {
            assertThat(gallery.count(Filter.all())).isEqualTo(10);
            assertThat(gallery.status().dimension()).isEqualTo(embedder.dimension());
            assertThat(gallery.verify()).isEmpty();
        }
    }

    @Test
    void search_forEachPictureAdded_ranksItselfFirst() {
        try (var gallery = gallery()) {
            gallery.add(photos);
            Image upload = gallery.add(TestPictures.content(random, "png"), "new.png");

            for (Image image : gallery.images(Filter.all(), 0, 100)) {
                assertThat(gallery.similarTo(image.path(), 1)).singleElement().extracting(Match::image)
                        .extracting(Image::id).isEqualTo(image.id());
            }
            gallery.remove(upload.id());
            assertThat(gallery.similarTo(photos.resolve("a/0.jpg"), 100)).extracting(match -> match.image().id())
                    .hasSize(10).doesNotContain(upload.id());
        }
    }

    @Test
    void thumbnail_asked_isASmallJpegAndCached() throws IOException {
        try (var gallery = gallery()) {
            gallery.add(photos);
            long id = gallery.images(Filter.all(), 0, 1).getFirst().id();

            byte[] made = gallery.thumbnail(id, 32);
            byte[] kept = gallery.thumbnail(id, 32);

            BufferedImage small = ImageIO.read(new ByteArrayInputStream(made));
            assertThat(Math.max(small.getWidth(), small.getHeight())).isEqualTo(32);
            assertThat(kept).isEqualTo(made);
            try (var files = Files.walk(gallery.folder().resolve("derived/thumbnails"))) {
                Path file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
                Files.write(file, new byte[]{1, 2, 3, 4, 5, 6});
            }
            assertThat(gallery.thumbnail(id, 32)).isEqualTo(made);
            Files.move(gallery.folder().resolve("derived/thumbnails"), gallery.folder().resolve("derived/away"));
            Files.writeString(gallery.folder().resolve("derived/thumbnails"), "no room for a cache");
            assertThat(gallery.thumbnail(id, 32)).isEqualTo(made);
            assertThatThrownBy(() -> gallery.thumbnail(id, 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> gallery.thumbnail(999, 32)).isInstanceOf(GalleryException.NoSuchImage.class);
        }
    }

    @Test
    void add_again_leavesAllUnchanged() {
        try (var gallery = gallery()) {
            gallery.add(photos);

            var report = gallery.add(photos);

            assertThat(report.added()).isZero();
            assertThat(report.unchanged()).isEqualTo(10);
        }
    }

    @Test
    void add_oneFile_takesItAndItsNeighboursNot() {
        try (var gallery = gallery()) {
            Path file = photos.resolve("a/3.jpg");

            assertThat(gallery.add(file).added()).isEqualTo(1);

            assertThat(gallery.images(Filter.all(), 0, 10)).extracting(Image::path).containsExactly(file);
            assertThat(gallery.sync(Progress.none()).unchanged()).isEqualTo(1);
        }
    }

    @Test
    void add_missingFile_saysSo() {
        try (var gallery = gallery()) {
            assertThatThrownBy(() -> gallery.add(home.resolve("nowhere"))).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("nowhere");
        }
    }

    @Test
    void image_ofAdded_tellsWhatItIs() throws IOException {
        try (var gallery = gallery()) {
            gallery.add(photos);

            Image image = gallery.images(Filter.folder("b"), 0, 1).getFirst();

            assertThat(image.path()).isEqualTo(photos.resolve("b/c/0.png"));
            assertThat(image.folder()).isEqualTo("b/c");
            assertThat(image.name()).isEqualTo("0.png");
            assertThat(image.format()).isEqualTo("image/png");
            assertThat(image.bytes()).isEqualTo(Files.size(image.path()));
            assertThat(image.placeholder()).hasSize(24);
            assertThat(image.categories()).hasSize(5);
            assertThat(gallery.image(image.id())).get().usingRecursiveComparison().isEqualTo(image);
        }
    }

    @Test
    void images_filtered_agreeWithCountsAndFolders() {
        try (var gallery = gallery()) {
            gallery.add(photos);

            assertThat(gallery.folders()).isEqualTo(Map.of("a", 5L, "b", 5L, "b/c", 5L));
            gallery.categories().forEach((name, count) -> {
                assertThat(gallery.count(Filter.category(name))).isEqualTo(count);
                assertThat(gallery.images(Filter.category(name), 0, 100)).hasSize(count.intValue());
            });
            List<Long> ids = gallery.images(Filter.folder("a"), 0, 100).stream().map(Image::id).toList();
            assertThat(gallery.count(Filter.and(Filter.ids(ids), Filter.folder("b")))).isZero();
            assertThat(gallery.images(Filter.ids(ids), ids.get(1), 2)).extracting(Image::id)
                    .containsExactly(ids.get(2), ids.get(3));
        }
    }

    @Test
    void remove_ofFile_staysOutUntilItIsNamedAgain() {
        try (var gallery = gallery()) {
            gallery.add(photos);
            Image image = gallery.images(Filter.all(), 0, 1).getFirst();

            assertThat(gallery.remove(image.id())).isTrue();
            assertThat(gallery.remove(image.id())).isFalse();

            assertThat(gallery.image(image.id())).isEmpty();
            assertThat(gallery.sync(Progress.none()).skipped()).isEqualTo(1);
            assertThat(gallery.add(photos).added()).isZero();
            assertThat(gallery.status().removed()).isEqualTo(1);
            assertThat(gallery.add(image.path()).added()).isEqualTo(1);
            assertThat(gallery.image(image.id())).isPresent();
            assertThat(image.path()).exists();
        }
    }

    @Test
    void add_upload_keepsItsBytesOnce() throws IOException {
        byte[] content = TestPictures.content(random, "jpg");
        long id;
        try (var gallery = gallery()) {
            Image first = gallery.add(content, "../../etc/beach.jpg");
            Image second = gallery.add(content, "again.jpg");
            id = first.id();

            assertThat(second.id()).isEqualTo(id);
            assertThat(first.name()).isEqualTo("beach.jpg");
            assertThat(first.folder()).isEqualTo("uploads");
            assertThat(Files.readAllBytes(first.path())).isEqualTo(content);
        }
        try (var gallery = gallery()) {
            Image kept = gallery.image(id).orElseThrow();
            assertThat(gallery.verify()).isEmpty();

            Files.write(kept.path(), new byte[]{1});
            assertThat(gallery.verify()).singleElement().asString().contains(kept.path().toString());
            gallery.remove(id);

            assertThat(kept.path()).doesNotExist();
            assertThat(gallery.add(content, "new.jpg").id()).isGreaterThan(id);
        }
    }

    @Test
    void add_uploadThatIsNoPicture_isRefused() {
        try (var gallery = gallery()) {
            assertThatThrownBy(() -> gallery.add("no picture".getBytes(StandardCharsets.UTF_8), "x.jpg"))
                    .isInstanceOf(VisionException.Refused.class);
            assertThat(gallery.status().images()).isZero();
        }
    }

    @Test
    void describe_metadata_isKept() {
        try (var gallery = gallery()) {
            gallery.add(photos);
            long id = gallery.images(Filter.all(), 0, 1).getFirst().id();

            gallery.describe(id, Map.of("name", "Beach \u2600", "season", "summer"));

            assertThat(gallery.image(id).orElseThrow().metadata()).containsEntry("name", "Beach \u2600")
                    .containsEntry("season", "summer");
            assertThatThrownBy(() -> gallery.describe(id, Map.of("", "x")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> gallery.describe(9999, Map.of()))
                    .isInstanceOf(GalleryException.NoSuchImage.class);
        }
    }

    @Test
    void open_twiceInOneProcess_isRefused() {
        try (var gallery = gallery()) {
            assertThatThrownBy(this::gallery).isInstanceOf(GalleryException.InUse.class);
            assertThat(gallery.status().images()).isZero();
        }
        try (var again = gallery()) {
            assertThat(again.status().images()).isZero();
        }
    }

    @Test
    void close_twice_isAllowedAndUseAfterwardsIsNot() {
        Gallery gallery = gallery();
        gallery.close();
        gallery.close();

        assertThatThrownBy(() -> gallery.image(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> gallery.remove(1)).isInstanceOf(IllegalStateException.class);
    }
}
