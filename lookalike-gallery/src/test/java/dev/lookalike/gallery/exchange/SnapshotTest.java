package dev.lookalike.gallery.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.TestPictures;
import dev.lookalike.gallery.Trials;
import dev.lookalike.vision.Embedder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Promise D11: a snapshot under load is one moment, and a damaged one is refused.
final class SnapshotTest {
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

    private Gallery gallery(String name) {
        return Gallery.open(home.resolve(name), embedder);
    }

    private static Set<Long> ids(Gallery gallery) {
        var ids = new HashSet<Long>();
        gallery.images(Filter.all(), 0, 10_000).forEach(image -> ids.add(image.id()));
        return ids;
    }

    /// The log is a list of ids, added ones as they are and removed ones negative. A snapshot began after its first
    /// `before` entries and ended before entry `after`; it must show what some prefix between the two leaves.
    @Test
    void snapshot_underLoad_isOneMomentOfTheLog() throws IOException, InterruptedException {
        List<Long> log = Collections.synchronizedList(new ArrayList<>());
        try (var gallery = gallery("busy")) {
            var enough = new AtomicBoolean();
            Thread busy = Thread.ofPlatform().start(() -> keepBusy(gallery, log, enough));
            try {
                for (int i = 0; i < Trials.count(20); i++) {
                    Path file = home.resolve("snapshot.zip");
                    int before = log.size();
                    gallery.snapshot(file);
                    int after = log.size();

                    Path folder = home.resolve("restored-" + i);
                    Gallery.restore(file, folder);
                    try (var restored = Gallery.open(folder, embedder)) {
                        assertThat(prefixes(List.copyOf(log), before, after + 1)).contains(ids(restored));
                        assertThat(restored.verify()).isEmpty();
                    }
                }
            } finally {
                enough.set(true);
                busy.join();
            }
            assertThat(log).isNotEmpty();
        }
        try (Stream<Path> left = Files.list(home)) {
            assertThat(left.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        }
    }

    private static void keepBusy(Gallery gallery, List<Long> log, AtomicBoolean enough) {
        RandomGenerator load = Trials.random(7);
        var there = new ArrayList<Long>();
        while (!enough.get()) {
            if (there.size() > 3 && load.nextBoolean()) {
                long id = there.remove(load.nextInt(there.size()));
                log.add(-id);
                gallery.remove(id);
            } else {
                long id = gallery.add(TestPictures.content(load, "png"), "upload.png").id();
                there.add(id);
                log.add(id);
            }
        }
    }

    /*
     * An add is logged after it, a removal before it: what is under way when a snapshot begins or ends may be one entry
     * off either way.
     */
    private static List<Set<Long>> prefixes(List<Long> log, int before, int after) {
        var prefixes = new ArrayList<Set<Long>>();
        var ids = new HashSet<Long>();
        for (int n = 0; n <= Math.min(after, log.size()); n++) {
            if (n >= before - 1) {
                prefixes.add(new HashSet<>(ids));
            }
            if (n < log.size()) {
                long entry = log.get(n);
                boolean ignored = entry > 0 ? ids.add(entry) : ids.remove(-entry);
                assertThat(ignored).isTrue();
            }
        }
        return prefixes;
    }

    @Test
    void restore_ofSnapshot_hasEverything() {
        Path file = home.resolve("snapshot.zip");
        List<Image> images;
        try (var gallery = gallery("first")) {
            TestPictures.write(random, home.resolve("photos/a.jpg"));
            gallery.add(home.resolve("photos"));
            gallery.add(TestPictures.content(random, "jpg"), "upload.jpg");
            images = gallery.images(Filter.all(), 0, 10);
            gallery.snapshot(file);
        }
        Gallery.restore(file, home.resolve("second"));

        try (var restored = gallery("second")) {
            List<Image> again = restored.images(Filter.all(), 0, 10);
            assertThat(again).usingRecursiveComparison().ignoringFields("path").isEqualTo(images);
            assertThat(again.get(0).path()).isEqualTo(images.get(0).path());
            assertThat(again.get(1).path()).hasSameBinaryContentAs(images.get(1).path()).startsWith(restored.folder());
            assertThat(restored.similarTo(again.get(1).path(), 1).getFirst().image().id()).isEqualTo(again.get(1).id());
        }
    }

    @Test
    void restore_afterOneFlippedBit_isRefusedAndLeavesNothing() throws IOException {
        Path file = home.resolve("snapshot.zip");
        try (var gallery = gallery("first")) {
            gallery.add(TestPictures.content(random, "jpg"), "upload.jpg");
            gallery.snapshot(file);
        }
        byte[] sound = Files.readAllBytes(file);
        for (int trial = 0; trial < Trials.count(60); trial++) {
            byte[] damaged = sound.clone();
            int bit = trial < 10 ? 8 * (damaged.length - 1 - trial) : random.nextInt(8 * damaged.length);
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, damaged);

            assertThatThrownBy(() -> Gallery.restore(file, home.resolve("second")))
                    .isInstanceOf(GalleryException.Corrupt.class).hasMessageContaining("snapshot.zip");
        }
        Files.write(file, java.util.Arrays.copyOf(sound, sound.length / 2));
        assertThatThrownBy(() -> Gallery.restore(file, home.resolve("second")))
                .isInstanceOf(GalleryException.Corrupt.class);
        assertThat(home.resolve("second")).doesNotExist();
    }

    @Test
    void restore_ontoSomething_isRefused() {
        Path file = home.resolve("snapshot.zip");
        try (var gallery = gallery("first")) {
            gallery.snapshot(file);
        }

        assertThatThrownBy(() -> Gallery.restore(file, home.resolve("first")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("first");
        assertThatThrownBy(() -> Gallery.restore(home.resolve("none.zip"), home.resolve("second")))
                .isInstanceOf(GalleryException.Storage.class).hasMessageContaining("none.zip");
    }
}
