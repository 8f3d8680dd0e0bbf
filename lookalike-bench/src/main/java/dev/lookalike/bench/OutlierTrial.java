package dev.lookalike.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.Inspection;
import dev.lookalike.gallery.InspectionReport;
import dev.lookalike.gallery.Progress;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.ModelStore;

/// How many pictures of another collection, put among the photos, are found among those that are like no other.
final class OutlierTrial {
    private static final List<Double> LOOKED_AT = List.of(0.01, 0.05, 0.1);
    private static final int[] STRANGERS = {10, 40};
    private static final int SEEDS = 3;

    private OutlierTrial() {}

    /// Arguments: photos, pictures of another collection, and models.
    static void main(String[] arguments) throws IOException {
        System.out.println(
                "| model | photos | strangers | seed | found in the first hundredth | twentieth | tenth |\n|---|---|---|---|---|---|---|");
        List<Path> others;
        try (var files = Files.walk(Path.of(arguments[1]))) {
            others = files.filter(Files::isRegularFile).sorted().toList();
        }
        for (int i = 2; i < arguments.length; i++) {
            try (var embedder = Embedder.of(ModelStore.open(Path.of("models")).find(arguments[i]));
                    var gallery = Gallery.open(Files.createTempDirectory("lookalike-outliers"), embedder)) {
                gallery.add(Path.of(arguments[0]), Progress.none());
                for (int strangers : STRANGERS) {
                    for (int seed = 1; seed <= SEEDS; seed++) {
                        show(arguments[i], gallery, drawn(others, strangers, new Random(seed)), seed);
                    }
                }
            }
        }
    }

    private static List<Path> drawn(List<Path> files, int count, Random random) {
        var drawn = new ArrayList<>(files);
        Collections.shuffle(drawn, random);
        return drawn.subList(0, count);
    }

    private static void show(String model, Gallery gallery, List<Path> strangers, int seed) throws IOException {
        long photos = gallery.status().images();
        Set<Long> added = new HashSet<>();
        for (Path file : strangers) {
            added.add(gallery.add(Files.readAllBytes(file), String.valueOf(file.getFileName())).id());
        }
        List<Long> outliers = gallery.inspect(new Inspection("folder", Inspection.MAX_COUNT), Progress.none())
                .outliers().stream().map(InspectionReport.Outlier::image).map(Image::id).toList();
        System.out.printf("| %s | %d | %d | %d |", model, photos, added.size(), seed);
        for (double share : LOOKED_AT) {
            int first = Math.min(outliers.size(), (int) (share * gallery.status().images()));
            System.out.printf(" %.2f |",
                    (double) outliers.subList(0, first).stream().filter(added::contains).count() / added.size());
        }
        System.out.println();
        added.forEach(gallery::remove);
    }
}
