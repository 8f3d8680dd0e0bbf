package dev.lookalike.gallery.map;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Clusters of points, the largest first, and the points that are in none.
final class Clustering {
    /*
     * Communities give every point a group. A point whose neighbours are mostly of other groups lies between them, and a handful of
     * points is no cluster: both are said to be in none.
     */
    static final int NONE = -1;
    private static final int LEAST_MEMBERS = 5;
    private static final double LEAST_OWN = 0.5;

    private Clustering() {}

    /// The cluster of each point, from 0 on, or [#NONE].
    static int[] of(Affinities affinities, long seed) {
        int[] groups = Communities.of(affinities, seed);
        var clusters = groups.clone();
        for (int point = 0; point < groups.length; point++) {
            if (own(affinities, groups, point) < LEAST_OWN) {
                clusters[point] = NONE;
            }
        }
        return bySize(clusters);
    }

    /// The share of a point's affinities that lead into its own group.
    private static double own(Affinities affinities, int[] groups, int point) {
        double own = 0;
        double all = 0;
        for (int i = affinities.starts()[point]; i < affinities.starts()[point + 1]; i++) {
            all += affinities.values()[i];
            own += groups[affinities.columns()[i]] == groups[point] ? affinities.values()[i] : 0;
        }
        return all == 0 ? 0 : own / all;
    }

    private static int[] bySize(int[] clusters) {
        int most = Arrays.stream(clusters).max().orElse(NONE);
        var sizes = new int[most + 1];
        for (int cluster : clusters) {
            if (cluster != NONE) {
                sizes[cluster]++;
            }
        }
        int[] largestFirst = IntStream.range(0, sizes.length).filter(cluster -> sizes[cluster] >= LEAST_MEMBERS)
                .boxed().sorted((one, other) -> Integer.compare(sizes[other], sizes[one])).mapToInt(each -> each)
                .toArray();
        var numbers = new int[sizes.length];
        Arrays.fill(numbers, NONE);
        for (int number = 0; number < largestFirst.length; number++) {
            numbers[largestFirst[number]] = number;
        }
        return Arrays.stream(clusters).map(cluster -> cluster == NONE ? NONE : numbers[cluster]).toArray();
    }
}
