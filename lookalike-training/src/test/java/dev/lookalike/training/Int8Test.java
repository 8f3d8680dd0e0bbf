package dev.lookalike.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;

import ai.onnxruntime.OrtException;
import dev.lookalike.training.onnx.GraphReader;
import dev.lookalike.training.onnx.GraphWriter;
import dev.lookalike.training.onnx.Int8;
import dev.lookalike.training.pictures.Views;
import dev.lookalike.training.torch.TorchNetwork;
import dev.lookalike.vision.EmbeddingGraph;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A real network in 8 bits finds in photographs what it finds in floats.
class Int8Test {
    private static final int CALIBRATING = 3;

    @TempDir
    Path folder;

    @Test
    void write_aRealNetwork_embedsPhotosNearlyAlike() throws IOException, OrtException {
        var network = Networks.named("efficientnet-lite0", folder);
        var views = new Views(network.card().width(), network.card().height(),
                network.card().preprocessing().normalisation(), false);
        var opened = EmbeddingGraph.of(network);
        var graph = GraphReader.read(opened.onnx());
        var ranges = new HashMap<String, float[]>();
        try (var torch = new TorchNetwork(graph)) {
            for (int each = 0; each < CALIBRATING; each++) {
                List<Path> photos = photos("train", each);
                torch.ranges(pixels(views, photos), views.shape(photos.size()))
                        .forEach((name, range) -> ranges.merge(name, range,
                                (a, b) -> new float[]{Math.min(a[0], b[0]), Math.max(a[1], b[1])}));
            }
        }
        var same = Networks.same(network.card().dimension());
        byte[] floats = GraphWriter.write(graph, same);
        byte[] bytes = Int8.write(graph, ranges, same);

        List<Path> asked = photos("test", 0);
        float[] pixels = pixels(views, asked);
        long[] shape = views.shape(asked.size());
        float[] expected = ForwardTest.runtime(floats, opened.pixels(), pixels, shape);
        float[] found = ForwardTest.runtime(bytes, opened.pixels(), pixels, shape);

        int dimension = network.card().dimension();
        double[] cosines = IntStream.range(0, asked.size())
                .mapToDouble(i -> Networks.cosine(Arrays.copyOfRange(expected, i * dimension, (i + 1) * dimension),
                        Arrays.copyOfRange(found, i * dimension, (i + 1) * dimension)))
                .toArray();
        double worst = Arrays.stream(cosines).min().orElseThrow();
        System.out.printf("8 bits to floats on %d photos: cosine at least %.4f, mean %.4f%n", asked.size(), worst,
                Arrays.stream(cosines).average().orElseThrow());
        assertThat(worst).isGreaterThan(0.96);
    }

    /// One of each class.
    private static List<Path> photos(String part, int number) throws IOException {
        var photos = new ArrayList<Path>();
        try (var classes = Files.list(Networks.shared("photos/clothing").resolve(part))) {
            for (Path each : classes.sorted().toList()) {
                try (var files = Files.list(each)) {
                    photos.add(files.sorted().toList().get(number));
                }
            }
        }
        return photos;
    }

    private static float[] pixels(Views views, List<Path> photos) {
        var pixels = new float[photos.size() * views.size()];
        for (int i = 0; i < photos.size(); i++) {
            views.plain(Picture.read(photos.get(i), Limits.FOLDER, views.width()), pixels, i * views.size());
        }
        return pixels;
    }
}
