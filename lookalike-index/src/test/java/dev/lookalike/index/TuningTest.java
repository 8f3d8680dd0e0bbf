package dev.lookalike.index;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import dev.lookalike.index.contract.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class TuningTest {
    @TempDir
    Path folder;

    @Test
    void measure_ofIndexWithGraph_findsBeamForRecall() {
        var random = new Random(4);
        float[][] vectors = Vectors.clustered(random, 4_100, 300);
        try (var index = VectorIndex.open(folder.resolve("some.index"), IndexSpec.of(300).graphFrom(1))) {
            index.putAll(Vectors.ids(4_000), Arrays.copyOf(vectors, 4_000));
            index.merge();

            var tuning = Tuning.measure(index, Arrays.copyOfRange(vectors, 4_000, 4_100), SearchSpec.nearest(10));

            assertThat(tuning.curve()).isSortedAccordingTo(Comparator.comparingInt(Tuning.Point::beamWidth));
            assertThat(tuning.curve().getFirst().beamWidth()).isEqualTo(10);
            assertThat(tuning.curve().getLast().recall()).isGreaterThanOrEqualTo(0.99);
            int width = tuning.beamWidth(0.99);
            assertThat(tuning.curve()).filteredOn(point -> point.beamWidth() < width)
                    .allMatch(point -> point.recall() < 0.99);
            assertThat(tuning.curve()).allMatch(point -> point.microseconds() > 0);
        }
    }

    @Test
    void beamWidth_thatNoneReached_isWidest() {
        var tuning = new Tuning(List.of(new Tuning.Point(10, 0.9, 1), new Tuning.Point(20, 0.95, 2)));

        assertThat(tuning.beamWidth(0.9)).isEqualTo(10);
        assertThat(tuning.beamWidth(0.93)).isEqualTo(20);
        assertThat(tuning.beamWidth(0.99)).isEqualTo(20);
    }

    @Test
    void measure_withoutQueries_isRefused() {
        try (var index = VectorIndex.inMemory(2)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Tuning.measure(index, new float[0][], SearchSpec.nearest(1)))
                    .withMessageContaining("no queries");
        }
    }
}
