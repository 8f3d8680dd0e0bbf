package dev.lookalike.gallery.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

import dev.lookalike.gallery.Progress;
import dev.lookalike.gallery.Trials;
import dev.lookalike.index.Metric;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

final class EvaluationTest {
    private static final long ALONE = 303;

    private final RandomGenerator random = Trials.random(Trials.seed());

    @ParameterizedTest
    @EnumSource(value = Metric.class, names = {"COSINE", "EUCLIDEAN"})
    void run_randomVectorsWithTies_equalsSortingEachRanking(Metric metric) {
        var vectors = Drawn.withTies(random, 700);

        Evaluation evaluation = Evaluation.run(vectors, EvaluationTest::leftOut, metric);

        var precisions = new ArrayList<Double>();
        var asked = new TreeMap<Long, List<Long>>();
        vectors.ids().forEach(query -> {
            if (leftOut(query) != null && query != ALONE) {
                List<Long> ranking = vectors.ranking(query, EvaluationTest::leftOut, metric);
                asked.put(query, ranking.subList(0, Asked.KEPT));
                precisions.add(ranking.subList(0, Asked.KEPT).stream()
                        .filter(answer -> label(answer).equals(label(query))).count() / 10.0);
            }
        });
        assertThat(evaluation.asked()).extracting(Asked::id).containsExactlyElementsOf(asked.keySet());
        assertThat(evaluation.asked()).extracting(Asked::answers).containsExactlyElementsOf(asked.values());
        assertThat(evaluation.overall().mean(Measure.PRECISION_AT_10))
                .isCloseTo(precisions.stream().mapToDouble(each -> each).average().orElseThrow(), within(1e-12));
    }

    @Test
    void run_twoClearKinds_isPerfect() {
        var vectors = new Drawn();
        for (long id = 0; id < 24; id++) {
            vectors.put(id, id % 2 == 0 ? new double[]{1, 0.01 * id} : new double[]{0.01 * id, 1});
        }

        Evaluation evaluation = Evaluation.run(vectors,
                id -> Labelled.of(id % 2 == 0 ? "even" : "odd"), Metric.COSINE);

        assertThat(evaluation.overall().queries()).isEqualTo(24);
        assertThat(evaluation.overall().estimates().get(Measure.PRECISION_AT_10)).isEqualTo(new Estimate(1, 1, 1));
        assertThat(evaluation.overall().mean(Measure.MEAN_AVERAGE_PRECISION)).isEqualTo(1);
        assertThat(evaluation.confusion()).isEqualTo(
                Map.of("even", Map.of("even", 1.0), "odd", Map.of("odd", 1.0)));
    }

    @Test
    void run_withoutLabels_asksNothing() {
        Evaluation evaluation = Evaluation.run(visitor -> visitor.visit(1, new double[]{1}), _ -> null, Metric.COSINE);

        assertThat(evaluation.overall().queries()).isZero();
        assertThat(evaluation.overall().mean(Measure.PRECISION_AT_10)).isZero();
        assertThat(evaluation.labels()).isEmpty();
    }

    @Test
    void run_fewerQueriesThanPictures_takesThemEvenly() {
        var vectors = Drawn.withTies(random, 700);

        Evaluation all = Evaluation.run(vectors, EvaluationTest::leftOut, Metric.COSINE);
        var told = Collections.synchronizedList(new ArrayList<Progress.State>());
        Evaluation some = Evaluation.run(vectors, EvaluationTest::leftOut, Metric.COSINE, 50, told::add);

        assertThat(some.asked()).hasSize(50).isSubsetOf(all.asked());
        assertThat(some.asked().getLast().id()).isGreaterThan(1_900);
        assertThat(told.getLast()).satisfies(end -> {
            assertThat(end.finished()).isTrue();
            assertThat(end.done()).isEqualTo(end.total()).isEqualTo(50);
        });
    }

    @Test
    void run_manySamples_intervalHoldsTheTruthUsually() {
        int held = 0;
        for (int round = 0; round < 200; round++) {
            var rows = new double[60][1];
            for (double[] row : rows) {
                row[0] = random.nextDouble() < 0.7 ? 1 : 0;
            }
            Estimate estimate = Estimate.ofColumns(rows)[0];
            held += estimate.low() <= 0.7 && 0.7 <= estimate.high() ? 1 : 0;
        }
        assertThat(held).isBetween(175, 199);
    }

    @Test
    void run_noQueriesAllowed_isRefused() {
        assertThatThrownBy(() -> Evaluation.run(_ -> {}, _ -> null, Metric.COSINE, 0, Progress.none()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("mostQueries is 0");
    }

    private static @Nullable Labelled leftOut(long id) {
        return id % 7 != 0 ? Labelled.of(label(id)) : null;
    }

    private static String label(long id) {
        return id == ALONE ? "alone" : "label " + id % 5;
    }
}
