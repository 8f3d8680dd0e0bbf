package dev.lookalike.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.Match;
import dev.lookalike.gallery.Progress;
import dev.lookalike.gallery.Query;
import dev.lookalike.gallery.Selection;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.ModelStore;

/// What various answers cost: how far the ten answers are from each other, and how many are of the picture's class.
final class Variety {
    private static final int COUNT = 10;
    private static final int QUERIES = 2_000;
    private static final double[] LAMBDAS = {1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.3};

    private final Gallery gallery;
    private final List<Image> images = new ArrayList<>();
    private final Map<Long, double[]> vectors = new HashMap<>();

    private Variety(Gallery gallery) {
        this.gallery = gallery;
        var page = gallery.images(Filter.all(), 0, Gallery.MAX_COUNT);
        while (!page.isEmpty()) {
            images.addAll(page);
            page = gallery.images(Filter.all(), page.getLast().id(), Gallery.MAX_COUNT);
        }
        gallery.vectors().forEach((id, vector) -> vectors.put(id, unit(vector)));
    }

    /// Arguments: photos in a folder for each class, optionally a model.
    static void main(String[] arguments) throws IOException {
        String model = arguments.length > 1 ? arguments[1] : "efficientnet-lite0-int8";
        try (var embedder = Embedder.of(ModelStore.open(Path.of("models")).find(model));
                var gallery = Gallery.open(Files.createTempDirectory("lookalike-variety"), embedder)) {
            gallery.add(Path.of(arguments[0]), Progress.none());
            var variety = new Variety(gallery);
            System.out.println("| lambda | P@10 | distance between answers | milliseconds |\n|---|---|---|---|");
            variety.show(1);
            for (double lambda : LAMBDAS) {
                variety.show(lambda);
            }
        }
    }

    private void show(double lambda) {
        int step = Math.max(1, images.size() / QUERIES);
        double right = 0;
        double distance = 0;
        int asked = 0;
        long nanoseconds = 0;
        for (int i = 0; i < images.size(); i += step) {
            Image image = images.get(i);
            var query = Query.like(image.id()).select(new Selection(lambda, "", true));
            long start = System.nanoTime();
            List<Match> matches = gallery.search(query, COUNT).matches();
            nanoseconds += System.nanoTime() - start;
            right += matches.stream().filter(match -> label(match.image()).equals(label(image))).count();
            distance += distance(matches);
            asked++;
        }
        System.out.printf(Locale.ROOT, "| %.1f | %.3f | %.3f | %.2f |%n", lambda, right / asked / COUNT,
                distance / asked,
                nanoseconds / 1e6 / asked);
    }

    /// One less the cosine, the mean over all pairs.
    private double distance(List<Match> matches) {
        return IntStream.range(0, matches.size())
                .mapToDouble(i -> IntStream.range(0, i).mapToDouble(j -> 1 - cosine(matches.get(i), matches.get(j)))
                        .sum())
                .sum() / (matches.size() * (matches.size() - 1) / 2.0);
    }

    private double cosine(Match one, Match other) {
        double[] a = Objects.requireNonNull(vectors.get(one.image().id()));
        double[] b = Objects.requireNonNull(vectors.get(other.image().id()));
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    private static double[] unit(double[] vector) {
        double length = Math.sqrt(IntStream.range(0, vector.length).mapToDouble(i -> vector[i] * vector[i]).sum());
        return IntStream.range(0, vector.length).mapToDouble(i -> vector[i] / length).toArray();
    }

    private static String label(Image image) {
        return image.folder().substring(image.folder().lastIndexOf('/') + 1);
    }
}
