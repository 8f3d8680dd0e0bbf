package dev.lookalike.gallery.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.lookalike.gallery.Vectors;
import dev.lookalike.index.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

final class EvaluationTest {
    private static final long ALONE = 303;

    private final Random random = new Random(20);

    @ParameterizedTest
    @EnumSource(value = Metric.class, names = {"COSINE", "EUCLIDEAN"})
    void run_randomVectorsWithTies_equalsSortingEachRanking(Metric metric) {
        // Few different vectors, so that many scores are equal.
        var different = Stream.generate(() -> random.doubles(4).toArray()).limit(60).toList();
        var vectors = new TreeMap<Long, double[]>();
        for (long id = 0; id < 700; id++) {
            vectors.put(3 * id, different.get(random.nextInt(different.size())));
        }
        Vectors all = visitor -> vectors.forEach(visitor::visit);

        Evaluation evaluation = Evaluation.run(all, id -> isLabelled(id) ? label(id) : null, metric);

        var expected = new TreeMap<String, List<double[]>>();
        vectors.forEach((id, vector) -> {
            if (isLabelled(id) && id != ALONE) {
                expected.computeIfAbsent(label(id), _ -> new ArrayList<>()).add(measured(vectors, id, vector, metric));
            }
        });
        assertThat(evaluation.labels().keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach(
                (label, measures) -> assertFigures(Objects.requireNonNull(evaluation.labels().get(label)), measures));
        assertFigures(evaluation.overall(), expected.values().stream().flatMap(List::stream).toList());
    }

    @Test
    void run_twoClearKinds_isPerfect() {
        var vectors = new TreeMap<Long, double[]>();
        for (long id = 0; id < 24; id++) {
            vectors.put(id, id % 2 == 0 ? new double[]{1, 0.01 * id} : new double[]{0.01 * id, 1});
        }

        Evaluation evaluation = Evaluation.run(visitor -> vectors.forEach(visitor::visit),
                id -> id % 2 == 0 ? "even" : "odd", Metric.COSINE);

        assertThat(evaluation.overall()).isEqualTo(new Evaluation.Figures(24, 1, 1, 1));
    }

    @Test
    void run_withoutLabels_asksNothing() {
        Evaluation evaluation = Evaluation.run(visitor -> visitor.visit(1, new double[]{1}), _ -> null, Metric.COSINE);

        assertThat(evaluation.overall().queries()).isZero();
        assertThat(evaluation.labels()).isEmpty();
    }

    private static boolean isLabelled(long id) {
        return id % 7 != 0;
    }

    private static String label(long id) {
        return id == ALONE ? "alone" : "label " + id % 5;
    }

    private static void assertFigures(Evaluation.Figures figures, List<double[]> measures) {
        assertThat(figures.queries()).isEqualTo(measures.size());
        assertThat(figures.precisionAt1()).isCloseTo(mean(measures, 0), within(1e-12));
        assertThat(figures.precisionAt10()).isCloseTo(mean(measures, 1), within(1e-12));
        assertThat(figures.meanAveragePrecision()).isCloseTo(mean(measures, 2), within(1e-12));
    }

    private static double mean(List<double[]> measures, int which) {
        return measures.stream().mapToDouble(each -> each[which]).average().orElseThrow();
    }

    // The textbook's way: sort all others, walk down the list.
    private static double[] measured(Map<Long, double[]> vectors, long query, double[] vector, Metric metric) {
        var others = new ArrayList<Long>();
        vectors.keySet().stream().filter(id -> id != query && isLabelled(id)).forEach(others::add);
        others.sort(Comparator
                .comparingDouble((Long id) -> -score(vector, Objects.requireNonNull(vectors.get(id)), metric))
                .thenComparing(id -> id));
        int right = 0;
        double amongTen = 0;
        double precisions = 0;
        for (int i = 0; i < others.size(); i++) {
            if (label(others.get(i)).equals(label(query))) {
                right++;
                amongTen += i < 10 ? 0.1 : 0;
                precisions += (double) right / (i + 1);
            }
        }
        return new double[]{label(others.getFirst()).equals(label(query)) ? 1 : 0, amongTen, precisions / right};
    }

    private static double score(double[] a, double[] b, Metric metric) {
        double dot = 0;
        double lengths = 0;
        double square = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
            lengths += b[i] * b[i];
            square += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return metric == Metric.COSINE ? dot / Math.sqrt(lengths) : -square;
    }
}
