package dev.lookalike.gallery.health;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import dev.lookalike.gallery.ranking.Neighbours;

/// Which pictures of a collection are like no other.
public final class Outliers {
    /*
     * The same measure that says whether anything is like a query (ranking.Background): how alike the nearest are, less half
     * of how alike those are to the ones around them. A picture of a rare kind lies thinly, and so do its few neighbours; one
     * that is no part of the collection lies far from neighbours that lie densely.
     */
    private static final int AROUND = 10;

    private Outliers() {}

    /// A picture that lies apart.
    ///
    /// @param number
    ///            its place among the neighbours' ids
    public record Outlier(int number, double contrast) {}

    /// The pictures with the least contrast, the least first.
    public static List<Outlier> of(Neighbours neighbours, int count) {
        double[] densities = Arrays.stream(neighbours.scores()).mapToDouble(scores -> mean(scores, AROUND)).toArray();
        return IntStream.range(0, neighbours.count()).filter(number -> neighbours.nearest()[number].length > 0)
                .mapToObj(number -> new Outlier(number, contrast(neighbours, number, densities)))
                .sorted(Comparator.comparingDouble(Outlier::contrast)).limit(count).toList();
    }

    private static double contrast(Neighbours neighbours, int number, double[] densities) {
        double around = Arrays.stream(neighbours.nearest()[number]).limit(AROUND).mapToDouble(other -> densities[other])
                .average().orElseThrow();
        float[] scores = neighbours.scores()[number];
        return mean(scores, scores.length) - around / 2;
    }

    private static double mean(float[] scores, int first) {
        return IntStream.range(0, Math.min(first, scores.length)).mapToDouble(i -> scores[i]).average().orElse(0);
    }
}
