package dev.lookalike.gallery.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.lookalike.gallery.Selection;
import dev.lookalike.gallery.Trials;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Metric;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/// Answers are chosen as a selection says.
final class SelectingTest {
    private static final double[] QUERY = {1, 0, 0};

    private final Map<Long, double[]> vectors = new HashMap<>();
    private final Map<Long, String> groups = new HashMap<>();

    private void add(long id, String group, double... vector) {
        vectors.put(id, vector);
        if (!group.isEmpty()) {
            groups.put(id, group);
        }
    }

    private double[] vector(long id) {
        return Objects.requireNonNull(vectors.get(id));
    }

    private List<Selecting.Chosen> chosen(Selection selection, int count) {
        List<Hit> hits = vectors.keySet().stream()
                .map(id -> new Hit(id, Scores.of(QUERY, vector(id), Metric.COSINE)))
                .sorted(Comparator.comparingDouble(Hit::score).reversed().thenComparingLong(Hit::id)).toList();
        return new Selecting(selection, new Lonely()).of(hits, count);
    }

    /// Pictures without neighbours: what is around them is what they are.
    private final class Lonely implements Selecting.Known {
        @Override
        public @Nullable String group(long id) {
            return groups.get(id);
        }

        @Override
        public double score(double[] one, double[] other) {
            return Scores.of(one, other, Metric.COSINE);
        }

        @Override
        public double[] place(long id) {
            return vector(id);
        }

        @Override
        public double relevance(Hit hit) {
            return hit.score();
        }

        @Override
        public boolean isCopy(long one, long other, double score) {
            return score > 0.999;
        }
    }

    private static List<Long> ids(List<Selecting.Chosen> chosen) {
        return chosen.stream().map(each -> each.hit().id()).toList();
    }

    @Test
    void of_nearest_keepsTheirOrder() {
        add(1, "", 1, 0.3, 0);
        add(2, "", 1, 0.1, 0);
        add(3, "", 1, 0.2, 0);

        assertThat(ids(chosen(Selection.NEAREST, 2))).containsExactly(2L, 3L);
    }

    @Test
    void of_groups_answersTheBestOfEachAndNamesTheOthers() {
        add(1, "shoe", 1, 0.1, 0);
        add(2, "hat", 1, 0.2, 0);
        add(3, "shoe", 1, 0.3, 0);
        add(4, "", 1, 0.4, 0);
        add(5, "", 1, 0.5, 0);
        add(6, "shoe", 1, 0.6, 0);

        List<Selecting.Chosen> chosen = chosen(new Selection(1, "product", true), 10);

        assertThat(ids(chosen)).containsExactly(1L, 2L, 4L, 5L);
        assertThat(chosen.getFirst().others()).containsExactly(3L, 6L);
        assertThat(chosen.getLast().others()).isEmpty();
    }

    @Test
    void of_copies_answersTheBestOfThem() {
        add(1, "", 1, 0.1, 0);
        add(2, "", 1, 0.101, 0);
        add(3, "", 1, 0.5, 0);
        add(4, "", 1, 0.501, 0);

        List<Selecting.Chosen> chosen = chosen(new Selection(1, "", false), 2);

        assertThat(ids(chosen)).containsExactly(1L, 3L);
        assertThat(chosen.getFirst().others()).containsExactly(2L);
    }

    /// On one side of the query two nearly alike, on the other one a little farther.
    @Test
    void of_lowLambda_takesTheOtherSideBeforeTheNextOfTheSame() {
        add(1, "", 1, 0.30, 0);
        add(2, "", 1, 0.31, 0);
        add(3, "", 1, -0.35, 0);

        assertThat(ids(chosen(new Selection(1, "", true), 2))).containsExactly(1L, 2L);
        assertThat(ids(chosen(new Selection(0.5, "", true), 2))).containsExactly(1L, 3L);
    }

    /// Each choice has the most of lambda times its score less the rest times the highest score to those before.
    @Test
    void of_anyLambda_takesTheMostMarginallyRelevant() {
        var random = Trials.random(Trials.seed());
        for (long id = 1; id <= 40; id++) {
            add(id, "", 1, random.nextGaussian(), random.nextGaussian());
        }
        for (double lambda : new double[]{0, 0.3, 0.7, 0.95}) {
            var before = new ArrayList<Long>();
            for (long next : ids(chosen(new Selection(lambda, "", true), 12))) {
                double worth = worth(next, before, lambda);
                assertThat(vectors.keySet().stream().filter(id -> !before.contains(id)))
                        .allMatch(id -> worth(id, before, lambda) <= worth + 1e-12);
                before.add(next);
            }
            assertThat(before).hasSize(12);
        }
    }

    private double worth(long id, List<Long> before, double lambda) {
        double[] vector = vector(id);
        double against = before.stream().mapToDouble(one -> Scores.of(vector, vector(one), Metric.COSINE)).max()
                .orElse(0);
        double score = Scores.of(QUERY, vector, Metric.COSINE);
        return before.isEmpty() ? score : lambda * score - (1 - lambda) * against;
    }

    @Test
    void selection_ofAnotherLambda_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Selection(1.1, "", true))
                .withMessageContaining("lambda is 1.1");
        assertThatIllegalArgumentException().isThrownBy(() -> new Selection(Double.NaN, "", true));
        assertThatIllegalArgumentException().isThrownBy(() -> new Selection(1, "x".repeat(101), true))
                .withMessageContaining("101");
    }
}
