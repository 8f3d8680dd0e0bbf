package dev.lookalike.gallery.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import dev.lookalike.gallery.ranking.Neighbours;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// What neighbours say of a picture: of its label, and of whether it belongs there at all.
final class DoubtsTest {
    private static final int COUNT = 20;

    /// Two kinds of pictures, even and odd, each like all others of its kind; number 3 is like none of them.
    private static Neighbours neighbours() {
        var nearest = new int[COUNT][];
        var scores = new float[COUNT][];
        for (int one = 0; one < COUNT; one++) {
            int number = one;
            int[] same = IntStream.range(0, COUNT)
                    .filter(other -> other != number && other != 3 && other % 2 == number % 2).toArray();
            nearest[one] = same;
            scores[one] = new float[same.length];
            java.util.Arrays.fill(scores[one], one == 3 ? 0.1f : 0.8f);
        }
        return new Neighbours(IntStream.range(0, COUNT).asLongStream().toArray(), nearest, scores);
    }

    @Test
    void doubts_ofOneLabelAmongOthers_areOfThatPictureFirst() {
        List<Set<String>> labels = new ArrayList<>(
                IntStream.range(0, COUNT).mapToObj(i -> Set.of(i % 2 == 0 ? "even" : "odd")).toList());
        labels.set(4, Set.of("odd"));

        List<Doubts.Doubt> doubts = Doubts.of(neighbours(), labels, 5);

        assertThat(doubts.getFirst()).isEqualTo(new Doubts.Doubt(4, 0, "even", 1));
        assertThat(doubts).hasSize(5);
        assertThat(doubts.get(1).share()).as("as many are asked as the nine even ones have others")
                .isEqualTo(7.0 / 8, within(1e-6));
    }

    @Test
    void doubts_ofASmallClassAndOfNoLabel_areNotForTheirFewness() {
        List<Set<String>> labels = new ArrayList<>(
                IntStream.range(0, COUNT).mapToObj(i -> Set.of(i % 2 == 0 ? "even" : "odd")).toList());
        labels.set(0, Set.of("rare"));
        labels.set(2, Set.of("rare", "even"));
        labels.set(6, Set.of());
        labels.set(8, Set.of("alone"));

        List<Doubts.Doubt> doubts = Doubts.of(neighbours(), labels, COUNT);

        assertThat(doubts).extracting(Doubts.Doubt::number).doesNotContain(0, 6, 8);
    }

    @Test
    void outliers_ofOneThatIsLikeNone_areThatOneFirst() {
        List<Outliers.Outlier> outliers = Outliers.of(neighbours(), 4);

        assertThat(outliers).hasSize(4);
        assertThat(outliers.getFirst().number()).isEqualTo(3);
        assertThat(outliers.getFirst().distance()).isEqualTo(Math.sqrt(1.8) - Math.sqrt(0.4) / 2, within(1e-6));
    }
}
