package dev.lookalike.gallery.ranking;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

import dev.lookalike.gallery.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

final class SpaceChoiceTest {
    private static final int COUNT = 400;
    private static final int DIMENSION = 12;

    private final Random random = new Random(Trials.seed());

    @Test
    void fit_centred_hasItsMeanAtTheOrigin() {
        double[][] placed = placed("centred");

        for (int i = 0; i < DIMENSION; i++) {
            int value = i;
            assertThat(Arrays.stream(placed).mapToDouble(row -> row[value]).average().orElseThrow())
                    .isCloseTo(0, within(1e-5));
        }
    }

    @Test
    void fit_principalAxes_sortsThemByVarianceAndWhiteningMakesItOne() {
        double[] principal = variances(placed("pca-5"));
        double[] whitened = variances(placed("whitened-5"));
        double[] ones = {1, 1, 1, 1, 1};

        assertThat(principal).hasSize(5).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(whitened).containsExactly(ones, within(1e-3));
    }

    @Test
    void fit_asIs_changesNothing() {
        var collected = collected();
        var stored = Objects.requireNonNull(collected.find(7));

        assertThat(new SpaceChoice("as-is").fit(collected, id -> Set.of(), 0).place(stored.unit(), stored.norm()))
                .isEqualTo(collected.raw(7));
    }

    @Test
    void fit_usual_isWhatAGalleryOfSoManyDoes() {
        var collected = collected();
        var stored = Objects.requireNonNull(collected.find(3));
        Space space = SpaceFitting.fit(collected, SpaceFitting.fittedOn(COUNT), () -> false);

        assertThat(new SpaceChoice("usual").fit(collected, id -> Set.of(), 0).place(stored.unit(), stored.norm()))
                .isEqualTo(space.map(collected.raw(3)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pca", "pca-0", "pca-x", "white-3", "PCA-3"})
    void choice_ofNoSpace_isRefused(String name) {
        assertThatThrownBy(() -> new SpaceChoice(name)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pca-128");
    }

    @Test
    void fit_onMoreAxesThanValues_isRefused() {
        assertThatThrownBy(() -> placed("pca-13")).hasMessageContaining("12 values");
    }

    private Collected collected() {
        var collected = new Collected(DIMENSION);
        for (long id = 1; id <= COUNT; id++) {
            var raw = new double[DIMENSION];
            for (int i = 0; i < DIMENSION; i++) {
                raw[i] = 3 + random.nextGaussian() * (1 + i);
            }
            collected.put(id, raw);
        }
        return collected;
    }

    private double[][] placed(String name) {
        var collected = collected();
        var placing = new SpaceChoice(name).fit(collected, id -> Set.of(), 0);
        var rows = new double[COUNT][];
        collected.forEach((id, unit, norm) -> rows[(int) id - 1] = placing.place(unit, norm));
        return rows;
    }

    private static double[] variances(double[][] rows) {
        var variances = new double[rows[0].length];
        for (double[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                variances[i] += row[i] * row[i] / rows.length;
            }
        }
        return variances;
    }
}
