package dev.lookalike.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

import dev.lookalike.training.onnx.GraphReader;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.EmbeddingGraph;
import dev.lookalike.vision.FineTuner;
import dev.lookalike.vision.FineTuner.Course;
import dev.lookalike.vision.FineTuner.Lesson;
import dev.lookalike.vision.FineTuner.Progress;
import dev.lookalike.vision.FineTuner.Tuned;
import dev.lookalike.vision.Model;
import dev.lookalike.vision.ModelStore;
import dev.lookalike.vision.Picture;
import dev.lookalike.vision.VisionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// Two steps of real courses, on drawn pictures of three classes.
class FineTuningTest {
    private static final int PICTURES_OF_A_CLASS = 6;
    private static final Course TWO_STEPS = new Course(1, 9, 3e-4, 0, 5);

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static final FineTuner TUNER = FineTuner.found().orElseThrow();
    private static final List<Double> LOSSES = new ArrayList<>();
    private static final List<Lesson> LESSONS = new ArrayList<>();
    private static Model.Network network = (Model.Network) ModelStore.open(Path.of("none")).find("efficientnet-lite0");
    private static Path course = Path.of("");
    private static Tuned whole = new Tuned(course, course, List.of(), 0, 0, 0, 0);

    /// Two steps that several tests look at.
    @BeforeAll
    static void tune() throws IOException, InterruptedException {
        network = Networks.named("mobilenet-v2", shared.resolve("models"));
        for (int i = 0; i < 3 * PICTURES_OF_A_CLASS; i++) {
            String label = List.of("red", "green", "blue").get(i % 3);
            Path file = shared.resolve(label + i + ".jpg");
            Files.write(file, picture(i).thumbnail(96));
            LESSONS.add(new Lesson(file, label));
        }
        course = shared.resolve("course");
        whole = TUNER.tune(network, LESSONS, TWO_STEPS, course, (_, _, loss, _) -> LOSSES.add(loss));
    }

