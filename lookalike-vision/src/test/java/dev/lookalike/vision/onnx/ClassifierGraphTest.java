package dev.lookalike.vision.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import dev.lookalike.vision.ModelZoo;
import dev.lookalike.vision.Npy;
import dev.lookalike.vision.VisionException;
import dev.lookalike.vision.onnx.ClassifierSession.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Well-known structures with random weights, each with the values that PyTorch has before its classifier; and graphs
/// that are something else.
class ClassifierGraphTest {

    @ParameterizedTest
    @CsvSource({"resnet50, 64, 2048", "efficientnet-b0, 64, 1280", "mobilenet-v2, 64, 1280", "densenet121, 64, 256",
            "xception, 96, 2048", "vgg16, 224, 4096", "mobilenet-v3-small, 64, 1024"})
    void run_wellKnownStructure_givesPyTorchsEmbedding(String name, int size, int dimension) {
        var pixels = npy(name + ".input.npy");
        var expected = npy(name + ".embedding.npy");

        try (var session = ClassifierSession.open(graph(name), new Shape(1, size, size), false)) {
            var answer = session.run(new Shape(2, size, size), pictures(pixels, 2));

            assertThat(session.dimension()).isEqualTo(dimension);
            assertThat(session.classes()).isEqualTo(10);
            assertThat(answer.embeddings()).hasSize(2 * dimension);
            assertThat(apart(answer.embeddings(), expected)).isLessThan(1e-4);
            assertThat(largest(expected)).as("the reference says something").isGreaterThan(0.1f);
        }
    }

    @ParameterizedTest
    @CsvSource({"resnet50, 64", "efficientnet-b0, 64", "mobilenet-v2, 64", "densenet121, 64", "xception, 96"})
    void places_networkThatEndsInPooling_haveTheEmbeddingAsMean(String name, int size) {
        var pixels = npy(name + ".input.npy");

        try (var session = ClassifierSession.open(graph(name), new Shape(1, size, size), false)) {
            assertThat(session.explains()).isTrue();
            var places = session.places(new Shape(1, size, size), pictures(pixels, 2));

            assertThat(places.cells()).hasDimensions(places.rows() * places.columns(), session.dimension());
            assertThat(places.rows()).isGreaterThan(1);
            assertThat(apart(mean(places.cells()), places.embedding())).isLessThan(1e-4);
        }
    }

    @ParameterizedTest
    @CsvSource({"vgg16, 224", "mobilenet-v3-small, 64"})
    void places_networkThatDoesNotEndInPooling_areRefused(String name, int size) {
        try (var session = ClassifierSession.open(graph(name), new Shape(1, size, size), false)) {
            assertThat(session.explains()).isFalse();
            assertThatThrownBy(() -> session.places(new Shape(1, size, size), (picture, into) -> {}))
                    .isInstanceOf(IllegalStateException.class).hasMessageContaining("not the mean of a feature map");
        }
    }

    @ParameterizedTest
    @CsvSource({"resnet50, 2048, true", "densenet121, 1024, true", "squeezenet, 512, true", "inception_v1, 1024, true",
            "shufflenet, 544, true", "vgg19, 4096, false"})
    void open_modelZoosOwnGraph_findsTheLayerBeforeTheClassifier(String name, int dimension, boolean explains)
            throws IOException {
        var graph = ClassifierGraph.read(ByteBuffer.wrap(Files.readAllBytes(ModelZoo.light(name))));

        try (var session = ClassifierSession.open(graph, new Shape(1, 224, 224), false)) {
            assertThat(graph.input()).extracting("batch", "height", "width").containsExactly(1, 224, 224);
            assertThat(session.dimension()).isEqualTo(dimension);
            assertThat(session.classes()).isEqualTo(1_000);
            assertThat(session.explains()).isEqualTo(explains);
        }
    }

    @ParameterizedTest
    @EnumSource
    void open_quantisedGraph_givesTheEmbeddingInFloats(QuantisedGraph kind) {
        var shape = new Shape(1, 8, 8);
        try (var session = ClassifierSession.open(ClassifierGraph.read(ByteBuffer.wrap(kind.onnx())), shape, false)) {
            var answer = session.run(shape, (picture, into) -> {
                for (int i = 0; into.hasRemaining(); i++) {
                    into.put(i < 64 ? 0.25f : i < 128 ? 0.5f : 0.75f);
                }
            });

            assertThat(session.explains()).isTrue();
            assertThat(session.classes()).isEqualTo(QuantisedGraph.CLASSES);
            assertThat(apart(answer.embeddings(), new float[]{0.25f, 0.5f, 0.75f})).isLessThan(kind.precision());
        }
    }

