package dev.lookalike.gallery.ranking;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import dev.lookalike.gallery.IndexChoice;
import dev.lookalike.gallery.Trials;
import dev.lookalike.gallery.catalogue.StoredEmbedding;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import dev.lookalike.index.Metric;
import dev.lookalike.index.Tuning;
import dev.lookalike.vision.WordDirections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// The index of a gallery as it is kept in files: promises D3, D4 and D5 for it.
final class KeptIndexTest {
    private static final int DIMENSION = 32;
    private static final int COUNT = 4_200;

    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    private final long seed = Trials.seed();
    private final RandomGenerator random = Trials.random(seed);

    @Test
    void open_again_readsWhatChangedAlone() throws IOException {
        var collected = collected(COUNT);
        settle(collected);
        collected.read.set(0);
        try (var finder = finder(collected)) {
            assertThat(collected.read.get()).isZero();
            for (long id = 10; id < 30; id++) {
                change(finder, collected, id);
            }
        }
        for (long id = 40; id < 50; id++) {
            collected.remove(id);
        }
        collected.put(COUNT + 1, raw());
        collected.read.set(0);

        try (var finder = finder(collected)) {
            assertThat(collected.read.get()).isLessThan(100);
            assertAnswers(finder, collected);
        }
    }

    @Test
    void open_filesDeletedOneByOneAndAll_comeBackWithTheSameAnswers() throws IOException {
        var collected = collected(COUNT);
        settle(collected);
        List<Path> files = files();
        assertThat(files).hasSize(3);

        for (Path file : files) {
            Files.delete(file);
            assertAnswersAfterOpening(collected);
            assertThat(files()).containsExactlyElementsOf(files);
        }
        deleteAll();
        assertAnswersAfterOpening(collected);
        assertThat(files()).containsExactlyElementsOf(files);
    }

    @Test
    void open_filesDamaged_areNamedAndMadeAgain() throws IOException {
        var collected = collected(COUNT);
        settle(collected);
        for (Path file : files()) {
            byte[] sound = Files.readAllBytes(file);
            for (int trial = 0; trial < Trials.count(6); trial++) {
                Files.write(file, damaged(sound, trial));
                try (var finder = finder(collected)) {
                    assertAnswers(finder, collected);
                }
            }
            assertAnswersAfterOpening(collected);
        }
    }

    /// A flipped bit, a cut, zeros, nothing, another file's content, or repeated halves.
    private byte[] damaged(byte[] sound, int kind) {
        byte[] damaged = sound.clone();
        int at = random.nextInt(sound.length);
        switch (kind % 6) {
            case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> damaged = Arrays.copyOf(sound, at);
            case 2 -> Arrays.fill(damaged, at, Math.min(sound.length, at + 4096), (byte) 0);
            case 3 -> damaged = new byte[0];
            case 4 -> damaged = new byte[sound.length];
            default -> System.arraycopy(sound, 0, damaged, sound.length - sound.length / 2, sound.length / 2);
        }
        return damaged;
    }

    @Test
    void search_fileDamagedWhileOpen_answersAllTheSame() throws IOException {
        var collected = collected(COUNT);
        settle(collected);
        Path index = index();
        try (var finder = finder(collected)) {
            // Rows lie behind everything else, and are checked when they are read for the first time.
            try (var file = new RandomAccessFile(index.toFile(), "rw")) {
                for (long at = file.length() / 2; at < file.length(); at += 10_000) {
                    file.seek(at);
                    file.write(random.nextInt(256));
                }
            }
            assertAnswers(finder, collected);
            change(finder, collected, 7);
            assertAnswers(finder, collected);
            finder.settle();
            assertAnswers(finder, collected);
        }
        assertAnswersAfterOpening(collected);
    }

    @Test
    void damages_ofADamagedFile_nameItAndThePlace() throws IOException {
        var collected = collected(COUNT);
        settle(collected);
        Path index = index();
        try (var finder = finder(collected)) {
            assertThat(finder.damages()).isEmpty();
            try (var file = new RandomAccessFile(index.toFile(), "rw")) {
                file.seek(file.length() / 2);
                int was = file.read();
                file.seek(file.length() / 2);
                file.write(was ^ 1);
            }
            assertThat(finder.damages()).singleElement().asString().contains(index.toString(), "at byte");
            finder.repair();
            assertThat(finder.damages()).isEmpty();
            assertAnswers(finder, collected);
        }
    }

