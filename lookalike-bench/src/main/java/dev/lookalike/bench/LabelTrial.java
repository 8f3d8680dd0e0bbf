package dev.lookalike.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.Inspection;
import dev.lookalike.gallery.InspectionReport;
import dev.lookalike.gallery.Progress;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.ModelStore;

/// How many labels that were exchanged on purpose are found again among the most doubtful.
final class LabelTrial {
    private static final String FIELD = "kind";
    private static final double EXCHANGED = 0.05;
    private static final double LOOKED_AT = 0.1;
    private static final int SEEDS = 3;

    private LabelTrial() {}

    /// Arguments: photos in a folder for each class, optionally a model.
    static void main(String[] arguments) throws IOException {
        String model = arguments.length > 1 ? arguments[1] : "efficientnet-lite2-int8";
        System.out.println("| model | seed | photos | exchanged | found in the first tenth |\n|---|---|---|---|---|");
        try (var embedder = Embedder.of(ModelStore.open(Path.of("models")).find(model));
                var gallery = Gallery.open(Files.createTempDirectory("lookalike-labels"), embedder)) {
            gallery.add(Path.of(arguments[0]), Progress.none());
            for (int seed = 1; seed <= SEEDS; seed++) {
                show(model, gallery, seed);
            }
        }
    }

    private static void show(String model, Gallery gallery, int seed) {
        List<Image> images = images(gallery);
        Set<Long> exchanged = exchange(gallery, images, new Random(seed));
        int first = Math.min(Inspection.MAX_COUNT, (int) (LOOKED_AT * images.size()));
        long found = gallery.inspect(new Inspection(FIELD, first), Progress.none()).doubts().stream()
                .map(InspectionReport.Doubt::image).map(Image::id).filter(exchanged::contains).count();
        System.out.printf("| %s | %d | %d | %d | %.3f |%n", model, seed, images.size(), exchanged.size(),
                (double) found / exchanged.size());
    }

    private static List<Image> images(Gallery gallery) {
        var images = new ArrayList<Image>();
        var page = gallery.images(Filter.all(), 0, Gallery.MAX_COUNT);
        while (!page.isEmpty()) {
            images.addAll(page);
            page = gallery.images(Filter.all(), page.getLast().id(), Gallery.MAX_COUNT);
        }
        return images;
    }

    /// Tells of each photo its folder, and of some another one.
    private static Set<Long> exchange(Gallery gallery, List<Image> images, Random random) {
        var classes = new HashMap<Long, String>();
        images.forEach(image -> classes.put(image.id(), image.folder().substring(image.folder().lastIndexOf('/') + 1)));
        var all = new ArrayList<>(new TreeSet<>(classes.values()));
        var order = new ArrayList<>(images);
        Collections.shuffle(order, random);
        var exchanged = new HashSet<Long>();
        for (Image image : order) {
            String label = classes.getOrDefault(image.id(), "");
            if (exchanged.size() < EXCHANGED * images.size()) {
                label = all.get((all.indexOf(label) + 1 + random.nextInt(all.size() - 1)) % all.size());
                exchanged.add(image.id());
            }
            gallery.describe(image.id(), Map.of(FIELD, label));
        }
        return exchanged;
    }
}
