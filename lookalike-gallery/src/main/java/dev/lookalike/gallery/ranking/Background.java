package dev.lookalike.gallery.ranking;

import java.util.Arrays;
import java.util.List;

import dev.lookalike.index.Metric;

/// What scores look like in a collection: between unrelated pictures, and around a picture that has its like.
///
/// @param metric
///            of the scores
/// @param unrelated
///            the median score of two pictures taken at random
/// @param near
///            the score of a picture's nearest that seven pictures of ten exceed
/// @param depth
///            by how many of its best answers a query is judged
/// @param asked
///            how many of the collection's pictures were asked as if they were not there
/// @param contrasts
///            of those of them that nothing but their contrast can tell to be alike, ascending
record Background(Metric metric, double unrelated, double near, int depth, int asked, double[] contrasts) {
    /*
     * "Is anything like this here?" A flat limit on the score fails: 0.6 is the best of one query and noise in another,
     * because pictures lie densely in one place of the space and thinly in another. So a query's best scores are
     * held against the density where its answers lie, the mean ten-neighbour score of the first ten themselves:
     *
     *     contrast = mean of the best - (mean over the first ten of the mean score of their own ten nearest) / 2
     *
     * The best are a twentieth of the collection, ten to fifty: the more pictures there are of each kind, the more of them
     * say whether a query is of one of the kinds.
     *
     * What contrast is usual is read off the collection: a few hundred of its pictures, each asked as if it were not
     * there. The share of them that would be told "nothing like this is here" is the false-alarm rate, chosen, not
     * guessed. Two exceptions, for a copy or a large part of a picture that is the only one of its kind: a best answer
     * as near as a picture's nearest usually is, and one that stands out from the other nine, are alike in any case.
     *
     * docs/decisions/0037-nothing-alike.md has what else was tried, docs/measurements/similarity.md the figures.
     */

    /// The share of the collection's own pictures that may be told, wrongly, that nothing is like them, unless told otherwise.
    static final double FALSE_ALARMS = 0.05;

    /// The least and the most that can be asked for: fewer cannot be read off some hundred pictures, and more are certain.
    static final double LEAST_FALSE_ALARMS = 0.005;
    static final double MOST_FALSE_ALARMS = 0.25;

    /// How many neighbours are looked at.
    static final int NEIGHBOURS = 10;

    /// By how many of its best answers a query is judged at most.
    static final int MOST_DEPTH = 50;

    private static final double NEAR_QUANTILE = 0.3;

    /// How far the best must be from the other nine, as a share of the way from unrelated to the same.
    private static final double STANDING_OUT = 0.12;

    /// The best scores of a query, and how dense it is where they lie.
    ///
    /// @param best
    ///            the first
    /// @param mean
    ///            of all
    /// @param others
    ///            the mean of the other nine of the first ten, or `best` if there are none
    /// @param density
    ///            the mean score of the first ten's own ten nearest
    record Nearest(double best, double mean, double others, double density) {
        static Nearest of(double[] scores, double density) {
            double mean = Arrays.stream(scores).average().orElseThrow();
            double others = Arrays.stream(scores).skip(1).limit(NEIGHBOURS - 1L).average().orElse(scores[0]);
            return new Nearest(scores[0], mean, others, density);
        }

        double contrast() {
            return mean - density / 2;
        }
    }

    /// By how many of its best answers a query to a collection of `count` pictures is judged.
    static int depth(long count) {
        return Math.clamp(count / 20, NEIGHBOURS, MOST_DEPTH);
    }

    /// @param random
    ///            scores of pairs taken at random
    /// @param depth
    ///            by how many of its best answers a query is judged
    /// @param asked
    ///            pictures taken evenly, each asked as if it were not there
    static Background of(Metric metric, double[] random, int depth, List<Nearest> asked) {
        double unrelated = quantile(random, 0.5);
        double near = quantile(asked.stream().mapToDouble(Nearest::best).toArray(), NEAR_QUANTILE);
        var open = new Background(metric, unrelated, near, depth, asked.size(), new double[0]);
        double[] contrasts = asked.stream().filter(nearest -> !open.certain(nearest)).mapToDouble(Nearest::contrast)
                .sorted().toArray();
        return new Background(metric, unrelated, near, depth, asked.size(), contrasts);
    }

    // The contrast that all but so many of the pictures that were asked exceed.
    private double limit(double falseAlarms) {
        if (contrasts.length == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        int alarms = (int) (falseAlarms * asked);
        return alarms < contrasts.length ? contrasts[alarms] : Math.nextUp(contrasts[contrasts.length - 1]);
    }

    /// What the scores of an answer mean.
    ///
    /// @param certain
    ///            whether it is known from elsewhere that something alike was found
    /// @param falseAlarms
    ///            the share of pictures with something alike that may be told, wrongly, that there is nothing
    Judgement judge(Nearest nearest, boolean certain, double falseAlarms) {
        double limit = limit(falseAlarms);
        boolean found = certain || certain(nearest) || nearest.contrast() >= limit;
        double cutOff = limit + nearest.density / 2;
        cutOff = found ? Math.min(cutOff, nearest.best) : Math.max(cutOff, Math.nextUp(nearest.best));
        return new Judgement(true, cutOff, unrelated, same(metric));
    }

    private boolean certain(Nearest nearest) {
        return nearest.best >= near || nearest.best - nearest.others >= STANDING_OUT * (same(metric) - unrelated);
    }

    /// What scores mean where the collection is too small to say, or not yet measured: everything counts as alike.
    ///
    /// @param length
    ///            of the query's vector: unrelated pictures lie about as far from each other as from the origin
    static Judgement unknown(Metric metric, double length) {
        return metric == Metric.COSINE
                ? new Judgement(false, -Double.MAX_VALUE, 0, same(metric))
                : new Judgement(false, -Double.MAX_VALUE, -length, same(metric));
    }

    /// The score of a picture with itself.
    static double same(Metric metric) {
        return metric == Metric.COSINE ? 1 : 0;
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) (share * (sorted.length - 1))];
    }
}
