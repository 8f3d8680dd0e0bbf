package dev.lookalike.gallery.ranking;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

import dev.lookalike.gallery.algebra.Matrix;

/// How well classes that were left out of a fit are found with it, by how much its probabilities weigh.
final class ClassTrial {
    private static final double STEP = 0.05;
    private static final int STEPS = 41;
    private static final int FOUND = 10;
    private static final int MOST_ASKED = 400;
    private static final int MOST_ANSWERS = 10_000;

    private final Lessons lessons;
    private final float[][] before;
    /// For each weight, how much more of what was left out is found than before, added up over the fits.
    private final double[] gains = new double[STEPS];

    /// @param before
    ///            the lessons' vectors in the space before
    ClassTrial(Lessons lessons, float[][] before) {
        this.lessons = lessons;
        this.before = Matrix.units(before);
    }

    /// Asks for lessons of classes that were left out, among all lessons.
    ///
    /// @param vectors
    ///            of the lessons, fitted without those classes
    /// @param probabilities
    ///            of the classes that were not left out
    void leftOut(Set<Integer> leftOut, float[][] vectors, double[][] probabilities) {
        int count = vectors.length;
        int[] asked = evenly(
                IntStream.range(0, count).filter(row -> leftOut.contains(lessons.classes()[row])).toArray(),
                MOST_ASKED);
        int[] answers = evenly(IntStream.range(0, count).toArray(), MOST_ANSWERS);
        float[][] directions = Matrix.units(vectors);
        float[][] alike = Matrix.times(picked(directions, asked), Matrix.transposed(picked(directions, answers)));
        float[][] alikeBefore = Matrix.times(picked(before, asked), Matrix.transposed(picked(before, answers)));
        double[][] perQuery = IntStream.range(0, asked.length).parallel()
                .mapToObj(query -> precisions(asked[query], answers, alike[query], alikeBefore[query], probabilities))
                .toArray(double[][]::new);
        for (double[] one : perQuery) {
            for (int i = 0; i < STEPS; i++) {
                gains[i] += (one[i] - one[STEPS]) / asked.length;
            }
        }
    }

    /// For each weight, and last before, the share of the ten most alike that are of the same class.
    private double[] precisions(int query, int[] answers, float[] alike, float[] alikeBefore,
            double[][] probabilities) {
        var precisions = new double[STEPS + 1];
        var agree = new double[answers.length];
        var squares = new double[answers.length];
        double even = 1.0 / probabilities[query].length;
        for (int i = 0; i < answers.length; i++) {
            double[] other = probabilities[answers[i]];
            for (int j = 0; j < other.length; j++) {
                agree[i] += (other[j] - even) * (probabilities[query][j] - even);
                squares[i] += (other[j] - even) * (other[j] - even);
            }
        }
        var scores = new double[answers.length];
        for (int step = 0; step < STEPS; step++) {
            double square = step * STEP * (step * STEP);
            for (int i = 0; i < scores.length; i++) {
                scores[i] = (alike[i] + square * agree[i]) / Math.sqrt(1 + square * squares[i]);
            }
            precisions[step] = precision(query, answers, scores);
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] = alikeBefore[i];
        }
        precisions[STEPS] = precision(query, answers, scores);
        return precisions;
    }

    private double precision(int query, int[] answers, double[] scores) {
        var best = new int[FOUND];
        int kept = 0;
        for (int i = 0; i < answers.length; i++) {
            if (answers[i] == query || (kept == FOUND && scores[i] <= scores[best[kept - 1]])) {
                continue;
            }
            int to = kept < FOUND ? kept++ : kept - 1;
            for (; to > 0 && scores[i] > scores[best[to - 1]]; to--) {
                best[to] = best[to - 1];
            }
            best[to] = i;
        }
        long right = Arrays.stream(best, 0, kept)
                .filter(i -> lessons.classes()[answers[i]] == lessons.classes()[query]).count();
        return (double) right / FOUND;
    }

    /// The largest weight up to which the gain is at least so large a share of what there is without probabilities; 0
    /// where nothing is gained. What was asked is forgotten.
    double weight(double kept) {
        double enough = Math.max(0, kept * gains[0]);
        int best = 0;
        while (best < STEPS && gains[best] >= enough) {
            best++;
        }
        Arrays.fill(gains, 0);
        return Math.max(0, best - 1) * STEP;
    }

    private static int[] evenly(int[] all, int most) {
        return all.length <= most
                ? all
                : IntStream.range(0, most).map(i -> all[(int) ((long) i * all.length / most)]).toArray();
    }

    private static float[][] picked(float[][] rows, int[] which) {
        return Arrays.stream(which).mapToObj(row -> rows[row]).toArray(float[][]::new);
    }
}
