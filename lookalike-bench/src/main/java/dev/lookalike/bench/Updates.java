package dev.lookalike.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import dev.lookalike.index.Hit;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.Precision;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.VectorIndex;
import org.jspecify.annotations.Nullable;

/// What change costs: an index of which half was exchanged beside one that was made at once, and searches during a merge beside
/// quiet ones. The folder holds what [PictureVectors] writes.
final class Updates {
    private static final int COUNT = 10;
    private static final int ROUNDS = 5;
    private static final int BEAM = 80;
    private static final int EXCHANGED_SHARE = 8;
    /// Four times as many as exchange all.
    private static final int EXCHANGES = 4 * EXCHANGED_SHARE;

    private final float[][] vectors;
    private final float[][] queries;
    private final IndexSpec spec;

    private Updates(float[][] vectors, float[][] queries) {
        this.vectors = vectors;
        this.queries = queries;
        spec = IndexSpec.of(vectors[0].length).keeping(Precision.HALF);
    }

    static void main(String[] arguments) throws Exception {
        Path from = Path.of(arguments[0]);
        var updates = new Updates(NumpyFile.floats(from.resolve(PictureVectors.VECTORS)),
                NumpyFile.floats(from.resolve(PictureVectors.QUERIES)));
        Path folder = Files.createTempDirectory("lookalike-bench");
        try {
            updates.exchangeHalf(folder);
            updates.exchangeAgainAndAgain(folder);
            updates.searchWhileMerging(folder);
        } finally {
            Ingest.delete(folder);
        }
    }

    private void put(VectorIndex index, int[] rows) {
        index.putAll(Arrays.stream(rows).asLongStream().toArray(),
                Arrays.stream(rows).mapToObj(row -> vectors[row]).toArray(float[][]::new));
    }

    /// Two thirds of the vectors, of which half is then removed and the last third added.
    private void exchangeHalf(Path folder) throws IOException {
        int[] order = new Random(1).ints(0, vectors.length).distinct().limit(vectors.length).toArray();
        int third = vectors.length / 3;
        int[] first = Arrays.copyOfRange(order, 0, 2 * third);
        int[] added = Arrays.copyOfRange(order, 2 * third, 3 * third);
        int[] last = Arrays.copyOfRange(order, third, 3 * third);
        Arrays.sort(last);
        try (VectorIndex changed = VectorIndex.open(folder.resolve("changed.index"), spec);
                VectorIndex fresh = VectorIndex.open(folder.resolve("fresh.index"), spec)) {
            put(changed, first);
            changed.merge();
            for (int i = 0; i < third; i++) {
                changed.remove(first[i]);
            }
            put(changed, added);
            put(fresh, last);
            fresh.merge();
            fresh.warmUp(Duration.ofSeconds(10));
            List<Set<Long>> truth = Arrays.stream(queries)
                    .map(query -> found(fresh, query, SearchSpec.nearest(COUNT).exact())).toList();
            compare("half exchanged, not merged yet", changed, fresh, truth);
            changed.merge();
            compare("half exchanged, merged", changed, fresh, truth);
        }
    }

    /// Two thirds of the vectors, of which an eighth is exchanged and merged, again and again.
    private void exchangeAgainAndAgain(Path folder) throws IOException {
        int[] order = new Random(1).ints(0, vectors.length).distinct().limit(vectors.length).toArray();
        int size = vectors.length / 3 * 2;
        int share = size / EXCHANGED_SHARE;
        try (VectorIndex changed = VectorIndex.open(folder.resolve("often-changed.index"), spec)) {
            put(changed, Arrays.copyOf(order, size));
            changed.merge();
            for (int step = 1; step <= EXCHANGES; step++) {
                int[] gone = turned(order, (step - 1) * share, share);
                Arrays.stream(gone).forEach(changed::remove);
                put(changed, turned(order, (step - 1) * share + size, share));
                long start = System.nanoTime();
                changed.merge();
                double seconds = (System.nanoTime() - start) / 1e9;
                if (step == EXCHANGED_SHARE / 2 || step == EXCHANGED_SHARE || step == EXCHANGES) {
                    int[] last = turned(order, step * share, size);
                    Arrays.sort(last);
                    compareWithFresh(folder, "an eighth exchanged and merged %d times, the last in %.1f s"
                            .formatted(step, seconds), changed, last);
                }
            }
        }
    }

