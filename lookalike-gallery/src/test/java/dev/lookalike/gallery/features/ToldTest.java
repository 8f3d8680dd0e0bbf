package dev.lookalike.gallery.features;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// What is told of items, as features.
final class ToldTest {
    @Test
    void features_ofAnyTable_areItsNumbersAndFewValues() {
        List<Map<String, String>> items = IntStream.range(0, 40)
                .mapToObj(i -> Map.of("cost", String.valueOf(1L << i % 20),
                        "make", List.of("knitted", "woven").get(i % 2), "title", "number " + i))
                .toList();

        float[][] features = Told.features(items);

        assertThat(features).hasDimensions(40, 3);
        assertThat(features[1][0] - features[0][0]).as("the logarithm of a cost")
                .isCloseTo(features[11][0] - features[10][0], within(1e-5f));
        assertThat(features[2][1]).isEqualTo(features[0][1]).isNotEqualTo(features[1][1]);
        for (int[] field : new int[][]{{0}, {1, 2}}) {
            double square = 0;
            for (float[] row : features) {
                for (int column : field) {
                    square += row[column] * row[column] / 40;
                }
            }
            assertThat(square).as("each field counts the same").isCloseTo(0.5, within(1e-5));
        }
    }

    @Test
    void features_whereFieldsAreMissing_sayNothingThere() {
        List<Map<String, String>> items = IntStream.range(0, 40)
                .mapToObj(i -> i < 20 ? Map.of("cost", String.valueOf(i - 7)) : Map.<String, String>of()).toList();

        float[][] features = Told.features(items);

        assertThat(features).hasDimensions(40, 1);
        assertThat(features[30][0]).isZero();
        assertThat(Told.features(items.subList(20, 40))).hasDimensions(20, 0);
    }

    @Test
    void features_ofNumbersAmongWhichIsAWord_areNumbers() {
        List<Map<String, String>> items = IntStream.range(0, 40)
                .mapToObj(i -> Map.of("cost", i % 13 == 0 ? "n/a" : String.valueOf(i))).toList();

        float[][] features = Told.features(items);

        assertThat(features).hasDimensions(40, 1);
        assertThat(features[13][0]).isZero();
        assertThat(features[38][0]).isGreaterThan(features[1][0]);
    }
}
