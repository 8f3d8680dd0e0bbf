package dev.lookalike.demo.product;

import java.util.List;
import java.util.stream.IntStream;

import dev.lookalike.demo.DemoCatalogue;
import dev.lookalike.demo.Moment;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What suits when, as `docs/demo-truth.md` says it.
final class SuitingTest {
    private static final int COUNT = 1_200;
    private static final long SEED = 5;

    private static List<Integer> suiting(Moment moment, int said) {
        return IntStream.range(0, COUNT).filter(index -> DemoCatalogue.suits(SEED, index, moment) == said).boxed()
                .toList();
    }

    private static List<String> forms(Moment moment, int said) {
        return suiting(moment, said).stream().map(index -> Product.of(SEED, index).form()).distinct().toList();
    }

    @Test
    void suits_theColdAndTheHeat_areOpposites() {
        var cold = new Moment("", -5.0, "", "");
        var hot = new Moment("", 30.0, "", "");

        assertThat(forms(cold, 1)).contains("coat", "down jacket", "beanie").doesNotContain("shorts", "sun hat");
        assertThat(forms(hot, 1)).contains("shorts", "sun hat").doesNotContain("down jacket", "beanie");
        assertThat(suiting(hot, 1)).doesNotContainAnyElementsOf(suiting(cold, 1));
    }

    @Test
    void suits_severalSayings_needNoneAgainst() {
        var rain = new Moment("rain", null, "", "");
        var rainyWork = new Moment("rain", null, "", "work");

        assertThat(suiting(rainyWork, 1)).isNotEmpty().doesNotContainAnyElementsOf(suiting(rain, -1));
        assertThat(suiting(rain, 1)).allMatch(index -> List.of("rubber", "nylon", "leather")
                .contains(Product.of(SEED, index).make().name()));
        assertThat(suiting(new Moment("cloudy", null, "", ""), 0)).hasSize(COUNT);
    }

    @Test
    void suits_anOccasion_isWhatWasMadeForItToo() {
        var party = new Moment("", null, "", "party");

        assertThat(suiting(party, 1)).anyMatch(index -> Product.of(SEED, index).occasion().equals("party"))
                .anyMatch(index -> !Product.of(SEED, index).occasion().equals("party"));
        assertThat(forms(party, -1)).contains("hoodie", "rucksack").doesNotContain("court shoe");
    }
}
