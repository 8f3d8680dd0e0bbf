package dev.lookalike.gallery.health;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import dev.lookalike.gallery.ranking.Neighbours;

/// Which pictures of a collection are like no other.
public final class Outliers {
    /*
     * How far the last of its nearest lies, as a chord between directions, less half of how far theirs do: a picture of a rare kind
     * lies thinly, and so do its few neighbours; one that is no part of the collection lies far from neighbours that lie densely.
     * The last counts, not the mean of all (Ramaswamy, Rastogi & Shim 2000), so that a few strangers that are like each other do not
     * hide one another; up to half of [#AROUND] of them can be told. docs/measurements/quality.md has the figures.
     */

    private static final int AROUND = 100;

    /// Of few pictures, a tenth are looked at: the farthest of all would be the same for all.
    private static final int TENTH = 10;

    /// Of very many pictures, fewer are looked at: what is known of all of them has to fit into memory.
    private static final int IN_ALL = 20_000_000;
    private static final int LEAST_OF_MANY = 20;

    private Outliers() {}

    /// A picture that lies apart.
    ///
    /// @param number
    ///            its place among the neighbours' ids
    /// @param distance
    ///            how far apart it lies, the more the farther
    public record Outlier(int number, double distance) {}

    /// How many of the nearest should be known of each of so many pictures.
    public static int around(long count) {
        return Math.clamp(Math.min(count / TENTH, Math.max(LEAST_OF_MANY, IN_ALL / Math.max(1, count))), 1,
                AROUND);
    }

    /// The pictures that lie farthest apart, the farthest first.
    public static List<Outlier> of(Neighbours neighbours, int count) {
        Neighbours around = neighbours.first(around(neighbours.count()));
        double[] reaches = Arrays.stream(around.scores())
                .mapToDouble(scores -> scores.length == 0 ? 0 : chord(scores[scores.length - 1])).toArray();
        return IntStream.range(0, around.count()).filter(number -> around.nearest()[number].length > 0)
                .mapToObj(number -> new Outlier(number,
                        reaches[number] - Arrays.stream(around.nearest()[number]).mapToDouble(other -> reaches[other])
                                .average().orElseThrow() / 2))
                .sorted(Comparator.comparingDouble(Outlier::distance).reversed()).limit(count).toList();
    }

    private static double chord(double cosine) {
        return Math.sqrt(Math.max(0, 2 - 2 * cosine));
    }
}
