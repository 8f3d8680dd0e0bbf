package dev.lookalike.gallery.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// What is read off the ranking of one query: a share of 0 to 1, higher is better.
///
/// The definitions are those of `trec_eval`, with right or wrong as the only judgements.
///
/// @param kind
///            what is counted
/// @param depth
///            how many of the first answers are looked at, [#ALL] for the whole ranking; not used by
///            [Kind#R_PRECISION] and [Kind#RECIPROCAL_RANK]
public record Measure(Kind kind, int depth) {
    /// The depth of a whole ranking.
    public static final int ALL = Integer.MAX_VALUE;

    private static final int[] DEPTHS = {1, 5, 10, 20, 50, 100};

    /// What is counted.
    public enum Kind {
        /// The share of right ones among the first answers.
        PRECISION("P"),
        /// The share of all right ones that are among the first answers.
        RECALL("R"),
        /// The mean over all right ones of the precision at their place, 0 for those beyond the depth.
        AVERAGE_PRECISION("mAP"),
        /// The precision among as many answers as there are right ones.
        R_PRECISION("R-precision"),
        /// One over the place of the first right one, which is 1 for the first answer.
        RECIPROCAL_RANK("MRR"),
        /// Right ones weighted by 1 / log2(place + 1), as a share of what the best ranking would get (Järvelin and
        /// Kekäläinen 2002).
        DISCOUNTED_GAIN("nDCG"),
        /// Whether any of the first answers is right: the cumulative matching characteristic.
        MATCHED("CMC");

        private final String label;

        Kind(String label) {
            this.label = label;
        }
    }

    public static final Measure PRECISION_AT_1 = new Measure(Kind.PRECISION, 1);
    public static final Measure PRECISION_AT_10 = new Measure(Kind.PRECISION, 10);
    public static final Measure MEAN_AVERAGE_PRECISION = new Measure(Kind.AVERAGE_PRECISION, ALL);
    public static final Measure RECIPROCAL_RANK = new Measure(Kind.RECIPROCAL_RANK, ALL);

    /// Those that an evaluation reports, in the order of a table.
    public static final List<Measure> REPORTED = Stream.of(
            atDepths(Kind.PRECISION), atDepths(Kind.RECALL),
            Stream.of(MEAN_AVERAGE_PRECISION, new Measure(Kind.AVERAGE_PRECISION, 10),
                    new Measure(Kind.AVERAGE_PRECISION, 100), new Measure(Kind.R_PRECISION, ALL), RECIPROCAL_RANK,
                    new Measure(Kind.DISCOUNTED_GAIN, ALL), new Measure(Kind.DISCOUNTED_GAIN, 10),
                    new Measure(Kind.DISCOUNTED_GAIN, 100)),
            atDepths(Kind.MATCHED)).flatMap(each -> each).toList();

    public Measure {
        if (depth < 1) {
            throw new IllegalArgumentException("depth is " + depth + "; look at 1 or more answers");
        }
    }

    private static Stream<Measure> atDepths(Kind kind) {
        return Arrays.stream(DEPTHS).mapToObj(depth -> new Measure(kind, depth));
    }

    /// Such as `P@10`, `mAP`, `nDCG@100`.
    public String label() {
        return depth == ALL ? kind.label : kind.label + "@" + depth;
    }

    /// Of one query.
    ///
    /// @param ranks
    ///            the places of all its right answers in the whole ranking, ascending, the first place being 0; at least
    ///            one
    double of(int[] ranks) {
        return switch (kind) {
            case PRECISION -> within(ranks, depth) / (double) depth;
            case RECALL -> within(ranks, depth) / (double) ranks.length;
            case AVERAGE_PRECISION -> precisions(ranks) / ranks.length;
            case R_PRECISION -> within(ranks, ranks.length) / (double) ranks.length;
            case RECIPROCAL_RANK -> 1 / (ranks[0] + 1.0);
            case DISCOUNTED_GAIN -> gain(ranks) / bestGain(ranks.length);
            case MATCHED -> ranks[0] < depth ? 1 : 0;
        };
    }

    private static int within(int[] ranks, int depth) {
        int count = 0;
        while (count < ranks.length && ranks[count] < depth) {
            count++;
        }
        return count;
    }

    private double precisions(int[] ranks) {
        double sum = 0;
        for (int i = 0; i < within(ranks, depth); i++) {
            sum += (i + 1.0) / (ranks[i] + 1.0);
        }
        return sum;
    }

    private double gain(int[] ranks) {
        double sum = 0;
        for (int i = 0; i < within(ranks, depth); i++) {
            sum += discount(ranks[i]);
        }
        return sum;
    }

    private double bestGain(int right) {
        double sum = 0;
        for (int i = 0; i < Math.min(right, depth); i++) {
            sum += discount(i);
        }
        return sum;
    }

    private static double discount(int rank) {
        return Math.log(2) / Math.log(rank + 2.0);
    }
}