    @Test
    void read_segmentation_saysThatAnImageComesOut() {
        assertThatThrownBy(() -> graph("segmentation")).isInstanceOf(VisionException.BadModel.class)
                .hasMessageContaining("is an image; a classifier ends in 1 x classes");
    }

    @Test
    void read_textNetwork_saysWhatGoesIn() {
        assertThatThrownBy(() -> graph("text-embedding")).isInstanceOf(VisionException.BadModel.class)
                .hasMessageContaining("an image classifier");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 500_000})
    void read_noOnnxFile_isRefused(int bytes) {
        var noise = new byte[bytes];
        new Random(bytes).nextBytes(noise);

        assertThatThrownBy(() -> ClassifierGraph.read(ByteBuffer.wrap(noise)))
                .isInstanceOf(VisionException.BadModel.class)
                .hasMessageContaining("no ONNX graph");
    }

    @Test
    void open_fileThatBreaksOff_isRefused() {
        var whole = bytes("resnet50.onnx");

        for (int length : new int[]{whole.length / 2, whole.length - 1_000, whole.length - 10}) {
            var cut = ByteBuffer.wrap(Arrays.copyOf(whole, length));
            assertThatThrownBy(
                    () -> ClassifierSession.open(ClassifierGraph.read(cut), new Shape(1, 64, 64), false).close())
                    .isInstanceOf(VisionException.BadModel.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void read_mutants_areReadOrRefused(QuantisedGraph kind) {
        long seed = Long.getLong("lookalike.seed", 11);
        System.out.println("mutants of " + kind + " from seed " + seed);
        var random = new Random(seed);
        var whole = kind.onnx();
        int refused = 0;
        for (int i = 0; i < 1_000 * Integer.getInteger("lookalike.trials", 1); i++) {
            var mutant = Arrays.copyOf(whole, random.nextInt(10) == 0 ? random.nextInt(whole.length) : whole.length);
            for (int flips = 1 + random.nextInt(4); flips > 0 && mutant.length > 0; flips--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
            }
            try {
                ClassifierGraph.read(ByteBuffer.wrap(mutant));
            } catch (VisionException.BadModel e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    @Test
    void read_graphThatGoesInCircles_isRefused() {
        var circle = GraphProto.newBuilder().addInput(QuantisedGraph.value("pixels", 1, 3, 8, 8))
                .addOutput(QuantisedGraph.value("a", 1, 4)).addNode(QuantisedGraph.node("Identity", "a", "b"))
                .addNode(QuantisedGraph.node("Identity", "b", "a"));
        var again = GraphProto.newBuilder().addInput(QuantisedGraph.value("pixels", 1, 3, 8, 8))
                .addOutput(QuantisedGraph.value("a", 1, 4)).addNode(QuantisedGraph.node("Identity", "a", "pixels"))
                .addNode(QuantisedGraph.node("Identity", "a", "a"));

        assertThatThrownBy(() -> ClassifierGraph.read(onnx(circle))).isInstanceOf(VisionException.BadModel.class)
                .hasMessageContaining("nothing before it makes");
        assertThatThrownBy(() -> ClassifierGraph.read(onnx(again))).isInstanceOf(VisionException.BadModel.class)
                .hasMessageContaining("made twice");
    }

    private static ByteBuffer onnx(GraphProto.Builder graph) {
        return ByteBuffer.wrap(ModelProto.newBuilder().setGraph(graph).build().toByteArray());
    }

    private static ClassifierGraph graph(String name) {
        return ClassifierGraph.read(ByteBuffer.wrap(bytes(name + ".onnx")));
    }

    private static float[] npy(String name) {
        return Npy.floats(bytes(name));
    }

    private static byte[] bytes(String name) {
        try (var in = ClassifierGraphTest.class.getResourceAsStream("/graphs/" + name)) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClassifierSession.Filler pictures(float[] pixels, int count) {
        int each = pixels.length / count;
        return (int picture, FloatBuffer into) -> into.put(pixels, picture * each, each);
    }

    private static double apart(float[] a, float[] b) {
        assertThat(a).hasSameSizeAs(b);
        double furthest = 0;
        for (int i = 0; i < a.length; i++) {
            furthest = Math.max(furthest, Math.abs(a[i] - b[i]));
        }
        return furthest;
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static float[] mean(float[][] cells) {
        var mean = new float[cells[0].length];
        for (var cell : cells) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += cell[i] / cells.length;
            }
        }
        return mean;
    }
}
