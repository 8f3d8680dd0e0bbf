package dev.lookalike.gallery.ranking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

import dev.lookalike.gallery.IndexChoice;
import dev.lookalike.gallery.catalogue.Embeddings;
import dev.lookalike.gallery.catalogue.StoredEmbedding;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import dev.lookalike.index.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

final class FinderTest {
    private static final int DIMENSION = 320;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"40, COSINE", "40, EUCLIDEAN", "200, COSINE", "200, EUCLIDEAN", "1100, COSINE", "1100, EUCLIDEAN"})
    void nearest_withCopiesAmongThem_isTheOrderOfScoresInDouble(int count, Metric metric) {
        var collected = Collected.kinds(DIMENSION, 8, count, 11);
        for (int copy = 0; copy < 15; copy++) {
            collected.put(10_000 - copy, collected.raw(3));
        }
        try (var finder = new Finder(folder, folder.resolve("head"), "model", collected, IndexChoice.STANDARD, List::of,
                Announcing.TO_NOBODY)) {
            var random = new Random(12);
            Map<Long, double[]> vectors = finder.ask(index -> mapped(collected, index.space()));
            for (int round = 0; round < 10; round++) {
                double[] raw = round == 0 ? collected.raw(3) : Collected.gaussian(random, DIMENSION, 2);

                List<Hit> hits = finder.ask(index -> index.nearest(index.space().map(raw), metric, Ids.all(), 10, 1));

                List<Hit> expected = bruteForce(vectors, finder.ask(index -> mapped(index.space(), raw)), metric, 10);
                assertThat(hits).extracting(Hit::id).containsExactlyElementsOf(expected.stream().map(Hit::id).toList());
                for (int i = 0; i < hits.size(); i++) {
                    assertThat(hits.get(i).score()).isCloseTo(expected.get(i).score(), within(1e-5));
                }
            }
        }
    }

    @Test
    void nearest_scoresCloserThanFloatsTell_isTheOrderOfScoresInDouble() {
        // Two values of float16 each: many of these directions differ by less than a float can say after centring.
        var collected = new Collected(3);
        for (int i = 0; i < 50; i++) {
            collected.put(100 - i, new double[]{1, 0.25 + i * 1e-4, 0.5});
        }
        var space = new Space(3, 64, new float[]{0, 0, 0}, new float[]{1e-6f, 1, 0, 1e-6f, 1, 1e-6f});
        try (var index = new SpaceIndex(space, collected,
                KeptIndex.begin(folder.resolve("index"), "lookalike", space.size()),
                Map.of())) {
            collected.forEach(index::put);
            double[] raw = {1, 0.2, -0.5};

            List<Hit> hits = index.nearest(space.map(raw), Metric.COSINE, Ids.all(), 20, 1);

            // Some are exact ties but for the last bit, in which the two ways of adding may differ.
            List<Hit> all = bruteForce(mapped(collected, space), mapped(space, raw), Metric.COSINE, 50);
            Map<Long, Double> scores = all.stream().collect(Collectors.toMap(Hit::id, Hit::score));
            for (int i = 0; i < hits.size(); i++) {
                assertThat(scores.get(hits.get(i).id())).isCloseTo(all.get(i).score(), within(1e-14));
            }
        }
    }

    @Test
    void space_asTheGalleryGrows_isCentredAndThenProjected() {
        var collected = Collected.kinds(DIMENSION, 4, 63, 1);
        try (var finder = new Finder(folder, folder.resolve("head"), "model", collected, IndexChoice.STANDARD, List::of,
                Announcing.TO_NOBODY)) {
            finder.settle();
            assertThat(description(finder)).isEqualTo("as is, 320 values");

            grow(finder, collected, 64);
            assertThat(description(finder)).isEqualTo("centred, 320 values");

            grow(finder, collected, 1024);
            assertThat(description(finder)).isEqualTo("centred, 256 of 320 values");
        }
    }

    /// The background waits for as long as it is held.
    private record Held(Collected collected, CountDownLatch released) implements Embeddings {
        @Override
        public int dimension() {
            return collected.dimension();
        }

        @Override
        public long count() {
            if (Thread.currentThread().getName().equals("lookalike-space")) {
                try {
                    released.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
            return collected.count();
        }

        @Override
        public void forEach(Visitor visitor) {
            collected.forEach(visitor);
        }

        @Override
        public Contents contents(long since) {
            return collected.contents(since);
        }

        @Override
        public long version() {
            return collected.version();
        }

        @Override
        public StoredEmbedding find(long id) {
            return Objects.requireNonNull(collected.find(id));
        }
    }

    @Test
    void open_largerThanIsDoneAtOnce_answersRightBeforeAnythingIsMeasuredOrWritten() {
        var collected = Collected.kinds(DIMENSION, 8, Finder.MOST_AT_ONCE / SpaceFitting.AXES + 1, 31);
        var held = new Held(collected, new CountDownLatch(1));
        try (var finder = new Finder(folder, folder.resolve("head"), "model", held, IndexChoice.STANDARD, List::of,
                Announcing.TO_NOBODY)) {
            try {
                assertThat(finder.status().merged()).isNull();
                assertThat(finder.<Map<Metric, Background>>ask(SpaceIndex::known)).isEmpty();
                Map<Long, double[]> vectors = finder.ask(index -> mapped(collected, index.space()));
                double[] raw = Collected.gaussian(new Random(32), DIMENSION, 2);
                List<Hit> hits = finder.ask(
                        index -> index.nearest(index.space().map(raw), Metric.COSINE, Ids.all(), 10, 0.9));
                assertThat(hits).extracting(Hit::id)
                        .containsExactlyElementsOf(bruteForce(vectors, finder.ask(index -> mapped(index.space(), raw)),
                                Metric.COSINE, 10).stream().map(Hit::id).toList());
            } finally {
                held.released.countDown();
            }
            finder.settle();

            assertThat(finder.status().merged()).isNotNull();
            assertThat(finder.<Map<Metric, Background>>ask(SpaceIndex::known)).containsKey(Metric.COSINE);
        }
    }

    @Test
    void put_whileTheSpaceIsFittedAgain_isFindableAtOnceAndAfterwards() throws InterruptedException {
        var collected = Collected.kinds(DIMENSION, 4, 1_100, 2);
        try (var finder = new Finder(folder, folder.resolve("head"), "model", collected, IndexChoice.STANDARD, List::of,
                Announcing.TO_NOBODY)) {
            var settling = Thread.ofPlatform().start(finder::settle);
            var random = new Random(3);
            var added = new ArrayList<Long>();
            for (long id = 5_000; id < 6_300; id++) {
                StoredEmbedding stored = collected.put(id, Collected.gaussian(random, DIMENSION, 3));
                finder.put(id, stored.unit(), stored.norm());
                added.add(id);
                if (id % 50 == 0) {
                    assertFindsItself(finder, collected, id);
                }
                if (id % 3 == 0) {
                    collected.remove(id);
                    finder.remove(id);
                    added.removeLast();
                }
            }
            settling.join();
            finder.settle();

            for (long id : added) {
                assertFindsItself(finder, collected, id);
            }
            assertThat(nearestIds(finder, collected.raw(5_000))).noneMatch(id -> id >= 5_000 && id % 3 == 0);
        }
    }

    @Test
    void space_deletedOrDamaged_comesBackAsItWas() throws IOException {
        var collected = Collected.kinds(DIMENSION, 5, 1_200, 4);
        Space first = settledSpace(collected);
        byte[] file = Files.readAllBytes(folder.resolve("space"));

        assertThat(settledSpace(collected).sameAs(first)).isTrue();

        var random = new Random(5);
        for (int trial = 0; trial < 10; trial++) {
            byte[] damaged = file.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(folder.resolve("space"), damaged);
            assertThat(SpaceFile.fitted(folder, "model", DIMENSION).read()).isNull();
        }
        for (int length : new int[]{0, 5, 40, file.length / 2, file.length - 1}) {
            Files.write(folder.resolve("space"), Arrays.copyOf(file, length));
            assertThat(SpaceFile.fitted(folder, "model", DIMENSION).read()).isNull();
        }
        assertThat(settledSpace(collected).sameAs(first)).isTrue();
        assertThat(Files.readAllBytes(folder.resolve("space"))).isEqualTo(file);

        Files.delete(folder.resolve("space"));
        assertThat(settledSpace(collected).sameAs(first)).isTrue();
        assertThat(Files.readAllBytes(folder.resolve("space"))).isEqualTo(file);
    }

    @Test
    void open_spaceOfAnotherModel_fitsAgain() {
        settledSpace(Collected.kinds(DIMENSION, 5, 100, 6));

        assertThat(SpaceFile.fitted(folder, "another model", DIMENSION).read()).isNull();
        assertThat(SpaceFile.fitted(folder, "model", DIMENSION + 1).read()).isNull();
        assertThat(SpaceFile.fitted(folder, "model", DIMENSION).read()).isNotNull();
    }

    @Test
    void map_pictureThatEqualsTheMean_isFoundAllTheSame() {
        var collected = new Collected(4);
        for (int i = 1; i <= 70; i++) {
            collected.put(i, new double[]{1, 2, 3, 4});
        }
        try (var finder = new Finder(folder, folder.resolve("head"), "model", collected, IndexChoice.STANDARD, List::of,
                Announcing.TO_NOBODY)) {
            assertThat(nearestIds(finder, collected.raw(1))).startsWith(1L, 2L, 3L);
        }
    }

    private Space settledSpace(Collected collected) {
        try (var finder = new Finder(folder, folder.resolve("head"), "model", collected, IndexChoice.STANDARD, List::of,
                Announcing.TO_NOBODY)) {
            finder.settle();
            return finder.ask(SpaceIndex::space);
        }
    }

    private static void grow(Finder finder, Collected collected, int count) {
        var random = new Random(count);
        while (collected.count() < count) {
            long id = collected.count() + 1;
            StoredEmbedding stored = collected.put(id, Collected.gaussian(random, DIMENSION, 2));
            finder.put(id, stored.unit(), stored.norm());
        }
        finder.settle();
    }

    private static String description(Finder finder) {
        return finder.ask(index -> index.space().description());
    }

    private static void assertFindsItself(Finder finder, Collected collected, long id) {
        assertThat(nearestIds(finder, collected.raw(id)).getFirst()).isEqualTo(id);
    }

    private static List<Long> nearestIds(Finder finder, double[] raw) {
        return finder.ask(index -> index.nearest(index.space().map(raw), Metric.COSINE, Ids.all(), 10, 1)).stream()
                .map(Hit::id).toList();
    }

    // Independent of the code under test: axis by axis, and a full sort.
    private static List<Hit> bruteForce(Map<Long, double[]> all, double[] query, Metric metric, int count) {
        var hits = new ArrayList<Hit>();
        all.forEach((id, vector) -> {
            double dot = 0;
            double queries = 0;
            double vectors = 0;
            double distances = 0;
            for (int i = 0; i < query.length; i++) {
                dot += query[i] * vector[i];
                queries += query[i] * query[i];
                vectors += vector[i] * vector[i];
                distances += (query[i] - vector[i]) * (query[i] - vector[i]);
            }
            hits.add(new Hit(id, metric == Metric.COSINE ? dot / Math.sqrt(queries * vectors) : -Math.sqrt(distances)));
        });
        hits.sort(Comparator.comparingDouble(Hit::score).reversed().thenComparingLong(Hit::id));
        return hits.subList(0, count);
    }

    private static Map<Long, double[]> mapped(Collected collected, Space space) {
        var vectors = new HashMap<Long, double[]>();
        collected.forEach((id, unit, norm) -> vectors.put(id, mapped(space, Space.raw(unit, norm))));
        return vectors;
    }

    private static double[] mapped(Space space, double[] raw) {
        var mapped = new double[space.size()];
        for (int j = 0; j < mapped.length; j++) {
            for (int i = 0; i < raw.length; i++) {
                double centred = raw[i] - (space.mean().length == 0 ? 0 : space.mean()[i]);
                double share = space.axes().length == 0 ? (i == j ? 1 : 0) : space.axes()[i * mapped.length + j];
                mapped[j] += centred * share;
            }
        }
        return mapped;
    }

    private static Space learnt(Collected collected, int classes) {
        var lessons = Lessons.of(collected, id -> Set.of("class " + id % classes));
        return HeadTraining.learn(Space.asIs(DIMENSION), lessons, "labels", 1, () -> false);
    }

    private Finder finder(Collected collected) {
        return new Finder(folder, folder.resolve("head"), "model", collected, IndexChoice.STANDARD, List::of,
                Announcing.TO_NOBODY);
    }

    @Test
    void learn_thenOpenedAgain_servesWhatWasLearntUntilItIsUndone() {
        var collected = Collected.kinds(DIMENSION, 4, 200, 21);
        Space first = learnt(collected, 4);
        Space second = learnt(collected, 2);
        String fitted;
        try (var finder = finder(collected)) {
            fitted = description(finder);
            assertThat(finder.unlearn()).isFalse();
            finder.learn(first);
            assertFindsItself(finder, collected, 17);
            finder.learn(second);
        }
        try (var finder = finder(collected)) {
            assertThat(finder.<Boolean>ask(index -> index.space().sameAs(second))).isTrue();
            grow(finder, collected, 500);
            assertThat(description(finder)).startsWith("learnt from labels, 2 classes");
            assertFindsItself(finder, collected, 499);

            assertThat(finder.unlearn()).isTrue();
            assertThat(finder.<Boolean>ask(index -> index.space().sameAs(first))).isTrue();
        }
        try (var finder = finder(collected)) {
            assertThat(description(finder)).startsWith("learnt from labels, 4 classes");
            assertThat(finder.unlearn()).isTrue();
            assertThat(finder.unlearn()).isFalse();
            assertThat(description(finder)).isEqualTo(fitted);
        }
        try (var finder = finder(collected)) {
            assertThat(description(finder)).isEqualTo(fitted);
            assertThat(finder.damages()).isEmpty();
        }
    }

    @Test
    void open_withADamagedHead_namesItAndComparesInTheFittedSpace() throws IOException {
        var collected = Collected.kinds(DIMENSION, 4, 200, 22);
        try (var finder = finder(collected)) {
            finder.learn(learnt(collected, 4));
        }
        byte[] whole = Files.readAllBytes(folder.resolve("head"));
        var random = new Random(23);
        for (int trial = 0; trial < 20; trial++) {
            byte[] damaged = trial % 2 == 0 ? whole.clone() : Arrays.copyOf(whole, random.nextInt(whole.length));
            if (trial % 2 == 0) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(folder.resolve("head"), damaged);
            try (var finder = finder(collected)) {
                assertThat(description(finder)).isEqualTo("centred, 320 values");
                assertThat(finder.damages()).singleElement().asString().contains("head is damaged");
                assertFindsItself(finder, collected, 3);
            }
        }
    }

    @Test
    void open_withTheHeadOfAnotherModel_leavesIt() {
        var collected = Collected.kinds(DIMENSION, 4, 200, 24);
        new HeadFile(folder.resolve("head"), "another model", DIMENSION).write(List.of(learnt(collected, 4)));

        try (var finder = finder(collected)) {
            assertThat(description(finder)).isEqualTo("centred, 320 values");
        }
    }
}
