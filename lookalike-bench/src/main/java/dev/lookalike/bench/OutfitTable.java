package dev.lookalike.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import dev.lookalike.demo.DemoCatalogue;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.compatibility.OutfitTrial;
import dev.lookalike.gallery.compatibility.Pieces;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Palette;
import dev.lookalike.vision.Picture;
import dev.lookalike.vision.TextureEmbedder;

/// How much of the way from chance to the rules that the demo's outfits were drawn by is learnt from outfits of other products.
final class OutfitTable {
    private static final int HALVES = 2;
    private static final double BLANK = 0.25;
    private static final double COIN = 0.5;

    private OutfitTable() {}

    /// What was measured, added up over halves.
    private static final class Sum {
        double filled;
        double auc;
        double seconds;

        double filledGap(Sum truth) {
            return (filled - BLANK * HALVES) / (truth.filled - BLANK * HALVES);
        }

        double aucGap(Sum truth) {
            return (auc - COIN * HALVES) / (truth.auc - COIN * HALVES);
        }
    }

    /// Arguments: `--seed N`, `--count N`, `--folder F`.
    static void main(String[] arguments) throws IOException {
        try (var shop = DemoShop.open(arguments)) {
            var images = new TreeMap<Integer, Image>();
            shop.images().values().forEach(image -> images.put(DemoShop.index(image), image));
            Pieces pieces = pieces(shop, images);
            Map<String, Integer> numbers = new TreeMap<>();
            int[] products = images.values().stream()
                    .mapToInt(image -> numbers.computeIfAbsent(image.metadata().getOrDefault("product", ""),
                            _ -> numbers.size()))
                    .toArray();
            List<int[]> outfits = DemoCatalogue.outfits(shop.seed(), shop.count());
            Map<String, Sum> sums = new TreeMap<>();
            List<String> names = List.of();
            for (int half = 1; half <= HALVES; half++) {
                OutfitTrial.Report report = new OutfitTrial(pieces, outfits, products, half)
                        .run((one, other) -> DemoCatalogue.fit(shop.seed(), one, other));
                System.out.printf(Locale.ROOT, "half %d: learnt from %d outfits, %d blanks asked%n", half,
                        report.learnt(), report.asked());
                names = report.rows().stream().map(OutfitTrial.Row::name).toList();
                for (OutfitTrial.Row row : report.rows()) {
                    Sum sum = sums.computeIfAbsent(row.name(), _ -> new Sum());
                    sum.filled += row.filled();
                    sum.auc += row.auc();
                    sum.seconds += row.seconds();
                }
            }
            System.out.printf(Locale.ROOT, "%nseed %d, %d pictures, %d outfits, the mean of %d halves%n%n", shop.seed(),
                    shop.count(), outfits.size(), HALVES);
            show(names, sums);
        }
    }

    private static void show(List<String> names, Map<String, Sum> sums) {
        System.out.println("| what is known | blanks filled | gap | AUC | gap | s |\n|---|---|---|---|---|---|");
        Sum truth = sums.getOrDefault(names.getLast(), new Sum());
        for (String name : names) {
            Sum sum = sums.getOrDefault(name, truth);
            System.out.printf(Locale.ROOT, "| %s | %.3f | %.0f %% | %.3f | %.0f %% | %.1f |%n", name,
                    sum.filled / HALVES, 100 * sum.filledGap(truth), sum.auc / HALVES, 100 * sum.aucGap(truth),
                    sum.seconds / HALVES);
        }
    }

    private static Pieces pieces(DemoShop shop, Map<Integer, Image> images) {
        try (var embedder = TextureEmbedder.bundled()) {
            List<Path> files = images.values().stream()
                    .map(image -> shop.products().resolve(image.metadata().getOrDefault("category", ""))
                            .resolve(image.name()))
                    .toList();
            int side = Math.max(shop.embedder().sideNeeded(), embedder.sideNeeded());
            var vectors = new float[files.size()][];
            var colours = new float[files.size()][];
            var textures = new float[files.size()][];
            IntStream.range(0, vectors.length).parallel().forEach(i -> {
                Picture picture = Picture.read(files.get(i), Limits.FOLDER, side);
                vectors[i] = shop.embedder().embed(picture).unit();
                colours[i] = Palette.vector(picture);
                textures[i] = embedder.embed(picture);
            });
            centre(vectors);
            return new Pieces(vectors, new ArrayList<>(images.values().stream().map(Image::metadata).toList()),
                    colours, textures);
        }
    }

    private static void centre(float[][] vectors) {
        var mean = new double[vectors[0].length];
        Arrays.stream(vectors).forEach(vector -> {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += vector[i] / vectors.length;
            }
        });
        Arrays.stream(vectors).forEach(vector -> {
            for (int i = 0; i < mean.length; i++) {
                vector[i] -= (float) mean[i];
            }
        });
    }
}
