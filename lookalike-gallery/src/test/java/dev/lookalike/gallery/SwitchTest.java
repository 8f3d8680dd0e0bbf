package dev.lookalike.gallery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.ModelStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Promise D7 at the door: a gallery goes from one network to another and back.
final class SwitchTest {
    private static final int PICTURES = 12;

    private final RandomGenerator random = Trials.random(Trials.seed());

    @TempDir
    private Path home;

    @Test
    void switchTo_anotherNetworkAndBack_answersFromOneAtATime() throws IOException, InterruptedException {
        Path folder = home.resolve("test.gallery");
        Path photos = home.resolve("photos");
        for (int i = 0; i < PICTURES; i++) {
            TestPictures.write(random, photos.resolve("%02d.jpg".formatted(i)));
        }
        ModelStore store = ModelStore.open(home.resolve("models"));
        try (var small = Embedder.of(store.find("efficientnet-lite0-int8")); var large = Embedder.bundled()) {
            List<Image> before;
            List<Match> answers;
            long asked;
            long gone;
            try (var gallery = Gallery.open(folder, small)) {
                gallery.add(photos);
                Image upload = gallery.add(TestPictures.content(random, "png"), "upload.png");
                gallery.describe(upload.id(), Map.of("colour", "red"));
                Image removed = gallery.images(Filter.all(), 0, 1).getFirst();
                gallery.remove(removed.id());
                before = gallery.images(Filter.all(), 0, 100);
                asked = upload.id();
                answers = gallery.similarTo(asked, 100);
                gone = before.getFirst().id();
                Files.delete(before.getFirst().path());

                var begun = new CountDownLatch(1);
                var searching = CompletableFuture.supplyAsync(new Searching(gallery, asked, gone, begun));
                begun.await();
                SwitchReport report = gallery.switchTo(large, Progress.none());

                assertThat(report.switched()).isTrue();
                assertThat(searching.join()).as("answers until it was switched")
                        .containsExactly(withoutId(answers, gone));
                assertThat(report.model()).isEqualTo(large.name());
                assertThat(report.pictures().added()).isEqualTo(PICTURES - 1);
                assertThat(report.pictures().rejections()).singleElement().extracting(Rejection::path)
                        .isEqualTo(before.getFirst().path());
                assertThatThrownBy(() -> gallery.image(1)).isInstanceOf(IllegalStateException.class);
            }
            assertThat(Gallery.model(folder)).contains(large.name());
            assertThat(Gallery.modelBefore(folder)).contains(small.name());
            assertThatThrownBy(() -> Gallery.open(folder, small)).isInstanceOf(GalleryException.Incompatible.class)
                    .hasMessageContaining("lookalike switch");
            Path snapshot = home.resolve("snapshot");
            try (var gallery = Gallery.open(folder, large)) {
                assertServes(gallery, PICTURES - 1);
                assertThat(gallery.image(gone)).isEmpty();
                assertThat(gallery.status().rejected()).isEqualTo(1);
                assertThat(gallery.values("colour", Filter.all())).isEqualTo(Map.of("red", 1L));
                gallery.snapshot(snapshot);
                assertThatThrownBy(() -> gallery.switchTo(large, Progress.none()))
                        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(large.name());

                assertThat(gallery.switchTo(small, Progress.none()).pictures().added()).isZero();
            }
            assertThat(Gallery.modelBefore(folder)).isEmpty();
            try (var gallery = Gallery.open(folder, small)) {
                assertThat(gallery.images(Filter.all(), 0, 100)).usingRecursiveComparison().isEqualTo(before);
                assertThat(gallery.similarTo(asked, 100)).extracting(Match::score)
                        .isEqualTo(answers.stream().map(Match::score).toList());
                assertThat(gallery.verify()).isEmpty();
            }
            Gallery.restore(snapshot, home.resolve("restored"));
            try (var gallery = Gallery.open(home.resolve("restored"), large)) {
                assertServes(gallery, PICTURES - 1);
                assertThat(gallery.switchTo(small, Progress.none()).pictures().added()).isZero();
            }
        }
    }

    /// Asks until the gallery is closed; which answers it got.
    private record Searching(Gallery gallery, long asked, long gone, CountDownLatch begun)
            implements
                Supplier<Set<String>> {
        @Override
        public Set<String> get() {
            var got = new HashSet<String>();
            try {
                while (true) {
                    got.add(withoutId(gallery.similarTo(asked, 100), gone));
                    begun.countDown();
                }
            } catch (IllegalStateException closed) {
                return got;
            }
        }
    }

    private static String withoutId(List<Match> matches, long id) {
        return matches.stream().filter(match -> match.image().id() != id)
                .map(match -> match.image().id() + " " + match.score()).toList().toString();
    }

    /// Each picture is found by its file, which goes through the network that serves.
    private static void assertServes(Gallery gallery, int count) {
        List<Image> images = gallery.images(Filter.all(), 0, 100);
        assertThat(images).hasSize(count).allSatisfy(image -> {
            Match best = gallery.similarTo(image.path(), 1).getFirst();
            assertThat(best.image().id()).isEqualTo(image.id());
            assertThat(best.score()).isGreaterThan(0.999);
        });
        assertThat(gallery.verify()).isEmpty();
    }
}
