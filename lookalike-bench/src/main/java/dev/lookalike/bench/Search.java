package dev.lookalike.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import dev.lookalike.index.Hit;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.Precision;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.VectorIndex;
import org.jspecify.annotations.Nullable;

/// The index's recall@10 and queries a second, one query a call on one thread, beside peers that are asked in turn.
///
/// The folder holds what [PictureVectors] writes, or two tables of the same names. `-Dlookalike.bench.wait=true` waits for a line
/// on standard input between building and measuring.
final class Search {
    private static final int ROUNDS = 5;
    private static final int COUNT = 10;
    private static final int NEIGHBOURS = 50;
    private static final int ADDED = 1_000;
    private static final int WIDE = 80;
    private static final int[] BEAMS = {20, 28, 40, 56, 80, 112, 160, 224, 320};
    private static final String OWN = "lookalike";
    private static final String EXACT = "lookalike exact";
    private static final String FLAT = "faiss-flat";

    private final VectorIndex index;
    private final float[][] queries;
    private final List<Set<Long>> truth = new ArrayList<>();
    private final Map<String, Curve> curves = new LinkedHashMap<>();

    /// A search by a setting.
    private interface Searcher {
        long[] search(float[] query, int setting);
    }

    private Search(VectorIndex index, float[][] queries) {
        this.index = index;
        this.queries = queries;
        double lids = 0;
        for (float[] query : queries) {
            List<Hit> hits = index.search(query, SearchSpec.nearest(NEIGHBOURS).exact());
            truth.add(new HashSet<>(hits.stream().limit(COUNT).map(Hit::id).toList()));
            lids += localDimension(hits);
        }
        System.out.printf(Locale.ROOT, "local intrinsic dimension %.1f%n", lids / queries.length);
    }

    /// The maximum likelihood estimate from the distances to the neighbours (Levina and Bickel 2004).
    private static double localDimension(List<Hit> hits) {
        double[] distances = hits.stream().mapToDouble(hit -> Math.sqrt(Math.max(1e-12, 2 - 2 * hit.score())))
                .toArray();
        double last = distances[distances.length - 1];
        return 1 / Arrays.stream(distances).limit(distances.length - 1L).map(each -> Math.log(last / each)).average()
                .orElseThrow();
    }

    static void main(String[] arguments) throws Exception {
        Path vectorFile = Path.of(arguments[0], PictureVectors.VECTORS);
        Path queryFile = Path.of(arguments[0], PictureVectors.QUERIES);
        float[][] vectors = NumpyFile.floats(vectorFile);
        float[][] queries = NumpyFile.floats(queryFile);
        checkOrigins(Path.of(arguments[0]));
        Path folder = Files.createTempDirectory("lookalike-bench");
        Path file = folder.resolve("bench.index");
        int graphFrom = Integer.getInteger("lookalike.bench.graphFrom", IndexSpec.GRAPH_FROM);
        var spec = IndexSpec.of(vectors[0].length).keeping(Precision.HALF).graphFrom(graphFrom);
        build(file, spec, vectors);
        long start = System.nanoTime();
        try (VectorIndex index = VectorIndex.open(file, spec)) {
            System.out.printf(Locale.ROOT, "opened in %.1f ms%n", (System.nanoTime() - start) / 1e6);
            index.warmUp(Duration.ofSeconds(20));
            var search = new Search(index, queries);
            try (var python = arguments.length > 2
                    ? new PythonPeers(arguments[2], arguments[1], vectorFile.toString(), queryFile.toString())
                    : null) {
                var java = python != null || JavaPeer.WHOLE ? JavaPeer.all(vectors, folder) : List.<JavaPeer>of();
                waitForStart();
                search.beside(python, java);
                for (JavaPeer peer : java) {
                    peer.close();
                }
            }
            search.report();
            search.twoThreads();
            search.add(vectors);
        } finally {
            Ingest.delete(folder);
        }
    }

    private static void build(Path file, IndexSpec spec, float[][] vectors) throws IOException {
        long start = System.nanoTime();
        try (VectorIndex index = VectorIndex.open(file, spec)) {
            index.putAll(LongStream.range(0, vectors.length).toArray(), vectors);
            index.merge();
        }
        System.out.printf(Locale.ROOT, "%d vectors of %d values: built in %.1f s, %d bytes%n", vectors.length,
                vectors[0].length, (System.nanoTime() - start) / 1e9, Files.size(file));
    }

    /// Queries stem from originals of which there is nothing among the vectors.
    private static void checkOrigins(Path folder) throws IOException {
        Path file = folder.resolve(PictureVectors.QUERY_ORIGINS);
        if (Files.exists(file)) {
            int[] stored = NumpyFile.ints(folder.resolve(PictureVectors.ORIGINS));
            int[] asked = NumpyFile.ints(file);
            Arrays.sort(stored);
            if (Arrays.stream(asked).anyMatch(origin -> Arrays.binarySearch(stored, origin) >= 0)) {
                throw new IOException("a query's own original is among the vectors of " + folder);
            }
        }
    }

