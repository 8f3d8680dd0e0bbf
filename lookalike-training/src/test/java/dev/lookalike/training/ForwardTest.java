package dev.lookalike.training;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.lookalike.training.onnx.GraphReader;
import dev.lookalike.training.onnx.GraphWriter;
import dev.lookalike.training.torch.TorchNetwork;
import dev.lookalike.vision.EmbeddingGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What PyTorch says of a picture is what ONNX Runtime says of it.
class ForwardTest {
    @TempDir
    Path folder;

    /// The largest difference of two values of an embedding, as a share of the embedding's largest value.
    @ParameterizedTest
    @CsvSource({"efficientnet-lite0, 2", "vgg16, 2", "mobilenet-v3-small, 2",
            "densenet121, 2", "xception, 2", "efficientnet-b0, 2", "light_densenet121, 1",
            "light_shufflenet, 1", "light_inception_v1, 1"})
    void embeddings_ofPixels_areTheRuntimes(String name, int pictures) throws OrtException {
        var network = Networks.named(name, folder);
        var opened = EmbeddingGraph.of(network);
        int height = network.card().height();
        int width = network.card().width();
        long[] shape = {pictures, 3, height, width};
        float[] pixels = pixels(pictures, height, width);

        float[] expected = runtime(opened.onnx(), opened.pixels(), pixels, shape);
        float[] found;
        try (var torch = new TorchNetwork(GraphReader.read(opened.onnx()))) {
            found = torch.embeddings(pixels, shape);
        }

        assertThat(apart(found, expected)).isLessThan(1e-4f);
    }

    /// No float file of Lite2 is bundled: its 8-bit one is read as the float network that it was made of, nearly.
    @Test
    void embeddings_ofAnEightBitNetwork_areThoseOfItsFloatForm() throws OrtException {
        var opened = EmbeddingGraph.of(Networks.named("efficientnet-lite2-int8", folder));
        var graph = GraphReader.read(opened.onnx());
        float[] pixels = pixels(1, 260, 260);
        long[] shape = {1, 3, 260, 260};

        float[] found;
        try (var torch = new TorchNetwork(graph)) {
            found = torch.embeddings(pixels, shape);
        }

        byte[] written = GraphWriter.write(graph, Networks.same(found.length));
        float[] floats = runtime(written, opened.pixels(), pixels, shape);
        assertThat(apart(found, floats)).isLessThan(1e-4f);
        assertThat(Networks.cosine(found, runtime(opened.onnx(), opened.pixels(), pixels, shape))).isGreaterThan(0.9);
    }

    /// Waves, so that a network sees something of all sizes.
    private static float[] pixels(int pictures, int height, int width) {
        var pixels = new float[pictures * 3 * height * width];
        for (int i = 0; i < pixels.length; i++) {
            int row = i / width;
            pixels[i] = (float) (Math.sin(i * 0.37) + Math.sin(row * 0.05) * Math.sin(i % width * 0.03));
        }
        return pixels;
    }

    /// The largest difference of two values, as a share of the largest value.
    private static float apart(float[] found, float[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        float largest = 0;
        float apart = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            apart = Math.max(apart, Math.abs(expected[i] - found[i]));
        }
        assertThat(largest).isPositive();
        return apart / largest;
    }

    static float[] runtime(byte[] onnx, String input, float[] pixels, long... shape) throws OrtException {
        var environment = OrtEnvironment.getEnvironment();
        try (var session = environment.createSession(onnx, new OrtSession.SessionOptions());
                var tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(pixels), shape);
                var result = session.run(Map.of(input, tensor))) {
            FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
            var floats = new float[values.remaining()];
            values.get(floats);
            return floats;
        }
    }
}
