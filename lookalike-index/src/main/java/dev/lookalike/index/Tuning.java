package dev.lookalike.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/// How wide a beam an index needs to find what share of the true nearest, measured.
///
/// @param curve
///            what each beam width found and took, from narrow to wide
public record Tuning(List<Point> curve) {
    /// Queries unlike the data need beams some ten times as wide; a walk as wide as this still costs a fraction of looking at all
    /// of a hundred thousand.
    private static final int WIDE_TIMES = 256;
    private static final double STEP = 1.5;

    /// What one beam width found and took.
    ///
    /// @param recall
    ///            the share of the true nearest that were found, 0 to 1
    /// @param microseconds
    ///            how long a search took on this machine, in the median
    public record Point(int beamWidth, double recall, double microseconds) {}

    public Tuning {
        curve = List.copyOf(curve);
        if (curve.isEmpty()) {
            throw new IllegalArgumentException("curve is empty; measure at least one beam width");
        }
    }

    /// Searches for each of the queries, exactly and with wider and wider beams, until one finds all or the widest is
    /// reached.
    ///
    /// @param queries
    ///            some hundred vectors of the kind that will be asked for and that are not stored; where they are, the
    ///            first hit is the query itself and recall looks better than it is
    /// @param spec
    ///            how many to find, by which metric and among which ids; its beam width does not matter
    /// @throws IllegalArgumentException
    ///             if there are no queries, or one may not be searched for
    public static Tuning measure(VectorIndex index, float[][] queries, SearchSpec spec) {
        if (queries.length == 0) {
            throw new IllegalArgumentException("there are no queries; give some that are like those to come");
        }
        var truth = new ArrayList<List<Hit>>();
        for (float[] query : queries) {
            truth.add(index.search(query, spec.exact()));
        }
        var curve = new ArrayList<Point>();
        int width = spec.count();
        while (width <= WIDE_TIMES * spec.count()) {
            var point = measure(index, queries, spec.beamWidth(width), truth);
            curve.add(point);
            if (point.recall() == 1) {
                break;
            }
            width = (int) Math.ceil(width * STEP);
        }
        return new Tuning(curve);
    }

    private static Point measure(VectorIndex index, float[][] queries, SearchSpec spec, List<List<Hit>> truth) {
        long found = 0;
        long wanted = 0;
        var nanoseconds = new long[queries.length];
        for (int i = 0; i < queries.length; i++) {
            long start = System.nanoTime();
            var hits = index.search(queries[i], spec);
            nanoseconds[i] = System.nanoTime() - start;
            var those = new HashSet<>(truth.get(i));
            found += hits.stream().filter(those::contains).count();
            wanted += those.size();
        }
        Arrays.sort(nanoseconds);
        double median = nanoseconds[nanoseconds.length / 2] / 1e3;
        return new Point(spec.beamWidth(), wanted == 0 ? 1 : (double) found / wanted, median);
    }

    /// Whether any beam that was tried found `recall` or more.
    public boolean reaches(double recall) {
        return curve.stream().anyMatch(point -> point.recall() >= recall);
    }

    /// The narrowest beam that found `recall` or more, or the widest that was tried if none did.
    ///
    /// @param recall
    ///            the share of the true nearest that should be found, 0 to 1
    public int beamWidth(double recall) {
        return curve.stream().filter(point -> point.recall() >= recall).findFirst().orElseGet(curve::getLast)
                .beamWidth();
    }
}
