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
import java.util.stream.LongStream;

import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.Precision;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.VectorIndex;
import org.jspecify.annotations.Nullable;

/// What an index costs as it grows: its build, its bytes, its memory, a search that walks, one that is certain, and one among few.
final class Growth {
    /*
     * The index grows from one size to the next as a gallery's does: vectors are added as fast as they are taken, and merged in the
     * background. Each size is then opened anew and searched on one thread.
     */
    private static final int CHUNK = 8_192;
    private static final int ASKED = 300;
    private static final int COUNT = 10;
    private static final int[] BEAMS = {40, 64, 96, 160, 256};
    private static final double[] SHARES = {0.5, 0.1, 0.01, 0.001};
    private static final int FEW = 10;

    private final Path file;
    private final IndexSpec spec;
    private final GeneratedVectors vectors = new GeneratedVectors();

    private Growth(Path file) {
        this.file = file;
        spec = IndexSpec.of(GeneratedVectors.DIMENSION).keeping(Precision.HALF);
    }

    static void main(String[] arguments) throws IOException {
        int[] sizes = arguments.length == 0
                ? new int[]{10_000, 100_000, 1_000_000}
                : Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        Path folder = Files.createTempDirectory("lookalike-bench");
        try {
            var growth = new Growth(folder.resolve("bench.index"));
            int from = 0;
            for (int size : sizes) {
                growth.grow(from, size);
                growth.search(size);
                from = size;
            }
        } finally {
            Ingest.delete(folder);
        }
    }

    private void grow(int from, int to) throws IOException {
        double seconds = 0;
        try (VectorIndex index = VectorIndex.open(file, spec)) {
            for (int first = from; first < to; first += CHUNK) {
                int end = Math.min(to, first + CHUNK);
                float[][] more = vectors.rows(first, end);
                long start = System.nanoTime();
                index.putAll(LongStream.range(first, end).toArray(), more);
                seconds += (System.nanoTime() - start) / 1e9;
            }
            long start = System.nanoTime();
            index.merge();
            seconds += (System.nanoTime() - start) / 1e9;
        }
        System.out.printf(Locale.ROOT, "%,d vectors: grown from %,d in %.1f s, %,d bytes, most resident %d MB%n", to,
                from,
                seconds, Files.size(file), Memory.megabytes("VmHWM:"));
    }

    private void search(int size) {
        long start = System.nanoTime();
        try (VectorIndex index = VectorIndex.open(file, spec)) {
            System.out.printf(Locale.ROOT, "  opened in %.1f ms%n", (System.nanoTime() - start) / 1e6);
            index.warmUp(Duration.ofSeconds(20));
            float[][] queries = vectors.rows(GeneratedVectors.UNSEEN, GeneratedVectors.UNSEEN + ASKED);
            List<Set<Long>> truth = compare(index, queries, SearchSpec.nearest(COUNT).exact(), "certain", null);
            for (int beam : BEAMS) {
                compare(index, queries, SearchSpec.nearest(COUNT).beamWidth(beam), "beam " + beam, truth);
            }
            for (double share : SHARES) {
                among(index, queries, (int) (size * share), size);
            }
            among(index, queries, FEW, size);
            System.out.printf(Locale.ROOT, "  resident %d MB, mapped pages counted%n", Memory.megabytes("VmRSS:"));
        }
    }

    private static void among(VectorIndex index, float[][] queries, int count, int size) {
        long[] chosen = new Random(count).ints(0, size).distinct().limit(count).sorted().asLongStream().toArray();
        var spec = SearchSpec.nearest(COUNT).among(Ids.only(chosen));
        List<Set<Long>> truth = compare(index, queries, spec.exact(), "certain among %,d".formatted(count), null);
        compare(index, queries, spec, "beam %d among %,d".formatted(spec.beamWidth(), count), truth);
    }

    /// Asks every query, and prints how fast and how much of the truth was found.
    private static List<Set<Long>> compare(VectorIndex index, float[][] queries, SearchSpec spec, String what,
            @Nullable List<Set<Long>> truth) {
        var found = new ArrayList<Set<Long>>();
        double[] seconds = new double[queries.length];
        for (int i = 0; i < queries.length; i++) {
            long start = System.nanoTime();
            List<Hit> hits = index.search(queries[i], spec);
            seconds[i] = (System.nanoTime() - start) / 1e9;
            found.add(new HashSet<>(hits.stream().map(Hit::id).toList()));
        }
        var known = truth == null ? found : truth;
        double recall = IntStream.range(0, found.size()).mapToDouble(i -> share(found.get(i), known.get(i))).average()
                .orElseThrow();
        Arrays.sort(seconds);
        System.out.printf(Locale.ROOT, "  %-28s recall@10 %.4f  %8.0f queries/s  99 %% within %.2f ms%n", what, recall,
                queries.length / Arrays.stream(seconds).sum(), 1e3 * seconds[seconds.length * 99 / 100]);
        return found;
    }

    private static double share(Set<Long> found, Set<Long> truth) {
        return (double) found.stream().filter(truth::contains).count() / truth.size();
    }
}
