package dev.lookalike.demo.product;

import java.util.Arrays;
import java.util.List;

import dev.lookalike.demo.DemoCatalogue;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What goes with what, as `docs/demo-truth.md` says it.
final class OutfitsTest {
    private static final int COUNT = 1_200;
    private static final long SEED = 5;

    private static String kind(int index) {
        return Product.of(SEED, index).kind().folder();
    }

    @Test
    void outfits_aShop_haveAKindOnceAndDependOnTheSeed() {
        List<int[]> outfits = DemoCatalogue.outfits(SEED, COUNT);

        assertThat(outfits).hasSize(COUNT / 2).allSatisfy(outfit -> {
            List<String> kinds = Arrays.stream(outfit).mapToObj(OutfitsTest::kind).toList();
            assertThat(kinds).doesNotHaveDuplicates().hasSizeBetween(2, 6).doesNotContain("mugs", "teddies");
            assertThat(kinds.contains("tables")).isNotEqualTo(kinds.contains("dresses") || kinds.contains("t-shirts"));
        });
        assertThat(DemoCatalogue.outfits(SEED, COUNT)).usingRecursiveComparison().isEqualTo(outfits);
        assertThat(Outfits.lines(SEED, COUNT)).isNotEqualTo(Outfits.lines(SEED + 1, COUNT));
    }

    @Test
    void outfits_theirPieces_fitBetterThanOthersOfTheirKinds() {
        List<int[]> outfits = DemoCatalogue.outfits(SEED, COUNT);
        double together = 0;
        double apart = 0;
        for (int i = 1; i < outfits.size(); i++) {
            int[] mine = outfits.get(i);
            int[] before = outfits.get(i - 1);
            for (int k = 1; k < mine.length; k++) {
                together += DemoCatalogue.fit(SEED, mine[0], mine[k]);
                for (int each : before) {
                    apart += kind(each).equals(kind(mine[k])) ? DemoCatalogue.fit(SEED, mine[0], each) : 0;
                }
            }
        }

        assertThat(together).isPositive();
        assertThat(apart).isNegative();
    }

    @Test
    void fit_twoProducts_isTheSameBothWays() {
        for (int one = 0; one < 60; one++) {
            for (int other = 0; other < 60; other++) {
                assertThat(DemoCatalogue.fit(SEED, one, other)).isEqualTo(DemoCatalogue.fit(SEED, other, one))
                        .isBetween(-7.0, 1.5);
            }
        }
    }
}
