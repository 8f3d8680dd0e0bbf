package dev.lookalike.index;

import java.util.Objects;

/// How to search: how many vectors, by which metric, among which ids, how near, and how hard to look.
///
/// @param count
///            how many to find, 1 to [#MAX_COUNT]
/// @param metric
///            how to compare
/// @param ids
///            which ids may be answered
/// @param beamWidth
///            about how many candidates the search keeps (`ef` in the HNSW paper), at least `count`, or [#EXACT]; more for a
///            query with many vectors about as near as its nearest, fewer for one whose nearest stand alone
/// @param atLeast
///            the lowest score to answer with, negative infinity for any
public record SearchSpec(int count, Metric metric, Ids ids, int beamWidth, double atLeast) {
    /// The most a search may ask for.
    public static final int MAX_COUNT = 10_000;

    /// The beam width of an exact search.
    public static final int EXACT = Integer.MAX_VALUE;

    public SearchSpec {
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(ids, "ids");
        if (count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException("count is " + count + "; ask for 1 to " + MAX_COUNT);
        }
        if (beamWidth < count) {
            throw new IllegalArgumentException(
                    "beamWidth is " + beamWidth + ", less than count " + count + "; raise it");
        }
        if (Double.isNaN(atLeast)) {
            throw new IllegalArgumentException("atLeast is NaN; give the lowest score that is of use");
        }
    }

    /// The `count` nearest by cosine, among all ids, with the index's usual effort.
    public static SearchSpec nearest(int count) {
        return new SearchSpec(count, Metric.COSINE, Ids.all(), Math.max(64, 2 * count), Double.NEGATIVE_INFINITY);
    }

    /// The same search by another metric.
    public SearchSpec by(Metric metric) {
        return new SearchSpec(count, metric, ids, beamWidth, atLeast);
    }

    /// The same search among these ids alone.
    public SearchSpec among(Ids ids) {
        return new SearchSpec(count, metric, ids, beamWidth, atLeast);
    }

    /// The same search with more or less effort: a wider beam misses less and takes longer.
    ///
    /// @param width
    ///            at least [#count()]; see [Tuning] for the one that a recall takes
    public SearchSpec beamWidth(int width) {
        return new SearchSpec(count, metric, ids, width, atLeast);
    }

    /// The same search for scores of at least `score` alone: within a radius r of the query
    /// is `by(EUCLIDEAN).atLeast(-r)`.
    public SearchSpec atLeast(double score) {
        return new SearchSpec(count, metric, ids, beamWidth, score);
    }

    /// The same search with certainty: the true nearest by score computed in double, ties to the smaller id.
    public SearchSpec exact() {
        return new SearchSpec(count, metric, ids, EXACT, atLeast);
    }

    /// Whether the answer must be certain.
    public boolean isExact() {
        return beamWidth == EXACT;
    }
}
