package dev.lookalike.gallery.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.lookalike.index.Metric;

/// What things pictures seem to show, of some that have names, by their looks alone.
final class Things {
    /*
     * Each name is a direction of the space (decision 0094). How far a picture lies in a direction says little by itself: some
     * directions have all pictures a little in them. So each is held against what is usual in the collection, a mean and a
     * deviation over some of its pictures, and the names compete:
     *
     *     share of a name = exp(SHARPNESS * z) over the sum of them,   z = (cosine - mean) / deviation
     *
     * What no name fits well gets small shares of many. A picture is looked at with its nearest, as one place in their middle:
     * they mostly show the same thing, and not the same light and pose. Sharpness and how many nearest: decision 0106.
     */
    private static final double SHARPNESS = 5;

    /// So many of a picture's nearest are looked at with it.
    private static final int NEAREST = 5;

    /// So many are remembered.
    private static final int MOST_SEEN = 65_536;

    /// A smaller share is no sign of anything.
    private static final double LEAST = 0.02;

    private final Space space;
    private final List<String> names;
    private final double[][] directions;
    private final double[] means;
    private final double[] deviations;
    private final Map<Long, Seen> seen = new ConcurrentHashMap<>();

    /// What a picture showed with these around it.
    @SuppressWarnings("ArrayRecordComponent") // not compared
    private record Seen(long[] neighbours, Map<String, Double> shares) {}

    /// @param directions
    ///            of the names in the space, of length 1
    /// @param sample
    ///            where some of the collection's pictures lie
    Things(Space space, List<String> names, double[][] directions, List<double[]> sample) {
        this.space = space;
        this.names = List.copyOf(names);
        this.directions = directions;
        means = new double[directions.length];
        deviations = new double[directions.length];
        for (int i = 0; i < directions.length; i++) {
            double sum = 0;
            double squares = 0;
            for (double[] place : sample) {
                double score = Scores.dot(place, directions[i]) / Scores.length(place);
                sum += score;
                squares += score * score;
            }
            means[i] = sum / sample.size();
            deviations[i] = Math.sqrt(Math.max(1e-12, squares / sample.size() - means[i] * means[i]));
        }
    }

    /// Whether this is about these names in this space.
    boolean isOf(Space space, List<String> names) {
        return this.space.sameAs(space) && this.names.equals(names);
    }

    /// What a stored picture seems to show, with the share of each; remembered for as long as what is around it stays the same.
    ///
    /// @param neighbours
    ///            its nearest, best first
    Map<String, Double> in(long id, long[] neighbours, SpaceIndex index) {
        Seen known = seen.get(id);
        if (known == null || !Arrays.equals(known.neighbours, neighbours)) {
            double[] place = index.stored(id);
            if (place == null) {
                return Map.of();
            }
            long[] near = Arrays.copyOf(neighbours, Math.min(NEAREST, neighbours.length));
            known = new Seen(neighbours, in(index.surroundings(Metric.COSINE).middle(place, near)));
            if (seen.size() < MOST_SEEN) {
                seen.put(id, known);
            }
        }
        return known.shares;
    }

    /// What a picture seems to show, with the share of each; the shares sum up to 1 at most.
    ///
    /// @param place
    ///            where it lies in the space
    private Map<String, Double> in(double[] place) {
        var fits = new double[directions.length];
        double length = Scores.length(place);
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < fits.length; i++) {
            fits[i] = SHARPNESS * (Scores.dot(place, directions[i]) / length - means[i]) / deviations[i];
            best = Math.max(best, fits[i]);
        }
        double sum = 0;
        for (int i = 0; i < fits.length; i++) {
            fits[i] = Math.exp(fits[i] - best);
            sum += fits[i];
        }
        var shares = new LinkedHashMap<String, Double>();
        for (int i = 0; i < fits.length; i++) {
            if (fits[i] / sum >= LEAST) {
                shares.put(names.get(i), fits[i] / sum);
            }
        }
        return shares;
    }

    /// Where some pictures of an index lie, evenly over their ids.
    static List<double[]> sample(SpaceIndex index, int most) {
        long[] ids = index.ids();
        var places = new ArrayList<double[]>();
        int step = Math.max(1, ids.length / most);
        for (int i = 0; i < ids.length; i += step) {
            double[] place = index.vector(ids[i]);
            if (place != null) {
                places.add(place);
            }
        }
        return places;
    }
}
