package dev.lookalike.gallery.taste;

import java.util.Random;

import dev.lookalike.gallery.Trials;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// A regression for each person, with a prior that all share.
final class SharedPriorTest {
    private final long seed = Trials.seed();

    @Test
    void scores_withoutLearning_areTheRegressionThatIsMinimal() {
        var random = new Random(seed);
        var features = new float[12][4];
        for (float[] row : features) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        var train = new Interactions(12, new int[][]{{0, 3, 5}, {1, 2, 7}}, new int[][]{{9}, {}});

        var scores = new float[12];
        new SharedPrior(train, features, new SharedPrior.Settings(2, 0, 0)).scores(0, scores);

        var weights = new double[4];
        for (int round = 0; round < 20_000; round++) {
            var gradient = new double[4];
            for (int item = 0; item < 12; item++) {
                double score = 0;
                for (int i = 0; i < 4; i++) {
                    score += weights[i] * features[item][i];
                }
                double pull = (train.popularity(item) > 0 ? 0.1 * score : 0) + (train.has(0, item) ? score - 1 : 0)
                        + (item == 9 ? 0.5 * (score + 0.5) : 0);
                for (int i = 0; i < 4; i++) {
                    gradient[i] += pull * features[item][i];
                }
            }
            for (int i = 0; i < 4; i++) {
                weights[i] -= 0.01 * (gradient[i] + 2 * weights[i]);
            }
        }
        for (int item = 0; item < 12; item++) {
            double expected = 0;
            for (int i = 0; i < 4; i++) {
                expected += weights[i] * features[item][i];
            }
            assertThat((double) scores[item]).isEqualTo(expected, within(1e-3));
        }
    }

    @Test
    void scores_whereOneFeatureTellsPeopleApart_learnThatOfOthers() {
        // Likes go by the sign of the first of eight features; a newcomer with two likes profits from who came before.
        var random = new Random(seed);
        var features = new float[400][8];
        for (float[] row : features) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) (random.nextGaussian() / 3);
            }
        }
        var liked = new int[101][];
        for (int user = 0; user < 101; user++) {
            int sign = user % 2 == 0 ? 1 : -1;
            liked[user] = random.ints(0, 400).filter(item -> sign * features[item][0] > 0.1).limit(user == 100 ? 2 : 20)
                    .toArray();
        }
        var train = new Interactions(400, liked);

        double without = correlation(new SharedPrior(train, features, new SharedPrior.Settings(1, 0, 0)), features);
        double with = correlation(new SharedPrior(train, features, new SharedPrior.Settings(1, 4, 0)), features);

        assertThat(with).isGreaterThan(without);
    }

    /// Of the newcomer, how far the scores go by the first feature: their correlation.
    private static double correlation(Scorer model, float[][] features) {
        var scores = new float[features.length];
        model.scores(100, scores);
        double both = 0;
        double one = 0;
        double other = 0;
        for (int item = 0; item < scores.length; item++) {
            both += scores[item] * features[item][0];
            one += scores[item] * scores[item];
            other += features[item][0] * features[item][0];
        }
        return both / Math.sqrt(one * other);
    }
}
