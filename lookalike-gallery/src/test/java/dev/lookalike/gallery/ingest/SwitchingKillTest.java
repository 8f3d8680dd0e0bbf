package dev.lookalike.gallery.ingest;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

import dev.lookalike.gallery.ChildProcess;
import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.Progress;
import dev.lookalike.gallery.TestPictures;
import dev.lookalike.gallery.Trials;
import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.catalogue.Float16;
import dev.lookalike.gallery.catalogue.Generation;
import dev.lookalike.gallery.catalogue.Item;
import dev.lookalike.gallery.catalogue.StoredEmbedding;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Picture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/// Promise D7: processes that switch a gallery from network to network are killed, 20 in all, each at a random moment. One
/// network's embeddings serve whole after each, and what was built of the next is gone on with.
@Execution(ExecutionMode.CONCURRENT) // It waits for other processes most of the time.
final class SwitchingKillTest {
    private static final int KILLS = 20;
    private static final int PICTURES = 40;
    private static final int ADDED_EACH = 2;
    /// A process that nobody kills ends sooner.
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final RandomGenerator random = Trials.random(Trials.seed());

    @TempDir
    private Path home;

    private Path gallery;
    private final Set<Long> there = new HashSet<>();

    @BeforeEach
    void someGallery() throws IOException {
        gallery = Files.createDirectories(home.resolve("test.gallery"));
    }

    @Test
    void switchTo_killedAtAnyMoment_servesOneNetworkWholeAndGoesOn() throws IOException, InterruptedException {
        Path photos = photos("photos", PICTURES);
        try (var catalogue = Catalogue.open(gallery, SwitchingProcess.MODELS.getFirst());
                var ingest = SwitchingProcess.ingest(gallery, catalogue, 0)) {
            assertThat(ingest.add(photos, Progress.none()).added()).isEqualTo(PICTURES);
        }
        Duration whole = run(LONGEST, 0);
        Shown before = check();
        assertThat(before.serving).isEqualTo(1);
        int switches = 0;
        for (int kill = 0; kill < Trials.count(KILLS); kill++) {
            run(whole.multipliedBy(random.nextInt(100)).dividedBy(100), before.built);

            Shown after = check();
            if (after.serving == before.serving) {
                assertThat(after.built).isGreaterThanOrEqualTo(before.built);
            } else {
                assertThat(after.serving).isEqualTo(next(before.serving));
                switches++;
            }
            before = after;
        }
        System.out.println(switches + " of the killed had switched; a whole run takes " + whole);
        run(LONGEST, before.built);
        assertThat(check().serving).isEqualTo(next(before.serving));
    }

    private static int next(int model) {
        return (model + 1) % SwitchingProcess.MODELS.size();
    }

    private Path photos(String name, int count) {
        for (int i = 0; i < count; i++) {
            TestPictures.write(random, home.resolve(name).resolve("%02d.png".formatted(i)));
        }
        return home.resolve(name);
    }

    /// Lets a process switch, and kills it after a while.
    ///
    /// @param built
    ///            pictures that the next generation has already
    /// @return how long it went on
    private Duration run(Duration after, long built) throws IOException, InterruptedException {
        Path more = photos("photos-" + random.nextLong(), ADDED_EACH);
        Process process = ChildProcess.start(SwitchingProcess.class, gallery, more);
        try (BufferedReader lines = process.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("open");
            long start = System.nanoTime();
            boolean ended = process.waitFor(after);
            process.toHandle().destroyForcibly();
            process.waitFor();
            Duration went = Duration.ofNanos(System.nanoTime() - start);
            String line = lines.readLine();
            if (ended) {
                assertThat(line).isEqualTo("true " + built);
            }
            return went;
        }
    }

    /// What a gallery shows.
    ///
    /// @param serving
    ///            the network
    /// @param built
    ///            how many embeddings of the next there are
    private record Shown(int serving, long built) {}

    /// Every picture that was there is, and of each exactly what one network makes of its file.
    private Shown check() {
        int serving = SwitchingProcess.serving(gallery);
        Catalogue.Model model = SwitchingProcess.MODELS.get(serving);
        Network network = SwitchingProcess.network(serving);
        try (var catalogue = Catalogue.open(gallery, model)) {
            assertThat(catalogue.verify()).isEmpty();
            List<Item> items = catalogue.items(Filter.all(), 0, 10 * PICTURES);
            assertThat(items).extracting(Item::id).containsAll(there);
            assertThat(catalogue.counts().rejected()).isZero();
            items.forEach(item -> {
                there.add(item.id());
                Picture picture = Picture.read(item.file(gallery), Limits.FOLDER, network.sideNeeded());
                var expected = network.embed(List.of(picture)).getFirst();
                StoredEmbedding stored = requireNonNull(catalogue.embeddings().find(item.id()));
                assertThat(stored.unit()).isEqualTo(Float16.of(expected.unit()));
                assertThat(stored.norm()).isEqualTo(expected.norm());
                assertThat(requireNonNull(item.content()).categories()).extracting(Image.Category::name)
                        .containsExactly(model.name());
            });
            assertThat(catalogue.categories()).isEqualTo(Map.of(model.name(), (long) items.size()));
            Generation beside = catalogue
                    .write(change -> change.beside(SwitchingProcess.MODELS.get(next(serving))));
            return new Shown(serving, catalogue.countOf(beside));
        }
    }
}
