package dev.lookalike.gallery.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.Progress;
import dev.lookalike.gallery.Rejection;
import dev.lookalike.gallery.SwitchReport;
import dev.lookalike.gallery.TestPictures;
import dev.lookalike.gallery.Trials;
import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.catalogue.Float16;
import dev.lookalike.gallery.catalogue.Item;
import dev.lookalike.gallery.catalogue.State;
import dev.lookalike.vision.Embedding;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Picture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/// What a switch makes of pictures that come, change and go while it builds.
final class SwitchingTest {
    private static final int PICTURES = 30;

    private final RandomGenerator random = Trials.random(Trials.seed());

    @TempDir
    private Path home;

    private Path gallery;
    private Path photos;

    @BeforeEach
    void somePhotos() throws IOException {
        gallery = Files.createDirectories(home.resolve("test.gallery"));
        photos = home.resolve("photos");
        for (int i = 0; i < PICTURES; i++) {
            TestPictures.write(random, photo(i));
        }
        try (var catalogue = catalogue(0); var ingest = SwitchingProcess.ingest(gallery, catalogue, 0)) {
            ingest.add(photos, Progress.none());
        }
    }

    private Path photo(int number) {
        return photos.resolve("%02d.png".formatted(number));
    }

    private Catalogue catalogue(int model) {
        return Catalogue.open(gallery, SwitchingProcess.MODELS.get(model));
    }

    /// The second network, which lets something happen when it is first asked.
    private static Network second(Runnable first) {
        Network network = SwitchingProcess.network(1);
        var asked = new AtomicBoolean();
        return new Network() {
            @Override
            public int sideNeeded() {
                return network.sideNeeded();
            }

            @Override
            public List<Embedding> embed(List<Picture> pictures) {
                if (asked.compareAndSet(false, true)) {
                    first.run();
                }
                return network.embed(pictures);
            }
        };
    }

    private static void assertServes(Catalogue catalogue, Path gallery, int model, int count) {
        Network network = SwitchingProcess.network(model);
        List<Item> items = catalogue.items(Filter.all(), 0, 1000);
        assertThat(items).hasSize(count);
        for (Item item : items) {
            Picture picture = Picture.read(item.file(gallery), Limits.FOLDER, network.sideNeeded());
            assertThat(requireNonNull(catalogue.embeddings().find(item.id())).unit()).as(item.place().path())
                    .isEqualTo(Float16.of(network.embed(List.of(picture)).getFirst().unit()));
        }
        assertThat(catalogue.verify()).isEmpty();
    }

    @Test
    void switchTo_whilePicturesComeChangeAndGo_endsWithThoseThatAreThere() {
        try (var catalogue = catalogue(0); var ingest = SwitchingProcess.ingest(gallery, catalogue, 0)) {
            Network second = second(() -> {
                TestPictures.write(random, photo(PICTURES));
                for (int i = 0; i < PICTURES; i += 3) {
                    TestPictures.write(random, photo(i));
                }
                delete(photo(1));
                ingest.sync(Progress.none());
                catalogue.write(change -> {
                    Item removed = requireNonNull(change.item(photo(2).toString()));
                    change.update(removed.removed());
                    change.forget(removed.id());
                    return removed;
                });
                assertServes(catalogue, gallery, 0, PICTURES - 1);
            });

            SwitchReport report = ingest.switchTo(SwitchingProcess.MODELS.get(1), second, Progress.none());

            assertThat(report.switched()).isTrue();
            assertThat(report.pictures().pending()).isZero();
        }
        try (var catalogue = catalogue(1)) {
            assertServes(catalogue, gallery, 1, PICTURES - 1);
            assertThat(requireNonNull(catalogue.item(photo(2).toString())).state()).isEqualTo(State.REMOVED);
        }
    }

    @Test
    void switchTo_pictureWithoutAFileOrDamaged_rejectsItUntilItIsSwitchedBack() throws IOException {
        Files.delete(photo(3));
        Files.write(photo(4), new byte[]{1, 2, 3});
        try (var catalogue = catalogue(0); var ingest = SwitchingProcess.ingest(gallery, catalogue, 0)) {
            SwitchReport report = ingest.switchTo(SwitchingProcess.MODELS.get(1), SwitchingProcess.network(1),
                    Progress.none());

            assertThat(report.pictures().added()).isEqualTo(PICTURES - 2);
            assertThat(report.pictures().rejections()).extracting(Rejection::path)
                    .containsExactlyInAnyOrder(photo(3), photo(4));
        }
        try (var catalogue = catalogue(1); var ingest = SwitchingProcess.ingest(gallery, catalogue, 1)) {
            assertServes(catalogue, gallery, 1, PICTURES - 2);
            assertThat(catalogue.rejected("", 10)).extracting(item -> requireNonNull(item.refusal()).kind())
                    .containsExactly(Refusals.MISSING, "not-a-picture");
            assertThat(catalogue.counts()).isEqualTo(new Catalogue.Counts(PICTURES - 2, 2, 0, 0));

            SwitchReport back = ingest.switchTo(SwitchingProcess.MODELS.getFirst(), SwitchingProcess.network(0),
                    Progress.none());

            assertThat(back.switched()).isTrue();
            assertThat(back.pictures().added()).isZero();
            assertThat(back.pictures().unchanged()).isEqualTo(PICTURES);
        }
        try (var catalogue = catalogue(0)) {
            assertThat(catalogue.counts()).isEqualTo(new Catalogue.Counts(PICTURES, 0, 0, 0));
            assertThat(catalogue.verify()).isEmpty();
        }
    }

    @Test
    void switchTo_interrupted_keepsWhatWasBuiltAndTheOldNetworkServes() {
        try (var catalogue = catalogue(0); var ingest = SwitchingProcess.ingest(gallery, catalogue, 0)) {
            Thread caller = Thread.currentThread();

            SwitchReport stopped = ingest.switchTo(SwitchingProcess.MODELS.get(1), second(caller::interrupt),
                    Progress.none());

            assertThat(Thread.interrupted()).isTrue();
            assertThat(stopped.switched()).isFalse();
            assertServes(catalogue, gallery, 0, PICTURES);
            SwitchReport second = ingest.switchTo(SwitchingProcess.MODELS.get(1), SwitchingProcess.network(1),
                    Progress.none());
            assertThat(second.switched()).isTrue();
            assertThat(second.pictures().unchanged()).isEqualTo(stopped.pictures().added());
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
