package dev.lookalike.gallery.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import dev.lookalike.index.EngineProvider;
import dev.lookalike.index.Hit;
import dev.lookalike.index.IndexException;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.Metric;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.VectorIndex;

/// What an engine found of the true nearest, and how fast.
///
/// @param engine
///            with its options, as [EngineProvider#open(String, Path, IndexSpec)] names it
/// @param model
///            whose embeddings were searched
/// @param space
///            they were in
/// @param exactMicroseconds
///            how long an exact search by this library took in the median; 0 if the engine cannot be used here
/// @param points
///            from little effort to much; none if the engine cannot be used here
/// @param obstacle
///            why not, or empty
public record EngineCurve(String engine, String model, String space, Metric metric, double exactMicroseconds,
        List<Point> points, String obstacle) {
    /// This library's own engine, whose exact search says what the nearest are.
    private static final String OWN = "lookalike";

    private static final int WIDE_TIMES = 256;
    private static final double STEP = 1.5;
    private static final Duration WARM_UP = Duration.ofSeconds(1);

    /// What one effort found and took.
    ///
    /// @param recall
    ///            the share of the true nearest that were found
    /// @param microseconds
    ///            of a search, in the median
    /// @param slowMicroseconds
    ///            that one search of a hundred takes, or longer
    public record Point(int beamWidth, double recall, double microseconds, double slowMicroseconds) {}

    public EngineCurve {
        points = List.copyOf(points);
    }

    /// Vectors to search among, and others like them to ask for.
    @SuppressWarnings("ArrayRecordComponent") // not compared
    record Searched(String model, String space, Metric metric, float[][] stored, float[][] asked) {}

    /// Measures engines on the same vectors.
    ///
    /// @param depth
    ///            how many of the nearest are looked for
    static List<EngineCurve> of(Searched searched, List<String> engines, int depth) {
        if (engines.isEmpty()) {
            return List.of();
        }
        var spec = SearchSpec.nearest(depth).by(searched.metric);
        var exact = with(OWN, searched, index -> answers(index, searched.asked, spec.exact()));
        double exactly = median(exact.nanoseconds);
        return engines.stream().map(engine -> {
            try {
                return new EngineCurve(engine, searched.model, searched.space, searched.metric, exactly,
                        with(engine, searched, index -> points(index, searched.asked, spec, exact.found)), "");
            } catch (IllegalArgumentException | IndexException.Unavailable unusable) {
                return new EngineCurve(engine, searched.model, searched.space, searched.metric, 0, List.of(),
                        String.valueOf(unusable.getMessage()));
            }
        }).toList();
    }

    private static List<Point> points(VectorIndex index, float[][] queries, SearchSpec spec, List<List<Long>> truth) {
        var points = new ArrayList<Point>();
        for (int width = spec.count(); width <= WIDE_TIMES * spec.count(); width = (int) Math.ceil(width * STEP)) {
            var answers = answers(index, queries, spec.beamWidth(width));
            long right = 0;
            long wanted = 0;
            for (int i = 0; i < queries.length; i++) {
                right += answers.found.get(i).stream().filter(truth.get(i)::contains).count();
                wanted += truth.get(i).size();
            }
            points.add(new Point(width, wanted == 0 ? 1 : (double) right / wanted, median(answers.nanoseconds),
                    answers.nanoseconds[answers.nanoseconds.length * 99 / 100] / 1e3));
            if (right == wanted) {
                break;
            }
        }
        return points;
    }

    /// What was found, and the times it took, ascending.
    @SuppressWarnings("ArrayRecordComponent") // not compared
    private record Answers(List<List<Long>> found, long[] nanoseconds) {}

    private static Answers answers(VectorIndex index, float[][] queries, SearchSpec spec) {
        var found = new ArrayList<List<Long>>();
        var nanoseconds = new long[queries.length];
        for (int i = 0; i < queries.length; i++) {
            long start = System.nanoTime();
            List<Hit> hits = index.search(queries[i], spec);
            nanoseconds[i] = System.nanoTime() - start;
            found.add(hits.stream().map(Hit::id).toList());
        }
        Arrays.sort(nanoseconds);
        return new Answers(found, nanoseconds);
    }

    private static double median(long[] sorted) {
        return sorted[sorted.length / 2] / 1e3;
    }

    /// What is done with an index.
    private interface Use<T> {
        T of(VectorIndex index);
    }

    private static <T> T with(String engine, Searched searched, Use<T> use) {
        Path folder = temporaryFolder();
        var spec = IndexSpec.of(searched.stored[0].length).graphFrom(1);
        try (VectorIndex index = EngineProvider.open(engine, folder.resolve("index"), spec)) {
            index.putAll(IntStream.range(0, searched.stored.length).asLongStream().toArray(), searched.stored);
            index.merge();
            index.warmUp(WARM_UP);
            return use.of(index);
        } finally {
            delete(folder);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("lookalike-engine");
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot make a temporary folder", failure);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot delete the temporary folder " + folder, failure);
        }
    }
}