    /// Noise, with one colour twice as strong as the others.
    private static Picture picture(int number) {
        var random = new SplittableRandom(number);
        var rgb = new byte[3 * 96 * 80];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) random.nextInt(i % 3 == number % 3 ? 250 : 120);
        }
        return Picture.of(96, 80, rgb);
    }

    @Test
    void tune_twoSteps_givesNetworksThatEmbedAndGuessTheClasses() throws IOException {
        assertThat(LOSSES).hasSize(2).allSatisfy(loss -> assertThat(loss).isBetween(0.0, 40.0));
        assertThat(whole.classes()).containsExactly("blue", "green", "red");
        assertThat(whole.steps()).isEqualTo(2);
        float[] floats = embedding(whole.onnx(), "tuned");
        assertThat(embedding(whole.int8(), "tuned-int8")).hasSameSizeAs(floats);
        assertThat(Files.size(whole.int8())).isLessThan(Files.size(whole.onnx()) / 2);
        assertThat(Networks.cosine(floats, embedding(network))).isGreaterThan(0.5).isLessThan(0.999999);
    }

    @Test
    void tune_thatLearnsOn_givesWhatPyTorchHas() throws Exception {
        var added = ModelStore.open(folder.resolve("more")).add(whole.onnx(), "again",
                network.card().preprocessing(), network.card().width());
        var opened = EmbeddingGraph.of(added);
        var pixels = new float[3 * 64 * 64];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) Math.sin(i * 0.37);
        }

        float[] expected = ForwardTest.runtime(opened.onnx(), opened.pixels(), pixels, 1, 3, 64, 64);
        try (var torch = new dev.lookalike.training.torch.TorchNetwork(GraphReader.read(opened.onnx()))) {
            float[] found = torch.embeddings(pixels, 1, 3, 64, 64);
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).isCloseTo(expected[i], within(1e-3f));
            }
        }
    }

    @Test
    void tune_stoppedAfterAStep_goesOnAsIfItWasNot() throws Exception {
        Progress stopping = (step, ofSteps, loss, right) -> Thread.currentThread().interrupt();
        Path stopped = folder.resolve("stopped");
        assertThatThrownBy(() -> TUNER.tune(network, LESSONS, TWO_STEPS, stopped, stopping))
                .isInstanceOf(InterruptedException.class).hasMessageContaining("step 1 of 2");

        var steps = new ArrayList<Integer>();
        Tuned resumed = TUNER.tune(network, LESSONS, TWO_STEPS, stopped,
                (step, ofSteps, loss, right) -> steps.add(step));

        assertThat(steps).containsExactly(2);
        float[] once = embedding(whole.onnx(), "whole");
        float[] twice = embedding(resumed.onnx(), "resumed");
        assertThat(Networks.cosine(once, twice)).isCloseTo(1, within(1e-6));
    }

    @Test
    void tune_lastLayersOnly_leavesTheOthersAlone() throws InterruptedException {
        var lastTwo = new Course(1, 9, 3e-4, 2, 5);
        Tuned tuned = TUNER.tune(network, LESSONS, lastTwo, folder, (_, _, _, _) -> {});

        var before = GraphReader.read(EmbeddingGraph.of(network).onnx());
        var after = GraphReader
                .read(EmbeddingGraph.of(ModelStore.open(folder.resolve("more")).add(tuned.onnx(), "tuned",
                        network.card().preprocessing(), network.card().width())).onnx());
        var changed = before.constants().entrySet().stream()
                .filter(each -> !Arrays.equals(each.getValue().values(),
                        Objects.requireNonNull(after.constants().get(each.getKey())).values()))
                .map(Map.Entry::getKey).toList();
        assertThat(changed).isNotEmpty().hasSizeLessThanOrEqualTo(4).allMatch(before.weights(2)::contains);
    }

    @Test
    void tune_unusableInput_saysWhatToDo() throws IOException {
        var one = LESSONS.stream().filter(lesson -> lesson.label().equals("red")).toList();
        assertThatThrownBy(() -> TUNER.tune(network, one, TWO_STEPS, folder.resolve("a"), (_, _, _, _) -> {}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("only the class `red`");

        Path text = Files.writeString(folder.resolve("text.jpg"), "no picture");
        var unreadable = new ArrayList<>(one);
        unreadable.addAll(List.of(new Lesson(text, "grey"), new Lesson(text, "grey")));
        assertThatThrownBy(() -> TUNER.tune(network, unreadable, TWO_STEPS, folder.resolve("b"), (_, _, _, _) -> {}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no picture of the class `grey`");

        assertThatThrownBy(() -> TUNER.tune(network, LESSONS, new Course(1, 9, 3e-4, 500, 5), folder.resolve("c"),
                (_, _, _, _) -> {})).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("layers is 500");
    }

    @Test
    void tune_folderOfAnotherCourse_isRefused() throws Exception {
        var other = new Course(1, 9, 3e-4, 1, 5);
        assertThatThrownBy(() -> TUNER.tune(network, LESSONS, other, course, (_, _, _, _) -> {}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("another course");

        byte[] content = Files.readAllBytes(course.resolve("checkpoint"));
        content[content.length / 2] ^= 4;
        Files.write(folder.resolve("checkpoint"), content);
        assertThatThrownBy(() -> TUNER.tune(network, LESSONS, TWO_STEPS, folder, (_, _, _, _) -> {}))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("damaged");
    }

    @Test
    void tune_layerThatIsNotKnown_isNamed() {
        var graph = TinyGraph.with(folder.resolve("tiny.onnx"), "Erf");
        var tiny = ModelStore.open(folder.resolve("models")).add(graph, "tiny", null, 32);
        assertThatThrownBy(() -> TUNER.tune(tiny, LESSONS, TWO_STEPS, folder.resolve("d"), (_, _, _, _) -> {}))
                .isInstanceOf(VisionException.BadModel.class).hasMessageContaining("Erf, which makes `layer`")
                .hasMessageContaining("take another network");
    }

    private float[] embedding(Path onnx, String name) {
        return embedding(ModelStore.open(folder.resolve("outcomes")).add(onnx, name, network.card().preprocessing(),
                network.card().width()));
    }

    private static float[] embedding(Model.Network made) {
        try (var embedder = Embedder.of(made)) {
            return embedder.embed(picture(1)).unit();
        }
    }
}
