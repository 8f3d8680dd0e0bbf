package dev.lookalike.vision;

import java.util.List;

import dev.lookalike.vision.Guesses.Vote;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class GuessesTest {
    private static final List<String> NAMES = List.of("cat", "dog", "hat");

    @Test
    void best_oneNetwork_isTheSoftmax() {
        var best = Guesses.best(List.of(new Vote(NAMES, logits(0.2, 0.7, 0.1), 1)));

        assertThat(best).extracting(Embedding.Guess::category).containsExactly("dog", "cat", "hat");
        assertThat(best.getFirst().probability()).isCloseTo(0.7f, within(1e-6f));
    }

    @Test
    void best_largeLogits_staysFinite() {
        var best = Guesses.best(List.of(new Vote(NAMES, new float[]{1_000, 999, -1_000}, 1)));

        assertThat(best.getFirst().probability()).isCloseTo(0.7310586f, within(1e-6f));
        assertThat(best.getLast().probability()).isZero();
    }

    @Test
    void best_severalNetworks_isTheMeanOfTheirProbabilities() {
        var best = Guesses.best(
                List.of(new Vote(NAMES, logits(0.6, 0.3, 0.1), 0.75), new Vote(NAMES, logits(0.2, 0.7, 0.1), 0.25)));

        assertThat(best).extracting(Embedding.Guess::category).containsExactly("cat", "dog", "hat");
        assertThat(best.get(0).probability()).isCloseTo(0.5f, within(1e-6f));
        assertThat(best.get(1).probability()).isCloseTo(0.4f, within(1e-6f));
    }

    @Test
    void best_networksWithOtherClasses_areNotMixedIn() {
        var best = Guesses
                .best(List.of(new Vote(List.of(), logits(0.9, 0.1), 0.5), new Vote(NAMES, logits(0.6, 0.3, 0.1), 0.25),
                        new Vote(List.of("a", "b", "c"), logits(0.1, 0.1, 0.8), 0.25)));

        assertThat(best.getFirst().category()).isEqualTo("cat");
        assertThat(best.getFirst().probability()).isCloseTo(0.6f, within(1e-6f));
    }

    @Test
    void best_classBeforeAllOthers_isNotNamed() {
        var best = Guesses.best(List.of(new Vote(NAMES, logits(0.5, 0.3, 0.1, 0.1), 1)));

        assertThat(best).extracting(Embedding.Guess::category).containsExactly("cat", "dog", "hat");
        assertThat(best.getFirst().probability()).isCloseTo(0.3f, within(1e-6f));
    }

    @Test
    void best_withoutNames_isEmpty() {
        assertThat(Guesses.best(List.of(new Vote(List.of(), logits(0.9, 0.1), 1)))).isEmpty();
        assertThat(Guesses.best(List.of(new Vote(NAMES, logits(0.2, 0.2, 0.2, 0.2, 0.2), 1)))).isEmpty();
    }

    /// Logits whose softmax is the probabilities.
    private static float[] logits(double... probabilities) {
        var logits = new float[probabilities.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) Math.log(probabilities[i]) + 3;
        }
        return logits;
    }
}