    private static void waitForStart() throws IOException {
        if (Boolean.getBoolean("lookalike.bench.wait")) {
            System.out.println("ready");
            System.in.read();
        }
    }

    private void beside(@Nullable PythonPeers python, List<JavaPeer> java) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            own();
            for (JavaPeer peer : java) {
                for (int setting : PythonPeers.WIDTHS) {
                    measure(peer.name(), setting, (query, width) -> peer.search(query, COUNT, width));
                }
            }
            if (python == null) {
                continue;
            }
            for (var peer : PythonPeers.SETTINGS.entrySet()) {
                // It is exact, and takes longer than all others together.
                if (!FLAT.equals(peer.getKey()) || round == 0 || round == ROUNDS - 1) {
                    ask(python, peer.getKey(), peer.getValue());
                }
            }
        }
    }

    private void ask(PythonPeers python, String peer, int... settings) throws IOException {
        for (int setting : settings) {
            var figures = python.ask(peer, setting);
            if (!curves.containsKey(peer)) {
                System.out.printf(Locale.ROOT, "%s: built in %.1f s, %d bytes%n", peer, figures.buildSeconds(),
                        figures.bytes());
            }
            curve(peer).add(setting, figures.recall(), figures.queriesPerSecond());
        }
    }

    private void own() {
        measure(EXACT, 0, (query, none) -> ids(query, SearchSpec.nearest(COUNT).exact()));
        for (int beam : BEAMS) {
            measure(OWN, beam, (query, width) -> ids(query, SearchSpec.nearest(COUNT).beamWidth(width)));
        }
    }

    private long[] ids(float[] query, SearchSpec spec) {
        return index.search(query, spec).stream().mapToLong(Hit::id).toArray();
    }

    private Curve curve(String name) {
        return curves.computeIfAbsent(name, Curve::new);
    }

    private void measure(String name, int setting, Searcher searcher) {
        int found = 0;
        long nanoseconds = 0;
        for (int i = 0; i < queries.length; i++) {
            long start = System.nanoTime();
            long[] ids = searcher.search(queries[i], setting);
            nanoseconds += System.nanoTime() - start;
            found += (int) Arrays.stream(ids).filter(truth.get(i)::contains).count();
        }
        curve(name).add(setting, (double) found / COUNT / queries.length, queries.length / (nanoseconds / 1e9));
    }

    private void report() {
        curves.values().forEach(Curve::print);
        for (double recall : new double[]{0.99, 0.999}) {
            double own = curve(OWN).at(recall);
            for (Curve curve : curves.values()) {
                double speed = curve.at(recall);
                System.out.printf(Locale.ROOT, "at %.3f  %-28s %8.0f queries/s  lookalike %.2f times%n", recall,
                        curve.name(), speed, own / speed);
            }
        }
        if (curves.containsKey(FLAT)) {
            System.out.printf(Locale.ROOT, "certified exact: %.1f times faiss-flat%n",
                    curve(EXACT).at(1) / curve(FLAT).at(1));
        }
    }

    /// What two callers get of two cores.
    private void twoThreads() throws Exception {
        var spec = SearchSpec.nearest(COUNT).beamWidth(WIDE);
        double one = together(1, spec);
        double two = together(2, spec);
        System.out.printf(Locale.ROOT, "beam %d, one thread %.0f queries/s, two %.0f: %.2f times%n", WIDE, one, two,
                two / one);
    }

    private double together(int threads, SearchSpec spec) throws Exception {
        try (var callers = Executors.newFixedThreadPool(threads)) {
            long start = System.nanoTime();
            var running = IntStream.range(0, threads).mapToObj(thread -> callers.submit(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    for (float[] query : queries) {
                        index.search(query, spec);
                    }
                }
            })).toList();
            for (var each : running) {
                each.get();
            }
            return threads * ROUNDS * queries.length / ((System.nanoTime() - start) / 1e9);
        }
    }

    /// How long it takes until vectors that are put are found.
    private void add(float[][] vectors) {
        var times = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long first = vectors.length + (long) round * ADDED;
            float[][] added = Arrays.copyOfRange(vectors, round * ADDED, (round + 1) * ADDED);
            long start = System.nanoTime();
            index.putAll(LongStream.range(first, first + ADDED).toArray(), added);
            var hits = index.search(added[ADDED - 1], SearchSpec.nearest(COUNT));
            times[round] = (System.nanoTime() - start) / 1e6;
            if (hits.stream().noneMatch(hit -> hit.id() == first + ADDED - 1)) {
                throw new IllegalStateException("vector " + (first + ADDED - 1) + " was put and is not found");
            }
        }
        Arrays.sort(times);
        System.out.printf(Locale.ROOT, "%d vectors put and found in %.1f ms%n", ADDED, times[ROUNDS / 2]);
    }
}
