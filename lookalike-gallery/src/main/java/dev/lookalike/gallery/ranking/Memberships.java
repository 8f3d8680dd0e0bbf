package dev.lookalike.gallery.ranking;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// To which of some classes a picture seems to belong, as more values of its vector.
///
/// @param names
///            of the classes; empty if they are not known any more
/// @param weight
///            how much they count beside the values before them
/// @param offsets
///            of each class, what is added to its score
/// @param slopes
///            value `i * count() + j` says what value `i` of the centred embedding adds to the score of class `j`
@SuppressWarnings("ArrayRecordComponent") // not compared
record Memberships(List<String> names, double weight, float[] offsets, float[] slopes) {
    /*
     * A picture's vector a becomes (a, weight * |a| * (p - 1/n)), where p are its probabilities of the n classes, the
     * softmax of scores that are linear in its embedding. Of a picture that is surely of some class, p has one large value,
     * and it is compared by that above all; of one that the classes do not explain, p is flat, and it is compared as before.
     * That is why classes that nobody labelled are found as well as without: a linear map that pulls the known classes
     * together as far cannot help pulling the others into them (docs/decisions/0083-a-head-that-knows-its-limits.md).
     *
     * As the length of a is a factor of all values, the cosine does not see it, and the distance sees what it saw before.
     */

    /// Of no classes: nothing is added.
    static final Memberships NONE = new Memberships(List.of(), 0, new float[0], new float[0]);

    /// How many classes there are.
    int count() {
        return offsets.length;
    }

    /// `vector` with the values of the classes behind it.
    ///
    /// @param centred
    ///            the embedding, less the mean
    double[] beside(double[] vector, double[] centred) {
        double[] probabilities = probabilities(centred);
        return joined(vector, probabilities, weight * Scores.length(vector));
    }

    /// The same for a part of a picture, to first order around the whole: so the values of its parts have the mean that the
    /// whole has.
    ///
    /// @param length
    ///            of the whole's vector
    /// @param whole
    ///            the picture's embedding, less the mean
    double[] beside(double[] vector, double[] centred, double length, double[] whole) {
        double[] probabilities = probabilities(whole);
        double[] moved = scores(centred);
        double[] scores = scores(whole);
        double mean = 0;
        for (int j = 0; j < moved.length; j++) {
            moved[j] -= scores[j];
            mean += probabilities[j] * moved[j];
        }
        for (int j = 0; j < moved.length; j++) {
            probabilities[j] += probabilities[j] * (moved[j] - mean);
        }
        return joined(vector, probabilities, weight * length);
    }

    private static double[] joined(double[] vector, double[] probabilities, double scale) {
        double[] both = Arrays.copyOf(vector, vector.length + probabilities.length);
        for (int j = 0; j < probabilities.length; j++) {
            both[vector.length + j] = scale * (probabilities[j] - 1.0 / probabilities.length);
        }
        return both;
    }

    /// How likely a picture is of each class.
    double[] probabilities(double[] centred) {
        double[] scores = scores(centred);
        softmax(scores);
        return scores;
    }

    /// The same by the names of the classes; empty if they are not known.
    Map<String, Double> named(double[] centred) {
        var named = new LinkedHashMap<String, Double>();
        if (!names.isEmpty()) {
            double[] probabilities = probabilities(centred);
            for (int j = 0; j < probabilities.length; j++) {
                named.put(names.get(j), probabilities[j]);
            }
        }
        return named;
    }

    /// Turns scores into probabilities.
    static void softmax(double[] scores) {
        double most = Arrays.stream(scores).max().orElse(0);
        double sum = 0;
        for (int j = 0; j < scores.length; j++) {
            scores[j] = StrictMath.exp(scores[j] - most);
            sum += scores[j];
        }
        for (int j = 0; j < scores.length; j++) {
            scores[j] /= sum;
        }
    }

    private double[] scores(double[] centred) {
        var scores = new double[offsets.length];
        for (int j = 0; j < scores.length; j++) {
            scores[j] = offsets[j];
        }
        for (int i = 0; i < centred.length; i++) {
            double value = centred[i];
            int row = i * scores.length;
            for (int j = 0; j < scores.length; j++) {
                scores[j] += value * slopes[row + j];
            }
        }
        return scores;
    }

    /// How many bytes [#put(ByteBuffer)] writes.
    int bytes() {
        return Double.BYTES + 2 * Integer.BYTES + (offsets.length + slopes.length) * Float.BYTES;
    }

    void put(ByteBuffer out) {
        out.putDouble(weight);
        HeadFile.put(out, offsets);
        HeadFile.put(out, slopes);
    }

    static Memberships of(List<String> names, ByteBuffer in) {
        return new Memberships(names, in.getDouble(), HeadFile.floats(in), HeadFile.floats(in));
    }
}
