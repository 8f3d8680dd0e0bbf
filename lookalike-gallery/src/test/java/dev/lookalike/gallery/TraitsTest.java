package dev.lookalike.gallery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import dev.lookalike.vision.Embedder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class TraitsTest {
    private static Embedder embedder;

    private final RandomGenerator random = Trials.random(Trials.seed());

    @TempDir
    private Path home;

    @BeforeAll
    static void open() {
        embedder = Embedder.bundled();
    }

    @AfterAll
    static void close() {
        embedder.close();
    }

    private Gallery gallery() {
        return Gallery.open(home.resolve("test.gallery"), embedder);
    }

    private static TraitStatus status(long ready, long total, long skipped) {
        return new TraitStatus(ready, total, skipped, false);
    }

    @Test
    void make_whilePicturesComeGoAndChange_looksAtEachOnce() throws IOException {
        Path photos = home.resolve("photos");
        for (int i = 0; i < 6; i++) {
            TestPictures.write(random, photos.resolve(i + ".png"));
        }
        try (var gallery = gallery()) {
            assertThat(gallery.traits().status()).isEqualTo(status(0, 0, 0));
            gallery.add(photos);
            assertThat(gallery.traits().status()).isEqualTo(status(0, 6, 0));

            assertThat(gallery.traits().make(Progress.none())).isEqualTo(status(6, 6, 0));

            gallery.remove(gallery.images(Filter.all(), 0, 1).getFirst().id());
            TestPictures.write(random, photos.resolve("3.png"));
            gallery.sync(Progress.none());
            assertThat(gallery.traits().status()).isEqualTo(status(4, 5, 0));
        }
        Files.delete(photos.resolve("3.png"));
        try (var gallery = gallery()) {
            assertThat(gallery.traits().make(Progress.none())).isEqualTo(status(4, 5, 1));
            assertThat(gallery.traits().status().isComplete()).isTrue();

            gallery.repair();
            assertThat(gallery.traits().status()).isEqualTo(status(0, 5, 0));
        }
    }

    @Test
    void verify_withDamagedRow_namesItAndItIsMadeAgain() throws IOException, InterruptedException {
        for (int i = 0; i < 3; i++) {
            TestPictures.write(random, home.resolve("photos").resolve(i + ".png"));
        }
        try (var gallery = gallery()) {
            gallery.add(home.resolve("photos"));
            gallery.traits().make(Progress.none());
            assertThat(gallery.verify()).isEmpty();
        }
        Path file = home.resolve("test.gallery/derived/traits/edges");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 100] ^= 4;
        Files.write(file, bytes);

        try (var gallery = gallery()) {
            assertThat(gallery.verify()).singleElement().asString().contains(file.toString(), "row 2");
            assertThat(gallery.traits().status().ready()).isEqualTo(2);

            gallery.traits().keepMade();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!gallery.traits().status().isComplete() && System.nanoTime() < end) {
                Thread.sleep(20);
            }

            assertThat(gallery.traits().status()).isEqualTo(new TraitStatus(3, 3, 0, true));
            assertThat(gallery.verify()).isEmpty();
        }
        assertThat(Files.readAllBytes(file)).as("the same values").hasSameSizeAs(bytes);
    }
}
