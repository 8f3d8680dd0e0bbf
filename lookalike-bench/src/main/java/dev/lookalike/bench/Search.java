package dev.lookalike.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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
import java.util.regex.Pattern;
import java.util.stream.LongStream;

import dev.lookalike.index.Hit;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.Precision;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.VectorIndex;

/// The index's recall@10 and queries a second, one query a call on one thread, beside peers that are asked in turn.
final class Search {
    private static final int ROUNDS = 5;
    private static final int COUNT = 10;
    private static final int[] BEAMS = {10, 14, 20, 28, 40, 56, 80, 112, 160, 224};
    private static final Map<String, int[]> PEERS = Map.of("faiss-flat", new int[]{0}, "faiss-pca-hnsw-sq8-refine",
            new int[]{20, 40, 80, 160, 320}, "hnswlib-m16", new int[]{20, 40, 80, 160, 320});
    private static final Pattern FIGURES = Pattern
            .compile(
                    "\"recall_at_10\": ([0-9.]+), \"queries_per_s\": ([0-9.]+), \"build_s\": ([0-9.]+), \"bytes\": (\\d+)");

    private final VectorIndex index;
    private final float[][] queries;
    private final List<Set<Long>> truth = new ArrayList<>();
    private final Map<String, List<Point>> curves = new LinkedHashMap<>();

    private record Point(int setting, double recall, double queriesPerSecond) {}

    private Search(VectorIndex index, float[][] queries) {
        this.index = index;
        this.queries = queries;
        for (float[] query : queries) {
            truth.add(ids(index.search(query, SearchSpec.nearest(COUNT).exact())));
        }
    }

    static void main(String[] arguments) throws Exception {
        float[][] vectors = read(Path.of(arguments[0]));
        float[][] queries = read(Path.of(arguments[1]));
        Path folder = Files.createTempDirectory("lookalike-bench");
        Path file = folder.resolve("bench.index");
        int graphFrom = Integer.getInteger("lookalike.bench.graphFrom", IndexSpec.GRAPH_FROM);
        var spec = IndexSpec.of(vectors[0].length).keeping(Precision.HALF).graphFrom(graphFrom);
        try (VectorIndex index = VectorIndex.open(file, spec)) {
            long start = System.nanoTime();
            index.putAll(LongStream.range(0, vectors.length).toArray(), vectors);
            index.merge();
            System.out.printf(Locale.ROOT, "%d vectors of %d values: built in %.1f s, %d bytes%n", vectors.length,
                    vectors[0].length, (System.nanoTime() - start) / 1e9, Files.size(file));
            index.warmUp(Duration.ofSeconds(20));
            var search = new Search(index, queries);
            if (arguments.length > 3) {
                search.besidePeers(List.of(arguments[3], arguments[2], arguments[0], arguments[1], "--serve", "--only",
                        String.join(",", PEERS.keySet())));
            } else {
                for (int round = 0; round < ROUNDS; round++) {
                    search.own();
                }
            }
            search.report();
        } finally {
            Ingest.delete(folder);
        }
    }

