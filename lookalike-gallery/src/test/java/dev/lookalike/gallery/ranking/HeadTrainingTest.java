package dev.lookalike.gallery.ranking;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;

import dev.lookalike.gallery.Trials;
import dev.lookalike.gallery.evaluation.Evaluation;
import dev.lookalike.gallery.evaluation.Labelled;
import dev.lookalike.gallery.evaluation.Measure;
import dev.lookalike.index.Metric;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

final class HeadTrainingTest {
    private static final int DIMENSION = 96;
    private static final int CLASSES = 6;
    private static final int COUNT = 900;

    private final long seed = Trials.seed();
    private final Collected collected = collected(new Random(seed));

    /// Classes differ in some directions, and pictures of one class in others, and there more. The classes lie equally
    /// far from each other, so that every seed draws a collection that is as hard as any other.
    private static Collected collected(Random random) {
        var collected = new Collected(DIMENSION);
        double[][] places = farApart(random, CLASSES, DIMENSION / 2, 4.5);
        for (int id = 1; id <= COUNT; id++) {
            double[] raw = Collected.gaussian(random, DIMENSION, 1);
            for (int i = 0; i < DIMENSION; i++) {
                raw[i] = i < DIMENSION / 2 ? 3 + places[id % CLASSES][i] + 0.8 * raw[i] : 1.6 * raw[i];
            }
            collected.put(id, raw);
        }
        return collected;
    }

    /// Vectors of `length` at right angles to each other, in directions drawn at random.
    private static double[][] farApart(Random random, int count, int dimension, double length) {
        var vectors = new double[count][];
        for (int i = 0; i < count; i++) {
            double[] vector = Collected.gaussian(random, dimension, 1);
            for (int j = 0; j < i; j++) {
                double shared = dot(vector, vectors[j]) / (length * length);
                for (int k = 0; k < dimension; k++) {
                    vector[k] -= shared * vectors[j][k];
                }
            }
            double scale = length / Math.sqrt(dot(vector, vector));
            for (int k = 0; k < dimension; k++) {
                vector[k] *= scale;
            }
            vectors[i] = vector;
        }
        return vectors;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static Set<String> label(long id) {
        return Set.of("class " + id % CLASSES);
    }

    /// A quarter of every class.
    private static boolean heldOut(long id) {
        return id / CLASSES % 4 == 0;
    }

    private Space usual() {
        return SpaceFitting.fit(collected, SpaceFitting.fittedOn(COUNT), () -> false);
    }

    private Space learnt(LongFunction<Set<String>> labels) {
        return HeadTraining.learn(usual(), Lessons.of(collected, labels), "labels", 5, () -> false);
    }

    private double precision(Space space, LongPredicate asked) {
        return Evaluation
                .run(visitor -> collected.forEach((id, unit, norm) -> visitor.visit(id, space.map(unit, norm))),
                        id -> heldOut(id)
                                ? asked.test(id) ? new Labelled(label(id), Labelled.Role.QUERY) : null
                                : new Labelled(label(id), Labelled.Role.GALLERY),
                        Metric.COSINE)
                .overall().mean(Measure.PRECISION_AT_10);
    }

    @Test
    void learn_fromLabels_findsHeldOutPicturesBetter() {
        Space learnt = learnt(id -> heldOut(id) ? Set.of() : label(id));

        double before = precision(usual(), id -> true);
        double after = precision(learnt, id -> true);

        System.out.printf("held out: %.3f before, %.3f after%n", before, after);
        assertThat(after).isGreaterThan(before + 0.1);
    }

    @Test
    void learn_withoutSomeClasses_findsThemNoWorse() {
        double before = 0;
        double after = 0;
        for (int leftOut = 0; leftOut < CLASSES; leftOut++) {
            int without = leftOut;
            Space learnt = learnt(id -> heldOut(id) || id % CLASSES == without ? Set.of() : label(id));
            before += precision(usual(), id -> id % CLASSES == without) / CLASSES;
            after += precision(learnt, id -> id % CLASSES == without) / CLASSES;
        }

        System.out.printf("classes without labels: %.3f before, %.3f after%n", before, after);
        assertThat(after).isGreaterThan(before - 0.02);
    }

    @Test
    void learn_twice_isTheSameSpace() {
        assertThat(learnt(HeadTrainingTest::label).sameAs(learnt(HeadTrainingTest::label))).isTrue();
    }

    @Test
    void learn_fromShuffledLabels_findsNothingMore() {
        Map<Long, Set<String>> shuffled = new HashMap<>();
        var random = new Random(seed);
        for (long id = 1; id <= COUNT; id++) {
            shuffled.put(id, label(random.nextInt(CLASSES)));
        }

        Space learnt = learnt(id -> heldOut(id) ? Set.of() : shuffled.getOrDefault(id, Set.of()));

        assertThat(precision(learnt, id -> true)).isLessThan(precision(usual(), id -> true) + 0.05);
    }

    @Test
    void learn_fewerPicturesThanValues_isFinite() {
        Space learnt = learnt(id -> id <= 20 ? label(id) : Set.of());

        collected.forEach((id, unit, norm) -> assertThat(learnt.map(unit, norm)).doesNotContain(Double.NaN)
                .hasSize(learnt.size()));
    }

    @Test
    void learn_twoClasses_goesWithoutLeavingAnyOut() {
        Space learnt = learnt(id -> heldOut(id) || id % CLASSES > 1 ? Set.of() : label(id));

        assertThat(precision(learnt, id -> id % CLASSES < 2))
                .isGreaterThan(precision(usual(), id -> id % CLASSES < 2));
    }

    @Test
    void lessons_ofOneClass_areRefused() {
        assertThatThrownBy(() -> Lessons.of(collected, id -> Set.of("one")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("label 2 to 1000 classes");
    }

    @Test
    void learn_cancelled_stops() {
        var lessons = Lessons.of(collected, HeadTrainingTest::label);

        assertThatThrownBy(() -> HeadTraining.learn(usual(), lessons, "labels", 1, () -> true))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void map_partsOfAPicture_haveItsPlaceAsTheirMean() {
        Space learnt = learnt(HeadTrainingTest::label);
        var random = new Random(seed);
        double[] whole = collected.raw(7);
        double[] one = Collected.gaussian(random, DIMENSION, 2);
        var other = new double[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            other[i] = 2 * whole[i] - one[i];
        }

        double[] a = learnt.map(one, whole);
        double[] b = learnt.map(other, whole);

        double[] place = learnt.map(whole);
        for (int i = 0; i < place.length; i++) {
            assertThat((a[i] + b[i]) / 2).isCloseTo(place[i], within(1e-9));
        }
    }
}
