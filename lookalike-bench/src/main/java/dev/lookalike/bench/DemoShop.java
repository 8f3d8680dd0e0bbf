package dev.lookalike.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.lookalike.demo.DemoCatalogue;
import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.Image;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.ModelStore;

/// A gallery of the demo's products, whose truth is known.
///
/// @param options
///            what was asked for, by name
/// @param products
///            the folder they were drawn to
record DemoShop(Map<String, String> options, long seed, int count, Path products, Embedder embedder,
        Gallery gallery) implements AutoCloseable {

    /// How many pictures the figures in `docs/measurements` are of.
    private static final int MEASURED_COUNT = 1_200;

    /// Draws and embeds them, unless that was done in the same folder.
    ///
    /// @param arguments
    ///            `--seed N`, `--count N`, `--folder F` (kept for the next time), and others in pairs
    static DemoShop open(String... arguments) throws IOException {
        var options = new TreeMap<String, String>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        long seed = Long.parseLong(options.getOrDefault("--seed", "1"));
        int count = Integer.parseInt(options.getOrDefault("--count", Integer.toString(MEASURED_COUNT)));
        String folder = options.getOrDefault("--folder", "");
        Path work = folder.isEmpty() ? Files.createTempDirectory("lookalike-demo-shop") : Path.of(folder);
        Path products = work.resolve("products-%d-%d".formatted(seed, count));
        if (!Files.exists(products)) {
            DemoCatalogue.draw(products, count, seed);
        }
        var embedder = Embedder.of(ModelStore.open(Path.of("models")).find("efficientnet-lite2-int8"));
        var gallery = Gallery.open(work.resolve("gallery-%d-%d".formatted(seed, count)), embedder);
        var shop = new DemoShop(options, seed, count, products, embedder, gallery);
        gallery.add(products);
        gallery.describe(shop.table());
        return shop;
    }

    /// What is told of the products.
    Path table() {
        return products.resolve(DemoCatalogue.TABLE);
    }

    /// The pictures, by id.
    Map<Long, Image> images() {
        var images = new TreeMap<Long, Image>();
        for (var page = gallery.images(Filter.all(), 0, Gallery.MAX_COUNT); !page.isEmpty(); page = gallery
                .images(Filter.all(), page.getLast().id(), Gallery.MAX_COUNT)) {
            page.forEach(image -> images.put(image.id(), image));
        }
        return images;
    }

    /// Which of the catalogue's pictures each is, by id.
    Map<Long, Integer> indexes() {
        var indexes = new HashMap<Long, Integer>();
        images().forEach((id, image) -> indexes.put(id, index(image)));
        return indexes;
    }

    /// Which of the catalogue's pictures this is.
    static int index(Image image) {
        return Integer.parseInt(image.name().replace(".jpg", ""));
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    @Override
    public void close() {
        gallery.close();
        embedder.close();
    }
}
