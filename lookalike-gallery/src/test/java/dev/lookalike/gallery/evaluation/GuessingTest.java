package dev.lookalike.gallery.evaluation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

final class GuessingTest {

    @Test
    void of_probabilitiesThatAreTrue_areCalibrated() {
        // Of ten that are said to be hats with 0.7, seven are.
        List<Asked> asked = IntStream.range(0, 10).mapToObj(i -> asked(i, i < 7 ? "hat" : "shoe")).toList();

        Guessing guessing = Guessing.of(asked, _ -> Map.of("hat", 0.7, "shoe", 0.3));

        assertThat(guessing.queries()).isEqualTo(10);
        assertThat(guessing.right()).isEqualTo(0.7, within(1e-12));
        assertThat(guessing.calibrationError()).isEqualTo(0, within(1e-12));
    }

    @Test
    void of_guessesTooSureOfThemselves_tellsByHowMuchInEachBin() {
        // Half of those of 0.95 are right, and all of those of 0.55: (2 * 0.45 + 2 * 0.45) / 4.
        List<Asked> asked = List.of(asked(0, "hat"), asked(1, "shoe"), asked(2, "hat"), asked(3, "hat"));

        Guessing guessing = Guessing.of(asked, query -> Map.of("hat", query.id() < 2 ? 0.95 : 0.55));

        assertThat(guessing.right()).isEqualTo(0.75, within(1e-12));
        assertThat(guessing.calibrationError()).isEqualTo(0.45, within(1e-12));
    }

    @Test
    void of_equallyLikelyLabels_takesTheFirstByName() {
        Guessing guessing = Guessing.of(List.of(asked(0, "hat")), _ -> Map.of("shoe", 0.5, "hat", 0.5));

        assertThat(guessing.right()).isEqualTo(1);
        assertThat(Guessing.of(List.of(asked(0, "hat")), _ -> Map.of())).isEqualTo(new Guessing(1, 0, 0));
    }

    private static Asked asked(long id, String label) {
        return new Asked(id, Set.of(label), 0, List.of(), Map.of());
    }
}
