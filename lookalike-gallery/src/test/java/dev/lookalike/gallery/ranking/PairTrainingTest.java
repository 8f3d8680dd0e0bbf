package dev.lookalike.gallery.ranking;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.lookalike.gallery.Pair;
import dev.lookalike.gallery.Trials;
import dev.lookalike.index.Metric;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Products photographed twice, in light that changes some values of an embedding far more than products differ.
final class PairTrainingTest {
    private static final int DIMENSION = 24;
    private static final int PRODUCTS = 300;
    private static final int LIGHT = 6;

    private final long seed = Trials.seed();
    private final Random random = new Random(seed);
    private final Collected collected = new Collected(DIMENSION);
    private final List<Pair> pairs = new ArrayList<>();

    @BeforeEach
    void photograph() {
        for (int product = 0; product < PRODUCTS; product++) {
            var look = new double[DIMENSION];
            for (int i = LIGHT; i < DIMENSION; i++) {
                look[i] = random.nextGaussian();
            }
            for (int photo = 0; photo < 2; photo++) {
                double[] values = look.clone();
                for (int i = 0; i < DIMENSION; i++) {
                    values[i] += (i < LIGHT ? 6 : 0.3) * random.nextGaussian();
                }
                collected.put(2L * product + photo, values);
            }
            pairs.add(new Pair(2L * product, 2L * product + 1, true));
        }
    }

    /// How often the other photo of a product that was not learnt from is the nearest of all.
    private double found(Space space) {
        var ids = new ArrayList<Long>();
        var vectors = new ArrayList<double[]>();
        collected.forEach((id, unit, norm) -> {
            ids.add(id);
            vectors.add(space.map(unit, norm));
        });
        int right = 0;
        for (int query = PRODUCTS; query < 2 * PRODUCTS; query++) {
            int best = -1;
            for (int other = 0; other < vectors.size(); other++) {
                if (other != query && (best < 0 || score(vectors, query, other) > score(vectors, query,
                        best))) {
                    best = other;
                }
            }
            right += ids.get(best) / 2 == ids.get(query) / 2 ? 1 : 0;
        }
        return (double) right / PRODUCTS;
    }

    private static double score(List<double[]> vectors, int one, int other) {
        return Scores.of(vectors.get(one), vectors.get(other), Metric.COSINE);
    }

    @Test
    void learn_fromHalfOfTheProducts_findsTheOthersBetter() {
        Space before = Space.asIs(DIMENSION);

        Space learnt = PairTraining.learn(before, collected, pairs.subList(0, PRODUCTS / 2), 1, () -> false);

        assertThat(found(learnt)).isGreaterThan(0.9).isGreaterThan(found(before) + 0.2);
        assertThat(learnt.description()).isEqualTo("learnt from 150 pairs: 24 of 24 values");
    }

    @Test
    void learn_fromTheSamePairs_isTheSame() {
        Space one = PairTraining.learn(Space.asIs(DIMENSION), collected, pairs, 1, () -> false);
        Space same = PairTraining.learn(Space.asIs(DIMENSION), collected, pairs, 1, () -> false);

        assertThat(same.name("")).isEqualTo(one.name(""));
    }

    @Test
    void learn_fromFewPairs_isRefused() {
        assertThatThrownBy(
                () -> PairTraining.learn(Space.asIs(DIMENSION), collected, pairs.subList(0, 9), 1, () -> false))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("give 10 or more");
    }
}
