package dev.lookalike.gallery.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.GalleryStatus;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.IngestReport;
import dev.lookalike.gallery.Progress;
import dev.lookalike.gallery.Rejection;
import dev.lookalike.gallery.TestPictures;
import dev.lookalike.gallery.Trials;
import dev.lookalike.vision.Embedder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// What `add` and `sync` make of folders that change; promises D8 and I4.
final class IngestTest {
    private static Embedder embedder;

    private final RandomGenerator random = Trials.random(Trials.seed());

    @TempDir
    private Path home;

    private Path photos;
    private Gallery gallery;

    @BeforeAll
    static void openEmbedder() {
        embedder = Embedder.bundled();
    }

    @AfterAll
    static void closeEmbedder() {
        embedder.close();
    }

    @BeforeEach
    void openGallery() throws IOException {
        photos = Files.createDirectories(home.resolve("photos"));
        gallery = Gallery.open(home.resolve("test.gallery"), embedder);
    }

    @AfterEach
    void closeGallery() {
        gallery.close();
    }

    private Path photo(String name) {
        return TestPictures.write(random, photos.resolve(name));
    }

    private IngestReport sync() {
        return gallery.sync(Progress.none());
    }

    private long idOf(Path path) {
        return gallery.images(Filter.all(), 0, 1000).stream().filter(image -> image.path().equals(path))
                .map(Image::id).findFirst().orElse(-1L);
    }

    @Test
    void sync_fileChanged_embedsItAgainUnderItsId() throws IOException {
        Path file = photo("a.png");
        gallery.add(photos);
        Image before = gallery.image(idOf(file)).orElseThrow();
        gallery.describe(before.id(), Map.of("name", "kept"));
        Files.write(file, TestPictures.content(random, "png"));

        assertThat(sync().changed()).isEqualTo(1);

        Image after = gallery.image(before.id()).orElseThrow();
        assertThat(after.sha256()).isNotEqualTo(before.sha256());
        assertThat(after.metadata()).containsEntry("name", "kept");
        assertThat(gallery.similarTo(file, 1).getFirst().score()).isGreaterThan(0.999);
    }

