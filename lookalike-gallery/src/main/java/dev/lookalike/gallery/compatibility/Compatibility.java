package dev.lookalike.gallery.compatibility;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/// How well pieces go together, learnt from outfits. Never changes; any thread may ask.
public final class Compatibility {
    /*
     * The score of a piece beside others is a sum over the others of what is known of the two (Known): of each field, a weight for the
     * two values (navy beside cream); of places among colours and along the axes of texture and picture, a bilinear form; how much it
     * counts that they say the same, how far apart they are, how their colours lie to each other. Times a factor for the pair of
     * kinds (PairScales), and to the sum comes what the piece brings whatever it stands beside.
     *
     * Outfits are few: some hundred against ten thousand weights. So every weight is held to 0 by a prior, and how much a field is
     * listened to is learnt as well (Expected). How strongly all are held is chosen among SETTINGS by how likely outfits are that
     * were not learnt from, a fifth of all; the weights are then learnt from all. The question is the one that will be asked: each
     * piece of an outfit against others of its kind (Question, Choosing); what kinds there are is found in the data (Kinds).
     *
     * Two kinds stand beside each other as often as they did in outfits: that says what is missing to complete a look.
     */
    private static final List<Setting> SETTINGS = List.of(new Setting(0.3, 2), new Setting(1, 2), new Setting(3, 2));
    private static final int FEW = 20;
    private static final int FIFTH = 5;
    private static final int TRYING_STEPS = 20;
    private static final int STEPS = 40;

    /// What is chosen.
    ///
    /// @param strength
    ///            a factor to the variances that are expected at first
    /// @param rounds
    ///            how often it is expected anew
    private record Setting(double strength, int rounds) {}

    private final Kinds kinds;
    private final Known known;
    private final Weights weights;
    private final double[] scales;
    /// Of each piece, the coordinates that go with its own.
    private final float[][] turned;
    private final double[] alone;
    private final double[][] beside;

    private Compatibility(Kinds kinds, Known known, Weights weights, double[] scales, double[][] beside) {
        this.kinds = kinds;
        this.known = known;
        this.weights = weights;
        this.scales = scales;
        this.beside = beside;
        turned = new float[known.pieces()][known.coordinates()];
        alone = new double[known.pieces()];
        IntStream.range(0, alone.length).parallel().forEach(piece -> {
            var sums = new double[known.coordinates()];
            weights.turn(known, known.places[piece], sums, 0);
            int from = 0;
            for (int field = 0; field < known.codes.length; field++) {
                int code = known.codes[field][piece];
                alone[piece] += code < 0 ? 0 : weights.alone()[from + code];
                from += known.values[field];
            }
            for (int i = 0; i < sums.length; i++) {
                turned[piece][i] = (float) sums[i];
                alone[piece] += weights.alone()[from + i] * known.places[piece][i];
            }
        });
    }

    /// Learns. Costs seconds for a few thousand outfits, on all cores; the same for the same seed.
    ///
    /// @param outfits
    ///            the ordinals of the pieces of each
    /// @param progress
    ///            hears how much is done, 0 to 1; what it throws ends the work
    public static Compatibility learn(Pieces pieces, List<int[]> outfits, long seed, DoubleConsumer progress) {
        return learn(pieces, IntStream.range(0, pieces.count()).toArray(), outfits, seed, progress);
    }

    /// The same of pieces of which only some could have been chosen for an outfit.
    ///
    /// @param choices
    ///            the ordinals of those
    static Compatibility learn(Pieces pieces, int[] choices, List<int[]> outfits, long seed, DoubleConsumer progress) {
        Kinds kinds = Kinds.of(pieces, outfits, seed);
        var known = new Known(pieces);
        double[][] beside = kinds.beside(outfits);
        var scales = new double[kinds.count() * kinds.count()];
        Arrays.fill(scales, 1);
        Setting setting = SETTINGS.get(1);
        if (outfits.size() >= FEW) {
            var shuffled = new ArrayList<>(outfits);
            Collections.shuffle(shuffled, new Random(seed));
            int held = outfits.size() / FIFTH;
            List<Question> asked = Question.of(kinds, shuffled.subList(0, held), choices, seed);
            var asking = new Choosing(known, asked, Expected.first(known, 1));
            var learning = new Choosing(known,
                    Question.of(kinds, shuffled.subList(held, shuffled.size()), choices, seed),
                    Expected.first(known, 1));
            double most = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < SETTINGS.size(); i++) {
                double done = i;
                Weights tried = learnt(known, learning, SETTINGS.get(i), TRYING_STEPS,
                        share -> progress.accept((done + share) / (SETTINGS.size() + 1)));
                double logarithm = asking.logarithm(tried);
                if (logarithm > most) {
                    most = logarithm;
                    setting = SETTINGS.get(i);
                    var sharing = new Compatibility(kinds, known, tried, scales, beside);
                    scales = PairScales.learnt(kinds, asked, sharing::shared, sharing.alone);
                }
            }
        }
        var all = new Choosing(known, Question.of(kinds, outfits, choices, seed), Expected.first(known, 1));
        Weights weights = learnt(known, all, setting, STEPS,
                share -> progress.accept((SETTINGS.size() + share) / (SETTINGS.size() + 1)));
        return new Compatibility(kinds, known, weights, scales, beside);
    }

    private static Weights learnt(Known known, Choosing choosing, Setting setting, int steps, DoubleConsumer progress) {
        Expected expected = Expected.first(known, setting.strength);
        Weights weights = choosing.with(expected).learnt(steps,
                share -> progress.accept(share / (setting.rounds + 1)));
        for (int round = 1; round <= setting.rounds; round++) {
            double done = round;
            expected = expected.after(known, weights, choosing.curves(weights));
            weights = choosing.with(expected).learnt(steps,
                    share -> progress.accept((done + share) / (setting.rounds + 1)));
        }
        return weights;
    }

    /// How well a piece goes with others: higher is better, and comparable between candidates of one question alone. Costs less than a
    /// microsecond for each of the others.
    public double score(int[] others, int candidate) {
        double score = alone[candidate];
        int kind = kinds.of()[candidate] * kinds.count();
        for (int other : others) {
            score += scales[kind + kinds.of()[other]] * shared(other, candidate);
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

    /// By weights that all pairs of kinds share.
    private double shared(int other, int candidate) {
        double score = 0;
        for (int field = 0; field < known.codes.length; field++) {
            int one = known.codes[field][other];
            int two = known.codes[field][candidate];
            score += one < 0 || two < 0 ? 0 : weights.fields()[field][one * known.values[field] + two];
        }
        float[] place = known.places[candidate];
        float[] wanted = turned[other];
        for (int i = 0; i < place.length; i++) {
            score += place[i] * wanted[i];
        }
        var relations = new float[known.relations()];
        known.relate(other, candidate, relations, 0);
        for (int i = 0; i < relations.length; i++) {
            score += weights.relations()[i] * relations[i];
        }
        return score;
    }
}
