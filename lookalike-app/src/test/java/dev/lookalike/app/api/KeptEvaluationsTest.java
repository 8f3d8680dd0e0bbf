package dev.lookalike.app.api;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.lookalike.app.api.Evaluations.Evaluation;
import dev.lookalike.app.api.Evaluations.Guessing;
import dev.lookalike.app.api.Evaluations.Occasion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class KeptEvaluationsTest {
    @TempDir
    Path gallery;

    @Test
    void add_onAnotherOccasion_keepsBothNewestFirst() {
        var kept = new KeptEvaluations(gallery);
        kept.add(measured("a", 1));
        kept.add(measured("b", 2));
        kept.add(measured("a", 3));

        assertThat(new KeptEvaluations(gallery).read()).usingRecursiveComparison().isEqualTo(new Evaluations(
                List.of(evaluation("a", 3), evaluation("b", 2))));
    }

    @Test
    void add_toManyOthers_forgetsTheOldest() {
        var kept = new KeptEvaluations(gallery);
        IntStream.rangeClosed(0, KeptEvaluations.MOST).forEach(number -> kept.add(measured("model " + number, number)));

        assertThat(kept.read().evaluations()).hasSize(KeptEvaluations.MOST)
                .noneMatch(each -> model(each).equals("model 0"))
                .first().satisfies(each -> assertThat(model(each)).isEqualTo("model " + KeptEvaluations.MOST));
    }

    @Test
    void read_ofADamagedFile_knowsNothingAndIsMendedByTheNext() throws Exception {
        var kept = new KeptEvaluations(gallery);
        kept.add(measured("a", 1));
        Path file = gallery.resolve("derived/evaluations.json");
        byte[] bytes = Files.readAllBytes(file);
        for (int bit : new int[]{3, 8 * bytes.length / 2, 8 * bytes.length - 5}) {
            byte[] damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, damaged);
            assertThat(kept.read().evaluations()).as("bit " + bit).isEmpty();
        }
        Files.write(file, new byte[5]);
        assertThat(kept.read().evaluations()).isEmpty();

        kept.add(measured("b", 2));

        assertThat(kept.read().evaluations()).hasSize(1);
    }

    private static String model(Evaluation evaluation) {
        Occasion occasion = evaluation.occasion();
        return occasion == null ? "" : occasion.model();
    }

    private static Evaluations measured(String model, int second) {
        return new Evaluations(List.of(evaluation(model, second)));
    }

    private static Evaluation evaluation(String model, int second) {
        return new Evaluation("folder", 1, 1, 1, 1,
                new Occasion(model, "as is", "", "", Instant.ofEpochSecond(second)), new Guessing(1, 0), Map.of(),
                List.of(), List.of(), List.of());
    }
}