    @Test
    void sync_fileTouched_isNotEmbeddedAgain() throws IOException {
        Path file = photo("a.jpg");
        gallery.add(photos);
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1_000_000));

        IngestReport report = sync();

        assertThat(report.unchanged()).isEqualTo(1);
        assertThat(report.changed()).isZero();
    }

    @Test
    void sync_fileMoved_keepsItsId() throws IOException {
        Path file = photo("a.jpg");
        photo("b.jpg");
        gallery.add(photos);
        long id = idOf(file);
        Path moved = Files.createDirectories(photos.resolve("deep/er")).resolve("renamed.jpg");
        Files.move(file, moved);

        IngestReport report = sync();

        assertThat(report.moved()).isEqualTo(1);
        assertThat(report.added() + report.removed()).isZero();
        assertThat(gallery.image(id).orElseThrow().path()).isEqualTo(moved);
        assertThat(gallery.image(id).orElseThrow().folder()).isEqualTo("deep/er");
    }

    @Test
    void sync_removedPictureMoved_staysRemoved() throws IOException {
        Path file = photo("a.jpg");
        gallery.add(photos);
        gallery.remove(idOf(file));
        Files.move(file, photos.resolve("b.jpg"));

        assertThat(sync().added()).isZero();
        assertThat(gallery.count(Filter.all())).isZero();
        assertThat(gallery.status().removed()).isEqualTo(1);
    }

    @Test
    void sync_fileDeleted_forgetsItAndNeverGivesItsIdAgain() throws IOException {
        Path file = photo("a.jpg");
        Path other = photo("b.jpg");
        gallery.add(photos);
        long id = Math.max(idOf(file), idOf(other));
        Files.delete(file);
        Files.delete(other);

        assertThat(sync().removed()).isEqualTo(2);

        Path fresh = photo("c.jpg");
        sync();
        assertThat(idOf(fresh)).isGreaterThan(id);
    }

    @Test
    void sync_folderNotThere_keepsItsPicturesAndSaysSo() throws IOException {
        photo("a.jpg");
        photo("sub/b.jpg");
        gallery.add(photos);
        Path away = home.resolve("away");
        Files.move(photos, away);

        assertThat(sync().warnings()).singleElement().asString().contains(photos.toString());
        assertThat(gallery.count(Filter.all())).isEqualTo(2);

        Files.createDirectory(photos);
        assertThat(sync().warnings()).singleElement().asString().contains(photos.toString());
        assertThat(gallery.count(Filter.all())).isEqualTo(2);

        Path hidden = Files.writeString(photos.resolve(".no-drive"), "");
        assertThat(sync().warnings()).singleElement().asString().contains(photos.toString());
        assertThat(gallery.count(Filter.all())).isEqualTo(2);

        Files.delete(hidden);
        Files.delete(photos);
        Files.move(away, photos);
        assertThat(sync().unchanged()).isEqualTo(2);
    }

    @Test
    void sync_folderAddedBeforeTheOneAroundIt_takesANewFileOnce() throws IOException {
        photo("sub/a.jpg");
        photo("sub/.kept/b.jpg");
        gallery.add(photos.resolve("sub/.kept"));
        gallery.add(photos.resolve("sub"));
        gallery.add(photos);
        photo("sub/c.jpg");
        photo("sub/.kept/d.jpg");

        IngestReport report = sync();

        assertThat(report.added()).isEqualTo(2);
        assertThat(report.unchanged()).isEqualTo(2);
        assertThat(gallery.count(Filter.all())).isEqualTo(4);
        assertThat(sync().unchanged()).isEqualTo(4);
    }

    @Test
    void add_copyOfAKnownPicture_takesItsEmbedding() throws IOException {
        Path file = photo("a.jpg");
        gallery.add(photos);
        Path copy = Files.copy(file, photos.resolve("b.jpg"));

        assertThat(sync().added()).isEqualTo(1);

        assertThat(gallery.similarTo(idOf(file), 1)).singleElement()
                .satisfies(match -> assertThat(match.image().id()).isEqualTo(idOf(copy)))
                .satisfies(match -> assertThat(match.score()).isGreaterThan(0.999999));
    }

    @Test
    void add_hiddenGalleriesLoopsAndOtherFiles_areLeftOut() throws IOException {
        Path inside = photo("a.jpg");
        photo(".hidden/b.jpg");
        photo(".c.jpg");
        Files.writeString(photos.resolve("notes.txt"), "no picture");
        Files.createSymbolicLink(photos.resolve("loop"), photos);
        try (var nested = Gallery.open(photos.resolve("nested"), embedder)) {
            nested.add(TestPictures.content(random, "jpg"), "upload.jpg");
        }

        IngestReport report = gallery.add(photos);

        assertThat(gallery.images(Filter.all(), 0, 10)).extracting(Image::path).containsExactly(inside);
        assertThat(report.rejected()).isZero();
        assertThat(report.skipped()).isEqualTo(1);
    }

    /// A BMP with a JPEG inside stands for HEIC here: no system reads it, whatever is installed.
    @Test
    void add_formatThatIsNotSupported_isCountedWithTheReason() throws IOException {
        var bmp = java.nio.ByteBuffer.allocate(100).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        bmp.put((byte) 'B').put((byte) 'M').putInt(100).putInt(0).putInt(54).putInt(40).putInt(8).putInt(8)
                .putShort((short) 1).putShort((short) 24).putInt(4);
        Files.write(photos.resolve("1.heic"), bmp.array());
        Files.write(photos.resolve("2.HEIC"), bmp.array());

        IngestReport report = gallery.add(photos);

        assertThat(report.rejections()).extracting(Rejection::kind).containsExactly("not-supported", "not-supported");
        assertThat(report.warnings()).singleElement().asString().startsWith("2 files").contains("BMP");
        assertThat(sync().rejected()).isEqualTo(2);
    }

    @Test
    void add_interrupted_stopsCleanlyAndTheNextGoesOn() throws InterruptedException {
        for (int i = 0; i < 60; i++) {
            photo(i + ".jpg");
        }
        var pending = new AtomicInteger(-1);
        Thread adding = Thread.ofPlatform().start(() -> {
            IngestReport report = gallery.add(photos, state -> {
                if (state.done() > 0) {
                    Thread.currentThread().interrupt();
                }
            });
            pending.set((int) report.pending());
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        });
        adding.join();

        assertThat(pending.get()).isBetween(0, 59);
        assertThat(gallery.status().pending()).isEqualTo(pending.get());
        IngestReport rest = sync();
        assertThat(rest.added()).isEqualTo(pending.get());
        assertThat(gallery.count(Filter.all())).isEqualTo(60);
        assertThat(gallery.verify()).isEmpty();
    }

    @Test
    void watch_fileAppears_takesItIn() throws InterruptedException {
        photo("a.jpg");
        gallery.add(photos);
        Thread watching = Thread.ofPlatform()
                .start(() -> gallery.watch(java.time.Duration.ofSeconds(60), Progress.none()));
        photo("b.jpg");
        for (int i = 0; i < 600 && gallery.count(Filter.all()) < 2; i++) {
            Thread.sleep(100);
        }
        watching.interrupt();
        watching.join();

        assertThat(gallery.count(Filter.all())).isEqualTo(2);
    }

    /// Promise I4.
    @Test
    void add_folderWithDamagedFiles_takesEveryGoodOneAndNamesTheOthers() throws IOException {
        Set<Path> damaged = new HashSet<>();
        int files = Trials.count(100);
        for (int i = 0; i < files; i++) {
            Path file = photo("%d/%d.%s".formatted(i % 7, i, i % 3 == 0 ? "png" : "jpg"));
            if (i % 20 == 7) {
                damaged.add(file);
                Files.write(file, damage(Files.readAllBytes(file), i));
            }
        }

        IngestReport report = gallery.add(photos);

        assertThat(report.added()).isEqualTo(files - damaged.size());
        assertThat(report.rejected()).isEqualTo(damaged.size());
        assertThat(report.rejections()).extracting(Rejection::path).containsExactlyInAnyOrderElementsOf(damaged);
        assertThat(report.rejections()).allSatisfy(rejection -> assertThat(rejection.reason()).isNotBlank());
        assertThat(gallery.rejections("", 1000)).containsExactlyInAnyOrderElementsOf(report.rejections());
        assertThat(gallery.count(Filter.all())).isEqualTo(report.added());
    }

    private byte[] damage(byte[] content, int way) {
        return switch (way % 4) {
            case 0 -> new byte[0];
            case 1 -> Arrays.copyOf(content, 60);
            case 2 -> "no picture at all, whatever its name says".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            default -> {
                byte[] noise = content.clone();
                Arrays.fill(noise, 0, 20, (byte) 7);
                yield noise;
            }
        };
    }

    /// Promise D8.
    @Test
    void sync_afterRandomMutations_holdsEveryFileInOneState() throws IOException {
        gallery.add(photos);
        Map<Path, Boolean> good = new HashMap<>();
        Set<Path> removed = new HashSet<>();
        for (int round = 0; round < Trials.count(12); round++) {
            for (int i = 0; i < 6; i++) {
                mutate(good, removed, round + "-" + i);
            }
            if (random.nextInt(4) == 0) {
                gallery.close();
                gallery = Gallery.open(home.resolve("test.gallery"), embedder);
            }

            IngestReport report = sync();

            GalleryStatus status = gallery.status();
            long damaged = good.values().stream().filter(sound -> !sound).count();
            assertThat(status.images()).isEqualTo(good.size() - damaged - removed.size());
            assertThat(status.rejected()).isEqualTo(damaged);
            assertThat(status.pending()).isZero();
            assertThat(report.pending()).isZero();
            assertThat(report.added() + report.changed() + report.moved() + report.unchanged() + report.rejected()
                    + report.skipped()).isGreaterThanOrEqualTo(good.size() - removed.size());
            assertThat(paths()).containsExactlyInAnyOrderElementsOf(good.entrySet().stream()
                    .filter(entry -> entry.getValue() && !removed.contains(entry.getKey())).map(Map.Entry::getKey)
                    .toList());
        }
        assertThat(gallery.verify()).isEmpty();
    }

    private List<Path> paths() {
        return gallery.images(Filter.all(), 0, 1000).stream().map(Image::path).toList();
    }

    private void mutate(Map<Path, Boolean> good, Set<Path> removed, String name) throws IOException {
        List<Path> files = new ArrayList<>(good.keySet());
        files.removeAll(removed);
        Path some = files.isEmpty() ? photo("first-" + name + ".jpg") : files.get(random.nextInt(files.size()));
        good.putIfAbsent(some, true);
        switch (random.nextInt(7)) {
            case 0, 1 -> good.put(photo("%d/%s.jpg".formatted(random.nextInt(4), name)), true);
            case 2 -> {
                Path bad = photos.resolve("bad-" + name + ".png");
                Files.write(bad, new byte[random.nextInt(40)]);
                good.put(bad, false);
            }
            case 3 -> {
                Files.delete(some);
                good.remove(some);
            }
            case 4 -> {
                Path target = Files.createDirectories(photos.resolve("moved")).resolve(name + ".jpg");
                Files.move(some, target, StandardCopyOption.ATOMIC_MOVE);
                good.put(target, good.remove(some));
            }
            case 5 -> {
                boolean sound = random.nextBoolean();
                Files.write(some, sound ? TestPictures.content(random, "png") : new byte[1 + random.nextInt(50)]);
                good.put(some, sound);
            }
            default -> {
                long id = idOf(some);
                if (id > 0 && gallery.remove(id)) {
                    // Removed is its one state, even if its bytes were damaged just before.
                    removed.add(some);
                    good.put(some, true);
                }
            }
        }
    }

    @Test
    void close_whileAdding_stopsCleanly() throws IOException, InterruptedException {
        for (int i = 0; i < 40; i++) {
            photo(i + ".jpg");
        }
        Thread adding = Thread.ofPlatform().start(() -> gallery.add(photos));
        try (Stream<Path> files = Files.list(photos)) {
            assertThat(files.count()).isEqualTo(40);
        }
        while (gallery.count(Filter.all()) == 0) {
            Thread.onSpinWait();
        }

        gallery.close();

        adding.join();
        gallery = Gallery.open(home.resolve("test.gallery"), embedder);
        assertThat(gallery.status().images() + gallery.status().pending()).isEqualTo(40);
        assertThat(gallery.verify()).isEmpty();
    }
}
