package dev.lookalike.gallery.compatibility;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/// What kind of thing each piece is, as far as outfits tell kinds apart.
///
/// @param of
///            each piece's kind, from 0 on
/// @param count
///            how many kinds there are
/// @param field
///            the field whose values they are, or empty where they are groups of pictures that look alike
@SuppressWarnings("ArrayRecordComponent") // not compared
record Kinds(int[] of, int count, String field) {
    /*
     * Nobody says which field tells kinds. But nobody wears two hats: the pieces of one outfit are of different kinds. So each
     * field of few values is asked how many pairs within outfits have the same value (observed), and how many had if pieces
     * came together by chance (expected, from how frequent each value is among pieces of outfits):
     *
     *     z = (expected - observed) / sqrt(expected)
     *
     * The field with the greatest z is taken: one of too coarse values (clothing) has pairs that are the same, and one of too fine
     * values (low sneaker) expects few. Groups of pictures that look alike (k-means of the vectors) are asked in the same way and
     * taken where no field does. A piece of which the field says nothing is of a kind of its own, the last.
     */
    private static final int MOST_KINDS = 200;
    private static final double CLEARLY = 3;
    private static final int[] GROUPS = {4, 6, 9, 13, 19, 28};
    private static final int STARTS = 3;
    private static final int ROUNDS = 12;
    private static final int SAMPLE = 2_000;

    static Kinds of(Pieces pieces, List<int[]> outfits, long seed) {
        Kinds best = new Kinds(new int[pieces.count()], 1, "");
        double most = CLEARLY;
        var names = new TreeSet<String>();
        pieces.told().forEach(fields -> names.addAll(fields.keySet()));
        for (String name : names) {
            Kinds kinds = told(pieces, name);
            double apart = kinds.count < 2 ? 0 : kinds.apart(outfits);
            if (apart > most) {
                most = apart;
                best = kinds;
            }
        }
        if (best.count > 1) {
            return best;
        }
        var random = new SplittableRandom(seed);
        for (int groups : GROUPS) {
            for (int start = 0; start < STARTS && pieces.count() > 0; start++) {
                Kinds kinds = grouped(pieces.vectors(), groups, random);
                double apart = kinds.apart(outfits);
                if (apart > most) {
                    most = apart;
                    best = kinds;
                }
            }
        }
        return best;
    }

    /// How clearly the pieces of an outfit are of different kinds, in standard deviations.
    double apart(List<int[]> outfits) {
        var frequency = new double[count];
        double pieces = 0;
        double pairs = 0;
        double same = 0;
        for (int[] outfit : outfits) {
            for (int i = 0; i < outfit.length; i++) {
                frequency[of[outfit[i]]]++;
                pieces++;
                for (int j = 0; j < i; j++) {
                    pairs++;
                    same += of[outfit[i]] == of[outfit[j]] ? 1 : 0;
                }
            }
        }
        double expected = 0;
        for (double each : frequency) {
            expected += pairs * each * each / (pieces * pieces);
        }
        return pairs == 0 ? 0 : (expected - same) / Math.sqrt(expected);
    }

    /// How often kinds stand beside each other in outfits.
    double[][] beside(List<int[]> outfits) {
        var beside = new double[count][count];
        for (int[] outfit : outfits) {
            for (int one : outfit) {
                for (int other : outfit) {
                    beside[of[one]][of[other]] += one == other ? 0 : 1;
                }
            }
        }
        return beside;
    }

    private static Kinds told(Pieces pieces, String field) {
        var numbers = new TreeMap<String, Integer>();
        var of = new int[pieces.count()];
        boolean isWhole = true;
        for (int piece = 0; piece < of.length; piece++) {
            String value = pieces.told().get(piece).getOrDefault(field, "");
            isWhole &= !value.isEmpty();
            of[piece] = value.isEmpty() ? -1 : numbers.computeIfAbsent(value, _ -> numbers.size());
            if (numbers.size() > MOST_KINDS) {
                return new Kinds(of, 0, field);
            }
        }
        int count = numbers.size();
        for (int piece = 0; piece < of.length; piece++) {
            of[piece] = of[piece] < 0 ? count : of[piece];
        }
        return new Kinds(of, count + (isWhole ? 0 : 1), field);
    }

    private static Kinds grouped(float[][] vectors, int groups, SplittableRandom random) {
        int[] sample = random.ints(0, vectors.length).distinct().limit(Math.min(SAMPLE, vectors.length)).toArray();
        int count = Math.min(groups, sample.length);
        var centres = new ArrayList<float[]>();
        // The first centres lie far from each other (k-means++; Arthur & Vassilvitskii 2007).
        var far = new double[sample.length];
        Arrays.fill(far, 1);
        while (centres.size() < count) {
            double drawn = random.nextDouble() * Arrays.stream(far).sum();
            int next = 0;
            while (next + 1 < far.length && drawn >= far[next]) {
                drawn -= far[next++];
            }
            float[] centre = unit(vectors[sample[next]].clone());
            centres.add(centre);
            for (int i = 0; i < far.length; i++) {
                float[] vector = vectors[sample[i]];
                double apart = Math.max(0, 1 - product(vector, centre)
                        / Math.sqrt(Math.max(Float.MIN_NORMAL, product(vector, vector))));
                far[i] = centres.size() == 1 ? apart : Math.min(far[i], apart);
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            var sums = new float[count][vectors[0].length];
            for (int piece : sample) {
                float[] sum = sums[nearest(vectors[piece], centres)];
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += vectors[piece][i];
                }
            }
            for (int i = 0; i < count; i++) {
                centres.set(i, unit(sums[i]));
            }
        }
        return new Kinds(Arrays.stream(vectors).mapToInt(vector -> nearest(vector, centres)).toArray(), count, "");
    }

    private static float[] unit(float[] sum) {
        double square = 0;
        for (float each : sum) {
            square += (double) each * each;
        }
        for (int i = 0; square > 0 && i < sum.length; i++) {
            sum[i] /= (float) Math.sqrt(square);
        }
        return sum;
    }

    private static int nearest(float[] vector, List<float[]> centres) {
        int nearest = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < centres.size(); i++) {
            double product = product(vector, centres.get(i));
            if (product > most) {
                most = product;
                nearest = i;
            }
        }
        return nearest;
    }

    private static double product(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
