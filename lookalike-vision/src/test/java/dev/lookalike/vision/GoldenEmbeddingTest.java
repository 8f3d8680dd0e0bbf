package dev.lookalike.vision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import dev.lookalike.vision.Preprocessing.Filter;
import dev.lookalike.vision.Preprocessing.Resize;
import dev.lookalike.vision.models.BundledModels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The bundled networks against embeddings that the original networks gave in PyTorch, pictures prepared by Pillow.
class GoldenEmbeddingTest {
    private static final int FULL_SIZE = 100_000;

    @ParameterizedTest
    @CsvSource({"efficientnet-lite0, efficientnet_lite0, 0.98, 0.995",
            "efficientnet-lite0-int8, efficientnet_lite0, 0.96, 0.985",
            "efficientnet-lite2-int8, efficientnet_lite2, 0.96, 0.985"})
    void embed_preparedLikeTheGoldenOnes_agrees(String name, String golden, double worst, double mean)
            throws IOException {
        var expected = Npy.floats(Shared.path("reference/" + golden + "-golden.npy"));
        var photos = goldenPhotos();
        assertThat(expected).hasSize(photos.size() * 1280);

        double[] cosines = new double[photos.size()];
        try (var embedder = Embedder.of(preparedLikeGolden(BundledModels.named(name)))) {
            for (int i = 0; i < cosines.length; i++) {
                var embedding = embedder.embed(Picture.read(photos.get(i), Limits.FOLDER, FULL_SIZE));
                cosines[i] = cosine(embedding.unit(), Arrays.copyOfRange(expected, i * 1280, (i + 1) * 1280));
            }
        }

        System.out.printf("%s: cosine to the golden embeddings at least %.5f, mean %.5f%n", name,
                Arrays.stream(cosines).min().orElseThrow(), Arrays.stream(cosines).average().orElseThrow());
        assertThat(Arrays.stream(cosines).min().orElseThrow()).isGreaterThanOrEqualTo(worst);
        assertThat(Arrays.stream(cosines).average().orElseThrow()).isGreaterThanOrEqualTo(mean);
    }

    private static Model.Network preparedLikeGolden(Model.Network network) {
        var card = network.card();
        var golden = new Preprocessing(Resize.SHORTER_SIDE, (int) (card.width() / 0.875),
                card.preprocessing().normalisation(),
                Filter.BICUBIC);
        return new Model.Network(new ModelCard(card.name(), card.title(), card.origin(), card.licence(), card.sha256(),
                card.bytes(), card.width(), card.height(), golden, card.dimension(), card.classes(), null),
                network.classes(),
                network.graph());
    }

    private static List<Path> goldenPhotos() throws IOException {
        var names = Pattern.compile("\"([^\"]+\\.jpg)\"")
                .matcher(Files.readString(Shared.path("reference/golden-photos.json")));
        var photos = new ArrayList<Path>();
        while (names.find()) {
            photos.add(Shared.path("photos/clothing").resolve(names.group(1)));
        }
        return photos;
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            squaresA += (double) a[i] * a[i];
            squaresB += (double) b[i] * b[i];
        }
        return dot / Math.sqrt(squaresA * squaresB);
    }
}