    private void besidePeers(List<String> command) throws IOException {
        var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                var asking = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8)) {
            for (String line = answers.readLine(); !"ready".equals(line); line = answers.readLine()) {
                if (line == null) {
                    throw new IOException("the peers ended before they were ready");
                }
            }
            for (int round = 0; round < ROUNDS; round++) {
                own();
                for (var peer : PEERS.entrySet()) {
                    for (int setting : peer.getValue()) {
                        asking.println(peer.getKey() + " " + setting);
                        note(peer.getKey(), setting, answers.readLine());
                    }
                }
            }
        } finally {
            process.destroy();
        }
    }

    private void note(String peer, int setting, String line) {
        var figures = FIGURES.matcher(line);
        if (!figures.find()) {
            throw new IllegalStateException("a peer answered " + line);
        }
        if (!curves.containsKey(peer)) {
            System.out.printf("%s: built in %s s, %s bytes%n", peer, figures.group(3), figures.group(4));
        }
        curves.computeIfAbsent(peer, name -> new ArrayList<>())
                .add(new Point(setting, Double.parseDouble(figures.group(1)), Double.parseDouble(figures.group(2))));
    }

    private void own() {
        measure("lookalike exact", SearchSpec.nearest(COUNT).exact(), 0);
        for (int beam : BEAMS) {
            measure("lookalike", SearchSpec.nearest(COUNT).beamWidth(beam), beam);
        }
    }

    private void measure(String name, SearchSpec spec, int setting) {
        int found = 0;
        long nanoseconds = 0;
        for (int i = 0; i < queries.length; i++) {
            long start = System.nanoTime();
            List<Hit> hits = index.search(queries[i], spec);
            nanoseconds += System.nanoTime() - start;
            var those = ids(hits);
            those.retainAll(truth.get(i));
            found += those.size();
        }
        curves.computeIfAbsent(name, key -> new ArrayList<>()).add(new Point(setting,
                (double) found / COUNT / queries.length, queries.length / (nanoseconds / 1e9)));
    }

    private static Set<Long> ids(List<Hit> hits) {
        var ids = new HashSet<Long>();
        hits.forEach(hit -> ids.add(hit.id()));
        return ids;
    }

    private void report() {
        for (var curve : curves.entrySet()) {
            for (Point point : medians(curve.getValue())) {
                System.out.printf(Locale.ROOT, "%-28s %4d  recall %.4f  %8.0f queries/s%n", curve.getKey(),
                        point.setting,
                        point.recall, point.queriesPerSecond);
            }
        }
        for (double recall : new double[]{0.99, 0.999}) {
            for (var curve : curves.entrySet()) {
                System.out.printf(Locale.ROOT, "at %.3f  %-28s %8.0f queries/s%n", recall, curve.getKey(),
                        at(recall, medians(curve.getValue())));
            }
        }
    }

    /// For each setting, the median of its rounds.
    private static List<Point> medians(List<Point> points) {
        return points.stream().mapToInt(Point::setting).distinct().mapToObj(setting -> {
            double[] figures = points.stream().filter(point -> point.setting == setting)
                    .mapToDouble(Point::queriesPerSecond).sorted().toArray();
            double recall = points.stream().filter(point -> point.setting == setting).findFirst().orElseThrow().recall;
            return new Point(setting, recall, figures[figures.length / 2]);
        }).toList();
    }

    /// The queries a second at a recall, between two settings on the logarithm of what is missed; 0 if it is not reached.
    private static double at(double recall, List<Point> points) {
        double best = 0;
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            if (point.recall >= recall) {
                best = Math.max(best, point.queriesPerSecond);
                if (i > 0 && points.get(i - 1).recall < recall) {
                    best = Math.max(best, between(points.get(i - 1), point, recall));
                }
            }
        }
        return best;
    }

    private static double between(Point below, Point above, double recall) {
        double missedBelow = Math.log(1 - below.recall);
        double missedAbove = Math.log(Math.max(1e-5, 1 - above.recall));
        double share = (Math.log(1 - recall) - missedBelow) / (missedAbove - missedBelow);
        return below.queriesPerSecond + share * (above.queriesPerSecond - below.queriesPerSecond);
    }

    /// The rows of a NumPy file of floats.
    private static float[][] read(Path file) throws IOException {
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int headerSize = bytes.getShort(8);
        String header = new String(bytes.array(), 10, headerSize, StandardCharsets.ISO_8859_1);
        var shape = Pattern.compile("'<f4'.*\\((\\d+), (\\d+)\\)").matcher(header);
        if (!shape.find()) {
            throw new IOException(file + " is no table of float32: " + header);
        }
        var rows = new float[Integer.parseInt(shape.group(1))][Integer.parseInt(shape.group(2))];
        var values = bytes.position(10 + headerSize).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        Arrays.stream(rows).forEach(values::get);
        return rows;
    }
}
