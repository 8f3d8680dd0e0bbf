package dev.lookalike.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.Query;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Picture;

/// How long a query takes: the first one after "ready", and what later ones cost beyond the network itself.
final class Queries {
    private static final int QUERIES = 200;

    private Queries() {}

    static void main(String[] arguments) throws Exception {
        Path photos = Path.of(arguments[0]);
        Path folder = Files.createTempDirectory("lookalike-bench");
        try (Embedder embedder = Embedder.bundled()) {
            try (Gallery gallery = Gallery.open(folder, embedder)) {
                gallery.add(photos);
            }
            List<Path> files;
            try (Stream<Path> walk = Files.walk(photos)) {
                files = walk.filter(file -> file.toString().endsWith(".jpg")).sorted().limit(QUERIES).toList();
            }
            long opened = System.nanoTime();
            try (Gallery gallery = Gallery.open(folder, embedder)) {
                gallery.warm();
                System.out.printf(Locale.ROOT, "opened and warmed %d pictures in %.0f ms%n", gallery.status().images(),
                        millis(opened));
                long first = System.nanoTime();
                gallery.similarTo(files.getFirst(), 10);
                System.out.printf(Locale.ROOT, "first query, file to answer          %7.1f ms%n", millis(first));
                measure(gallery, embedder, files);
            }
        } finally {
            Ingest.delete(folder);
        }
    }

    private static void measure(Gallery gallery, Embedder embedder, List<Path> files) {
        double[] network = new double[files.size()];
        double[] whole = new double[files.size()];
        for (int i = 0; i < files.size(); i++) {
            Picture picture = Picture.read(files.get(i), Limits.UPLOAD, embedder.sideNeeded());
            long start = System.nanoTime();
            embedder.embed(picture);
            network[i] = millis(start);
            start = System.nanoTime();
            gallery.search(Query.like(picture), 10);
            whole[i] = millis(start);
        }
        System.out.printf(Locale.ROOT,
                "later ones: network %.2f ms, query %.2f ms, beyond the network %.2f ms (medians)%n",
                median(network), median(whole), median(whole) - median(network));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double millis(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
