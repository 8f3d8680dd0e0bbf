package dev.lookalike.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Embedding;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.ModelStore;
import dev.lookalike.vision.Picture;

/// How well does a model find pictures of the same class? Each photo asks for its like among all others; a photo's class is
/// the name of the folder it lies in.
///
/// `EmbeddingQuality FOLDER [MODEL...]`, where a model is a name or an ensemble such as `a+b`.
public final class EmbeddingQuality {
    private static final int PRINCIPAL_COMPONENTS = 128;

    private EmbeddingQuality() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        if (arguments.length == 0) {
            System.err.println("usage: EmbeddingQuality FOLDER [MODEL...]");
            System.exit(2);
        }
        var photos = photosBelow(Path.of(arguments[0]));
        var labels = photos.stream().map(EmbeddingQuality::folder).toList();
        var store = ModelStore.open(Path.of(System.getProperty("lookalike.models", "models")));
        var models = arguments.length > 1
                ? Arrays.asList(arguments).subList(1, arguments.length)
                : List.of("efficientnet-lite2-int8", "efficientnet-lite0-int8+efficientnet-lite2-int8");
        System.out.printf("%d photos in %d classes, leave-one-out, cosine%n%n", photos.size(),
                labels.stream().distinct().count());
        System.out.println("| model | space | P@1 | P@10 | mAP |\n|---|---|---|---|---|");
        for (var model : models) {
            try (var embedder = Embedder.of(store.find(model))) {
                measure(model, embed(embedder, photos), labels);
            }
        }
    }

    private static String folder(Path photo) {
        return photo.getName(photo.getNameCount() - 2).toString();
    }

    private static List<Path> photosBelow(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(jpe?g|png)")).sorted()
                    .toList();
        }
    }

    private static List<Embedding> embed(Embedder embedder, List<Path> photos)
            throws InterruptedException, ExecutionException {
        var waiting = new ArrayList<Future<List<Embedding>>>();
        try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            for (int from = 0; from < photos.size(); from += Embedder.BATCH) {
                var batch = photos.subList(from, Math.min(photos.size(), from + Embedder.BATCH));
                waiting.add(threads.submit(() -> embedder.embed(
                        batch.stream().map(photo -> Picture.read(photo, Limits.FOLDER, embedder.sideNeeded()))
                                .toList())));
            }
            var embeddings = new ArrayList<Embedding>();
            for (var each : waiting) {
                embeddings.addAll(each.get());
            }
            return embeddings;
        }
    }

    private static void measure(String model, List<Embedding> embeddings, List<String> labels) {
        var unit = embeddings.stream().map(Embedding::unit).toArray(float[][]::new);
        var raw = embeddings.stream().map(embedding -> times(embedding.unit(), embedding.norm()))
                .toArray(float[][]::new);
        print(model, "as it is", unit, labels);
        print(model, "unit, centred", Spaces.centred(unit), labels);
        print(model, "raw, centred", Spaces.centred(raw), labels);
        print(model, "unit, centred, PCA-128", Spaces.principal(unit, PRINCIPAL_COMPONENTS), labels);
        print(model, "raw, centred, PCA-128", Spaces.principal(raw, PRINCIPAL_COMPONENTS), labels);
    }

    private static float[] times(float[] values, float factor) {
        var product = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            product[i] = factor * values[i];
        }
        return product;
    }

    private static void print(String model, String space, float[][] rows, List<String> labels) {
        var scores = Spaces.cosines(rows);
        var figures = IntStream.range(0, rows.length).parallel()
                .mapToObj(query -> Figures.of(query, scores[query], labels))
                .toList();
        System.out.printf(Locale.ROOT, "| %s | %s | %.4f | %.4f | %.4f |%n", model, space,
                figures.stream().mapToDouble(Figures::precisionAt1).average().orElseThrow(),
                figures.stream().mapToDouble(Figures::precisionAt10).average().orElseThrow(),
                figures.stream().mapToDouble(Figures::averagePrecision).average().orElseThrow());
    }

    /// What one query's answers are worth.
    private record Figures(double precisionAt1, double precisionAt10, double averagePrecision) {
        static Figures of(int query, float[] scores, List<String> labels) {
            var label = labels.get(query);
            var order = IntStream.range(0, scores.length).filter(i -> i != query).boxed()
                    .sorted((a, b) -> Float.compare(scores[b], scores[a])).toList();
            int right = 0;
            int rightOfTen = 0;
            double precisions = 0;
            for (int rank = 0; rank < order.size(); rank++) {
                if (labels.get(order.get(rank)).equals(label)) {
                    right++;
                    precisions += (double) right / (rank + 1);
                    rightOfTen += rank < 10 ? 1 : 0;
                }
            }
            double first = labels.get(order.getFirst()).equals(label) ? 1 : 0;
            return new Figures(first, rightOfTen / 10.0, precisions / Math.max(1, right));
        }
    }
}