    private static int[] turned(int[] order, int from, int count) {
        return IntStream.range(from, from + count).map(i -> order[i % order.length]).toArray();
    }

    private void compareWithFresh(Path folder, String what, VectorIndex changed, int[] rows) throws IOException {
        Path file = folder.resolve("fresh-again.index");
        try (VectorIndex fresh = VectorIndex.open(file, spec)) {
            put(fresh, rows);
            long start = System.nanoTime();
            fresh.merge();
            double seconds = (System.nanoTime() - start) / 1e9;
            fresh.warmUp(Duration.ofSeconds(10));
            List<Set<Long>> truth = Arrays.stream(queries)
                    .map(query -> found(fresh, query, SearchSpec.nearest(COUNT).exact())).toList();
            compare(what + " (all at once in %.1f s)".formatted(seconds), changed, fresh, truth);
        }
        Files.delete(file);
    }

    private static Set<Long> found(VectorIndex index, float[] query, SearchSpec spec) {
        return new HashSet<>(index.search(query, spec).stream().map(Hit::id).toList());
    }

    private void compare(String what, VectorIndex changed, VectorIndex fresh, List<Set<Long>> truth) {
        for (int beam : new int[]{56, 80, 160}) {
            var search = SearchSpec.nearest(COUNT).beamWidth(beam);
            double[] speeds = new double[ROUNDS];
            double[] freshSpeeds = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                speeds[round] = queries.length / Arrays.stream(seconds(changed, search)).sum();
                freshSpeeds[round] = queries.length / Arrays.stream(seconds(fresh, search)).sum();
            }
            System.out.printf(Locale.ROOT,
                    "%s, beam %d: recall@10 %.4f at %.0f queries/s, a fresh one %.4f at %.0f%n", what,
                    beam, recall(changed, search, truth), median(speeds), recall(fresh, search, truth),
                    median(freshSpeeds));
        }
    }

    private double recall(VectorIndex index, SearchSpec search, List<Set<Long>> truth) {
        return IntStream.range(0, queries.length).mapToDouble(
                i -> (double) found(index, queries[i], search).stream().filter(truth.get(i)::contains).count() / COUNT)
                .average().orElseThrow();
    }

    private double[] seconds(VectorIndex index, SearchSpec search) {
        double[] seconds = new double[queries.length];
        for (int i = 0; i < queries.length; i++) {
            long start = System.nanoTime();
            index.search(queries[i], search);
            seconds[i] = (System.nanoTime() - start) / 1e9;
        }
        return seconds;
    }

    private void searchWhileMerging(Path folder) throws Exception {
        int share = vectors.length / 8;
        var search = SearchSpec.nearest(COUNT).beamWidth(BEAM);
        try (VectorIndex index = VectorIndex.open(folder.resolve("merging.index"), spec)) {
            put(index, IntStream.range(share, vectors.length).toArray());
            index.merge();
            // Fewer than start a merge by themselves.
            put(index, IntStream.range(0, share / 2).toArray());
            index.warmUp(Duration.ofSeconds(10));
            double quiet = tail(index, search, null);
            Thread merge = Thread.ofPlatform().start(index::merge);
            double merging = tail(index, search, merge);
            System.out.printf(Locale.ROOT,
                    "beam %d, one thread, 99 %% of searches within %.3f ms while quiet, %.3f during a merge: %.2f times%n",
                    BEAM, 1e3 * quiet, 1e3 * merging, merging / quiet);
        }
    }

    /// The 99th of a hundred times, of searches for as long as a thread lives, or of some rounds.
    private double tail(VectorIndex index, SearchSpec search, @Nullable Thread during) {
        var all = new ArrayList<Double>();
        for (int round = 0; during == null ? round < ROUNDS : during.isAlive(); round++) {
            Arrays.stream(seconds(index, search)).forEach(all::add);
        }
        all.sort(null);
        return all.get(all.size() * 99 / 100);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