    @Test
    void search_ofALargeGallery_findsTheRecallThatWasAskedFor() {
        int queries = 200;
        var collected = collected(17_000 + queries);
        var raw = new ArrayList<double[]>();
        for (long id = 17_001; id <= 17_000 + queries; id++) {
            raw.add(collected.raw(id));
            collected.remove(id);
        }
        try (var finder = finder(collected)) {
            finder.settle();
            Map<Examples, Map<Metric, Tuning>> curves = finder.ask(index -> index.kept().note().curves());
            assertThat(curves).containsOnlyKeys(Examples.values());
            for (Map<Metric, Tuning> each : curves.values()) {
                assertThat(each).containsOnlyKeys(Metric.COSINE, Metric.EUCLIDEAN);
                assertThat(Objects.requireNonNull(each.get(Metric.COSINE)).curve()).hasSizeGreaterThan(1);
            }
            int found = 0;
            for (double[] query : raw) {
                var exact = new HashSet<>(nearest(finder, query, 1));
                found += (int) nearest(finder, query, 0.9).stream().filter(exact::contains).count();
            }
            assertThat(found).isGreaterThan(queries * 10 * 85 / 100);

            // No beam finds enough for several examples: such questions look at all, and those of one as they did.
            var blind = new Tuning(List.of(new Tuning.Point(10, 0.5, 1)));
            finder.<Boolean>ask(index -> {
                KeptIndex kept = index.kept();
                kept.write(kept.note().tuned(17_000, Map.of(Examples.ONE, curves.get(Examples.ONE), Examples.SEVERAL,
                        Map.of(Metric.COSINE, blind))));
                assertThat(index.beamWidth(Examples.SEVERAL, 0.9)).isZero();
                assertThat(index.beamWidth(Examples.SEVERAL, 0.5)).isEqualTo(10);
                assertThat(index.beamWidth(Examples.ONE, 0.9)).isPositive();
                return true;
            });
        }
    }

    private Collected collected(int count) {
        return Collected.kinds(DIMENSION, 10, count, seed);
    }

    private List<WordDirections.Direction> words() {
        return Stream.generate(() -> new WordDirections.Direction(SpaceIndex.floats(raw()), List.of())).limit(40)
                .toList();
    }

    private double[] raw() {
        return random.doubles(DIMENSION, -3, 3).toArray();
    }

    private Finder finder(Collected collected) {
        return new Finder(folder, folder.resolve("head"), "model", collected, IndexChoice.STANDARD, this::words,
                Announcing.TO_NOBODY);
    }

    private void settle(Collected collected) {
        try (var finder = finder(collected)) {
            finder.settle();
        }
    }

    private void change(Finder finder, Collected collected, long id) {
        StoredEmbedding stored = collected.put(id, raw());
        finder.put(id, stored.unit(), stored.norm());
    }

    private void assertAnswersAfterOpening(Collected collected) {
        try (var finder = finder(collected)) {
            assertAnswers(finder, collected);
            finder.settle();
            assertAnswers(finder, collected);
        }
    }

    /// Compares with an index in memory that never saw a file.
    private void assertAnswers(Finder finder, Collected collected) {
        Space space = finder.ask(SpaceIndex::space);
        try (var fresh = new SpaceIndex(space, collected,
                KeptIndex.begin(elsewhere.resolve("fresh"), "lookalike", space.size()), Map.of())) {
            new Filling(fresh, collected, () -> false).run(0);
            assertThat(finder.ask(SpaceIndex::ids)).containsExactly(fresh.ids());
            var asked = LongStream.concat(LongStream.of(7, 12, 25), random.longs(20, 51, COUNT)).boxed().toList();
            for (long id : asked) {
                double[] query = space.map(collected.raw(id));
                for (Metric metric : Surroundings.METRICS) {
                    List<Hit> hits = finder.ask(index -> index.nearest(query, metric, Ids.all(), 10, 1));
                    assertThat(hits).isEqualTo(fresh.nearest(query, metric, Ids.all(), 10, 1));
                }
            }
        }
    }

    private static List<Hit> nearest(Finder finder, double[] raw, double recall) {
        return finder.ask(index -> index.nearest(index.space().map(raw), Metric.COSINE, Ids.all(), 10, recall));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private Path index() throws IOException {
        return files().stream().max(Comparator.comparingLong(file -> file.toFile().length())).orElseThrow();
    }

    private void deleteAll() throws IOException {
        var files = new ArrayList<>(files());
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
