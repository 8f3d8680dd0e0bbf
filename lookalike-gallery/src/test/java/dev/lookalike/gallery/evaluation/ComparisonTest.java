package dev.lookalike.gallery.evaluation;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

import dev.lookalike.gallery.TestPictures;
import dev.lookalike.gallery.Trials;
import dev.lookalike.index.Metric;
import dev.lookalike.vision.Model;
import dev.lookalike.vision.ModelStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

final class ComparisonTest {
    private final RandomGenerator random = Trials.random(Trials.seed());

    @TempDir
    Path folder;

    @Test
    void run_aGrid_measuresEachCombinationOnce() throws InterruptedException {
        draw(20);
        TestPictures.write("no picture at all".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                folder.resolve("odd/broken.jpg"));
        Photos photos = Photos.below(folder, "", "");
        var store = ModelStore.open(folder.resolve("models"));
        List<Model> models = List.of(store.find("efficientnet-lite0-int8"),
                store.find("efficientnet-lite0-int8+efficientnet-lite2-int8"));
        var grid = new Comparison.Grid(models, false, List.of("as-is", "pca-4", "whitened-4"),
                List.of(Metric.COSINE, Metric.EUCLIDEAN), List.of(), 10, 6);
        var embedded = new AtomicLong();

        Comparison.Result result = Comparison.run(photos, grid, embedded::addAndGet);

        assertThat(embedded.get()).isEqualTo(2 * (21 + 5 * 6)).isEqualTo(Comparison.embeddings(photos, grid));
        assertThat(result.cells()).hasSize(2 * 3 * 2);
        assertThat(result.cells()).allSatisfy(cell -> {
            assertThat(cell.labelled().overall().queries()).isEqualTo(20);
            assertThat(cell.changes().keySet()).containsExactly(Change.values());
            assertThat(cell.changes().values()).extracting(Figures::queries).containsOnly(6);
        });
        Comparison.Cell first = result.cells().getFirst();
        double sum = first.changes().values().stream().mapToDouble(each -> each.mean(Measure.RECIPROCAL_RANK)).sum();
        assertThat(first.foundUnlabelled()).isEqualTo(sum / Change.values().length, within(1e-12))
                .isGreaterThan(1.0 / 20);
        assertThat(result.cells().getFirst().averaged()).isNull();
        assertThat(result.cells().getLast().averaged()).isNotNull()
                .satisfies(averaged -> assertThat(averaged.queries()).isEqualTo(20));
    }

    @Test
    void run_weighingAnEnsemble_comparesItWithWeightsThatFindNoWorse() throws InterruptedException {
        draw(24);
        Photos photos = Photos.below(folder, "", "");
        var store = ModelStore.open(folder.resolve("models"));
        Model even = store.find("efficientnet-lite0-int8+efficientnet-lite0-int8@mirror");
        var grid = new Comparison.Grid(List.of(even), true, List.of("centred"), List.of(Metric.COSINE), List.of(), 10,
                0);

        Comparison.Result result = Comparison.run(photos, grid, _ -> {});

        Weighing weighing = result.weighed().getFirst();
        assertThat(weighing.asked()).isEqualTo(even.name());
        assertThat(weighing.queries()).isEqualTo(4);
        assertThat(weighing.after()).isGreaterThanOrEqualTo(weighing.before());
        String chosen = weighing.chosen().name();
        assertThat(store.find(chosen).name()).isEqualTo(chosen);
        assertThat(result.cells()).extracting(Comparison.Cell::model).startsWith(even.name()).last().isEqualTo(chosen);
        assertThat(result.cells()).hasSize(chosen.equals(even.name()) ? 1 : 2);
    }

    @Test
    void run_withEngines_drawsACurveForEachCell() throws InterruptedException {
        draw(24);
        Photos photos = Photos.below(folder, "", "");
        var grid = new Comparison.Grid(
                List.of(ModelStore.open(folder.resolve("models")).find("efficientnet-lite0-int8")), false,
                List.of("pca-4"), List.of(Metric.COSINE, Metric.EUCLIDEAN), List.of("lookalike", "nobody's"), 3, 0);

        List<EngineCurve> engines = Comparison.run(photos, grid, _ -> {}).engines();

        assertThat(engines).hasSize(2 * 2).extracting(EngineCurve::space).containsOnly("pca-4");
        assertThat(engines.getFirst().exactMicroseconds()).isPositive();
        assertThat(engines.getFirst().points()).isNotEmpty()
                .allSatisfy(point -> assertThat(point.recall()).isBetween(0.0, 1.0));
        assertThat(engines.getFirst().points().getLast().recall()).isEqualTo(1, within(0.05));
        assertThat(engines.get(1).obstacle()).contains("nobody's");
        assertThat(engines.get(3).metric()).isEqualTo(Metric.EUCLIDEAN);
    }

    @Test
    void run_askingOneFolderAmongAnother_asksForThatAlone() throws InterruptedException {
        draw(12);
        Photos photos = Photos.below(folder, "test", "train");
        var grid = new Comparison.Grid(
                List.of(ModelStore.open(folder.resolve("models")).find("efficientnet-lite0-int8")), false,
                List.of("centred"), List.of(Metric.COSINE), List.of(), 10, 0);

        Comparison.Cell cell = Comparison.run(photos, grid, _ -> {}).cells().getFirst();

        assertThat(cell.labelled().asked()).hasSize(6).allSatisfy(asked -> {
            assertThat(photos.files().get((int) asked.id())).startsWith(folder.resolve("test"));
            assertThat(asked.answers()).hasSize(6).allSatisfy(
                    id -> assertThat(photos.files().get(id.intValue())).startsWith(folder.resolve("train")));
        });
        assertThat(cell.changes()).isEmpty();
    }

    @Test
    void run_onPhotosOfOneFolder_measuresOnlyWhatNeedsNoLabels() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            TestPictures.write(random, folder.resolve(i + ".png"));
        }
        Photos photos = Photos.below(folder, "", "");
        List<Model> models = List.of(ModelStore.open(folder.resolve("models")).find("efficientnet-lite0-int8"));
        var byLabels = new Comparison.Grid(models, false, List.of("as-is"), List.of(Metric.COSINE), List.of(), 10, 0);
        var byChanges = new Comparison.Grid(models, false, List.of("as-is"), List.of(Metric.COSINE), List.of(), 10, 2);

        assertThat(photos.tellApart()).isFalse();
        assertThatThrownBy(() -> Comparison.run(photos, byLabels, _ -> {})).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no two of the 3 pictures");
        assertThat(Comparison.run(photos, byChanges, _ -> {}).cells().getFirst().changes().values())
                .extracting(Figures::queries).containsOnly(2);
    }

    @Test
    void below_aFolderWithoutPictures_isRefused() {
        assertThatThrownBy(() -> Photos.below(folder, "", "")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(folder.toString());
        draw(4);
        assertThatThrownBy(() -> Photos.below(folder, "exam", "")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exam, so none is asked for");
        assertThatThrownBy(() -> Photos.below(folder, "", "tarin")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tarin, so none answers");
    }

    private void draw(int count) {
        for (int i = 0; i < count; i++) {
            String split = i % 4 < 2 ? "train" : "test";
            TestPictures.write(random, folder.resolve(split).resolve(i % 2 == 0 ? "even" : "odd").resolve(i + ".png"));
        }
    }
}
