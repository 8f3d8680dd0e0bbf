package dev.lookalike.gallery.compatibility;

import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/// How well pieces go together, learnt from outfits. Never changes; any thread may ask.
public final class Compatibility {
    /*
     * Of each field, how much more often two values stand beside each other in outfits than chance has it, as the logarithm of the
     * two frequencies' ratio, both as if they had been seen a few times more.
     */
    private static final double USUAL = 4;

    private final Kinds kinds;
    private final Fields fields;
    private final double[][][] odds;
    private final double[][] beside;

    private Compatibility(Kinds kinds, Fields fields, double[][][] odds, double[][] beside) {
        this.kinds = kinds;
        this.fields = fields;
        this.odds = odds;
        this.beside = beside;
    }

    /// Learns.
    ///
    /// @param outfits
    ///            the ordinals of the pieces of each
    /// @param progress
    ///            hears how much is done, 0 to 1; what it throws ends the work
    public static Compatibility learn(Pieces pieces, List<int[]> outfits, long seed, DoubleConsumer progress) {
        Kinds kinds = Kinds.of(pieces, outfits, seed);
        Fields fields = Fields.of(pieces.told());
        var odds = new double[fields.of().length][][];
        for (int field = 0; field < odds.length; field++) {
            odds[field] = odds(beside(fields.of()[field], fields.values()[field], outfits));
            progress.accept((field + 1.0) / odds.length);
        }
        return new Compatibility(kinds, fields, odds, beside(kinds.of(), kinds.count(), outfits));
    }

    /// How well a piece goes with others: higher is better, and comparable between candidates of one question alone.
    public double score(int[] others, int candidate) {
        double score = 0;
        for (int field = 0; field < odds.length; field++) {
            int[] of = fields.of()[field];
            for (int other : others) {
                score += of[other] < 0 || of[candidate] < 0 ? 0 : odds[field][of[other]][of[candidate]];
            }
        }
        return score;
    }

    /// What kind of thing a piece is, from 0 on, as far as outfits tell kinds apart.
    public int category(int item) {
        return kinds.of()[item];
    }

    /// Kinds that stand beside these pieces in outfits, the most usual first, without those that are there: what is missing to
    /// complete the look.
    public List<Integer> missing(int[] others) {
        var usual = new double[kinds.count()];
        for (int other : others) {
            for (int kind = 0; kind < usual.length; kind++) {
                usual[kind] += beside[kinds.of()[other]][kind];
            }
        }
        for (int other : others) {
            usual[kinds.of()[other]] = 0;
        }
        return IntStream.range(0, usual.length).filter(kind -> usual[kind] > 0).boxed()
                .sorted(Comparator.comparingDouble((Integer kind) -> -usual[kind])).toList();
    }

    /// How often values stand beside each other in outfits.
    private static double[][] beside(int[] of, int values, List<int[]> outfits) {
        var beside = new double[values][values];
        for (int[] outfit : outfits) {
            for (int one : outfit) {
                for (int other : outfit) {
                    if (one != other && of[one] >= 0 && of[other] >= 0) {
                        beside[of[one]][of[other]]++;
                    }
                }
            }
        }
        return beside;
    }

    private static double[][] odds(double[][] beside) {
        int values = beside.length;
        var sums = new double[values];
        double all = 0;
        for (int i = 0; i < values; i++) {
            for (double each : beside[i]) {
                sums[i] += each;
            }
            all += sums[i];
        }
        var odds = new double[values][values];
        for (int i = 0; i < values; i++) {
            for (int j = 0; j < values; j++) {
                double chance = all == 0 ? 0 : sums[i] * sums[j] / all;
                odds[i][j] = Math.log((beside[i][j] + USUAL) / (chance + USUAL));
            }
        }
        return odds;
    }
}
