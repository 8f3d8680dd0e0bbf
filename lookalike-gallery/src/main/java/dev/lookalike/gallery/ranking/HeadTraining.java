package dev.lookalike.gallery.ranking;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import dev.lookalike.gallery.algebra.Matrix;

/// Learns from labels a space in which pictures of one class lie close together, and those of classes that nobody labelled
/// no farther from each other than before.
final class HeadTraining {
    /*
     * Three things are learnt. None of them depends on a rate or a number of epochs that somebody has to choose.
     *
     * 1. How pictures of one class differ (ClassScatter): values in which they do are divided by how much. That helps every
     *    class, labelled or not.
     * 2. What the classes are (Classifier): softmax regression of the class on the embedding.
     * 3. How much to trust it. The scores are spread until the probabilities are those that pictures left out of a fit
     *    would have had (the likeliest sharpness over PARTS parts). And the weight of the probabilities is the largest for
     *    which classes that were left out of a fit keep a part of what the first step gained for them (ClassTrial): no
     *    picture outside the lessons decides anything. The part is larger where there are few classes: the fit that serves
     *    knows more of them than the fits that were tried, and each draws a picture of an unknown class to it.
     *
     * Tried beside it, with what came of each: docs/decisions/0083-a-head-that-knows-its-limits.md.
     */

    /// More directions than this teach the classifier nothing new.
    private static final int DIRECTIONS = 512;

    /// How many vectors' worth of spread each direction within a class is thought to have besides what was seen.
    private static final double[] SHRINKAGES = {0.1, 1, 100};

    private static final int PARTS = 5;
    private static final double[] SHARPNESSES = {0.35, 0.5, 0.6, 0.7, 0.85, 1, 1.2, 1.5, 2};

    /// How many classes' share of the gain for classes left out is kept.
    private static final double KEPT = 2;

    /// The weight where there are too few classes to leave some out.
    private static final double USUAL_WEIGHT = 0.5;

    private final Lessons lessons;
    private final float[] mean;
    private final float[][] axes;
    private final double scale;
    private final BooleanSupplier cancelled;
    /// The lessons in the space before.
    private final float[][] before;
    /// The lessons on the axes of this space, of which there may be fewer.
    private final float[][] projected;
    private final Classifier.Rows rows;
    private final long seed;

    private HeadTraining(Space space, Lessons lessons, long seed, BooleanSupplier cancelled) {
        this.lessons = lessons;
        this.cancelled = cancelled;
        this.seed = seed;
        mean = space.mean().length == 0 ? Matrix.mean(lessons.rows()) : space.mean();
        var centred = new float[lessons.rows().length][];
        for (int i = 0; i < centred.length; i++) {
            centred[i] = lessons.rows()[i].clone();
            Matrix.addScaled(centred[i], mean, -1);
        }
        scale = Matrix.scale(centred);
        Matrix.multiply(centred, 1 / scale);
        SpaceFitting.stopIf(cancelled);
        rows = Classifier.Rows.of(centred, DIRECTIONS, seed);
        float[][] given = Matrix.rows(space.axes(), space.dimension());
        before = given.length == 0 ? centred : Matrix.times(centred, given);
        axes = given.length == 0 ? Classifier.Rows.of(centred, SpaceFitting.AXES, seed).directions() : given;
        projected = given.length > 0 ? before : axes.length == 0 ? centred : Matrix.times(centred, axes);
    }

    /// The space learnt from lessons.
    ///
    /// Costs seconds for thousands of lessons, on all cores; the same lessons and seed give the same space, bit for bit.
    ///
    /// @param space
    ///            that fits the collection, in which pictures would be compared otherwise
    /// @param from
    ///            what the labels are, for people
    /// @param seed
    ///            which pictures and classes are left out together
    static Space learn(Space space, Lessons lessons, String from, long seed, BooleanSupplier cancelled) {
        return new HeadTraining(space, lessons, seed, cancelled).learn(space, from);
    }

    private Space learn(Space space, String from) {
        double sharpness = sharpness();
        double shrinkage = SHRINKAGES[0];
        double weight = USUAL_WEIGHT;
        List<Set<Integer>> folds = folds();
        if (!folds.isEmpty()) {
            var trial = new ClassTrial(lessons, before);
            for (double tried : SHRINKAGES) {
                shrinkage = tried;
                weight = weight(trial, folds, shrinkage, sharpness);
                if (weight > 0) {
                    break;
                }
            }
        }
        boolean[] all = kept(Set.of());
        float[][] scatter = ClassScatter.whitening(projected, lessons, all, shrinkage);
        Classifier classifier = Classifier.fit(rows, lessons, all);
        float[][] learnt = axes.length == 0 ? scatter : Matrix.times(axes, scatter);
        return new Space(space.dimension(), lessons.rows().length, mean, Matrix.flat(learnt),
                "%s, %d classes".formatted(from, lessons.count()),
                classifier.memberships(lessons.names(), weight, sharpness, scale));
    }

    private double weight(ClassTrial trial, List<Set<Integer>> folds, double shrinkage, double sharpness) {
        for (Set<Integer> fold : folds) {
            SpaceFitting.stopIf(cancelled);
            boolean[] kept = kept(fold);
            float[][] vectors = Matrix.times(projected, ClassScatter.whitening(projected, lessons, kept, shrinkage));
            trial.leftOut(fold, vectors, Classifier.fit(rows, lessons, kept).probabilities(rows, sharpness));
        }
        return trial.weight(KEPT / lessons.count());
    }

    private boolean[] kept(Set<Integer> leftOut) {
        var kept = new boolean[lessons.count()];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = !leftOut.contains(i);
        }
        return kept;
    }

    /// Which classes are left out together: a fifth of them, each class twice with others; none where less than two would be
    /// left.
    private List<Set<Integer>> folds() {
        var folds = new ArrayList<Set<Integer>>();
        if (lessons.count() < 3) {
            return folds;
        }
        int together = Math.max(1, lessons.count() / PARTS);
        var random = new Random(seed);
        for (int time = 0; time < (together == 1 ? 1 : 2); time++) {
            List<Integer> order = new ArrayList<>(IntStream.range(0, lessons.count()).boxed().toList());
            Collections.shuffle(order, random);
            for (int first = 0; first + together <= order.size() && folds.size() < 2 * PARTS; first += together) {
                folds.add(new TreeSet<>(order.subList(first, first + together)));
            }
        }
        return folds;
    }

    private double sharpness() {
        int count = lessons.rows().length;
        var part = new int[count];
        List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        for (int i = 0; i < count; i++) {
            part[order.get(i)] = i % PARTS;
        }
        var losses = new double[SHARPNESSES.length];
        for (int left = 0; left < PARTS; left++) {
            SpaceFitting.stopIf(cancelled);
            int leftOut = left;
            Classifier classifier = Classifier.fit(rows, lessons, kept(Set.of()), row -> part[row] != leftOut);
            for (int i = 0; i < losses.length; i++) {
                losses[i] += classifier.loss(rows, lessons, SHARPNESSES[i], row -> part[row] == leftOut);
            }
        }
        int best = 0;
        for (int i = 1; i < losses.length; i++) {
            best = losses[i] < losses[best] ? i : best;
        }
        return SHARPNESSES[best];
    }
}
