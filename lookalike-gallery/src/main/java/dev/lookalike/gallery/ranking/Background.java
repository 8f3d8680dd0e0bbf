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
/// @param contrast
///            the contrast that all but the share of false alarms exceed
record Background(Metric metric, double unrelated, double near, double contrast) {
    /*
     * "Is anything like this here?" A flat limit on the score fails: 0.6 is the best of one query and noise in another,
     * because pictures lie densely in one place of the space and thinly in another. So a query's ten best scores are
     * held against the density where its answers lie, the mean ten-neighbour score of the answers themselves:
     *
     *     contrast = mean of the ten best - (mean over these ten of the mean score of their own ten nearest) / 2
     *
     * What contrast is usual is read off the collection: a few hundred of its pictures, each asked as if it were not
     * there. The share of them that would be told "nothing like this is here" is the false-alarm rate, chosen, not
     * guessed. Two exceptions, for a copy or a large part of a picture that is the only one of its kind: a best answer
     * as near as a picture's nearest usually is, and one that stands out from the other nine, are alike in any case.
     *
     * docs/decisions/0037-nothing-alike.md has what else was tried, docs/measurements/similarity.md the figures.
     */

    /// The share of the collection's own pictures that may be told, wrongly, that nothing is like them.
    static final double FALSE_ALARMS = 0.05;

    /// How many neighbours are looked at.
    static final int NEIGHBOURS = 10;

    private static final double NEAR_QUANTILE = 0.3;

    /// How far the best must be from the other nine, as a share of the way from unrelated to the same.
    private static final double STANDING_OUT = 0.12;

    /// The ten best scores of a query, and how dense it is where they lie.
    ///
    /// @param best
    ///            the first
    /// @param mean
    ///            of all ten
    /// @param others
    ///            the mean of the other nine, or `best` if there are none
    /// @param density
    ///            the mean score of the answers' own ten nearest
    record Ten(double best, double mean, double others, double density) {
        static Ten of(double[] scores, double density) {
            double sum = Arrays.stream(scores).sum();
            double others = scores.length == 1 ? scores[0] : (sum - scores[0]) / (scores.length - 1);
            return new Ten(scores[0], sum / scores.length, others, density);
        }

        double contrast() {
            return mean - density / 2;
        }
    }

    /// @param random
    ///            scores of pairs taken at random
    /// @param asked
    ///            pictures taken evenly, each asked as if it were not there
    /// @param falseAlarms
    ///            the share of them that may be told that nothing is like them
    static Background of(Metric metric, double[] random, List<Ten> asked, double falseAlarms) {
        double unrelated = quantile(random, 0.5);
        double near = quantile(asked.stream().mapToDouble(Ten::best).toArray(), NEAR_QUANTILE);
        var open = new Background(metric, unrelated, near, Double.POSITIVE_INFINITY);
        double[] contrasts = asked.stream().filter(ten -> !open.found(ten)).mapToDouble(Ten::contrast).sorted()
                .toArray();
        int alarms = (int) (falseAlarms * asked.size());
        double contrast = alarms < contrasts.length ? contrasts[alarms] : most(asked);
        return new Background(metric, unrelated, near, contrast);
    }

    /// What the scores of an answer mean.
    ///
    /// @param certain
    ///            whether it is known from elsewhere that something alike was found
    Judgement judge(Ten ten, boolean certain) {
        double cutOff = contrast + ten.density / 2;
        cutOff = certain || found(ten) ? Math.min(cutOff, ten.best) : Math.max(cutOff, Math.nextUp(ten.best));
        return new Judgement(true, cutOff, unrelated, same(metric));
    }

    private boolean found(Ten ten) {
        return ten.contrast() >= contrast || ten.best >= near
                || ten.best - ten.others >= STANDING_OUT * (same(metric) - unrelated);
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

    private static double most(List<Ten> asked) {
        return asked.stream().mapToDouble(Ten::contrast).max().orElseThrow();
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) (share * (sorted.length - 1))];
    }
}
