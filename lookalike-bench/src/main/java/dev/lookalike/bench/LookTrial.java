package dev.lookalike.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

import dev.lookalike.gallery.Answer;
import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.Progress;
import dev.lookalike.gallery.Query;
import dev.lookalike.gallery.Weights;
import dev.lookalike.gallery.evaluation.Photos;
import dev.lookalike.vision.Crop;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Palette;
import dev.lookalike.vision.Picture;

/// Whether colours and textures find what has them: on the demo's products, whose colours and patterns are known, and on patches
/// of photos.
final class LookTrial {
    private static final int FIRST = 10;
    /// Other photos of the same product are no answers.
    private static final int DEPTH = FIRST + 4;

    private static final Weights COLOUR = new Weights(0, 1, 0, 0);
    private static final Weights TEXTURE = new Weights(0, 0, 1, 0);
    private static final Weights BOTH = new Weights(0, 0.5, 1, 0);

    private static final int PATCHES = 2_000;
    private static final int COLUMNS = 2;
    private static final int ROWS = 3;
    private static final double SIDE = 0.18;

    private LookTrial() {}

    private record Product(String id, String category, String colour, String pattern, String hex) {}

    /// Arguments: `--seed N`, `--count N`, `--folder F`.
    static void colours(String[] arguments) throws IOException {
        withDemo(arguments, (gallery, products) -> {
            var perKind = new TreeMap<String, List<Double>>();
            var all = new ArrayList<Double>();
            products.forEach((id, product) -> {
                double precision = precision(gallery, Query.like(id).weigh(COLOUR), products, product, Product::colour);
                perKind.computeIfAbsent(product.category, _ -> new ArrayList<>()).add(precision);
                all.add(precision);
            });
            System.out.println("| asked with | P@10 of the same colour |\n|---|---|");
            line("a picture", all);
            perKind.forEach(LookTrial::line);
            var hexes = new TreeMap<String, List<String>>();
            products.values()
                    .forEach(product -> hexes.computeIfAbsent(product.colour, _ -> new ArrayList<>()).add(product.hex));
            var named = new ArrayList<Double>();
            var mixed = new ArrayList<Double>();
            var worst = new TreeMap<Double, String>();
            hexes.forEach((colour, shades) -> {
                var asked = new Product("", "", colour, "", "");
                double byName = precision(gallery, Query.like(Palette.parse(colour)), products, asked, Product::colour);
                named.add(byName);
                worst.merge(byName, colour, (one, other) -> one + ", " + other);
                mixed.add(precision(gallery, Query.like(Palette.parse(middle(shades))), products, asked,
                        Product::colour));
            });
            line("a colour's name, of %d".formatted(named.size()), named);
            line("the mean of its products' true colours", mixed);
            worst.headMap(1.0)
                    .forEach((precision, names) -> System.out.printf(Locale.ROOT, "%.1f: %s%n", precision, names));
        });
    }

    /// Arguments as for [#colours].
    static void patterns(String[] arguments) throws IOException {
        withDemo(arguments, (gallery, products) -> {
            System.out.println("| pattern | pictures | P@10 by texture | overall |\n|---|---|---|---|");
            var texture = new TreeMap<String, List<Double>>();
            var overall = new TreeMap<String, List<Double>>();
            products.forEach((id, product) -> {
                texture.computeIfAbsent(product.pattern, _ -> new ArrayList<>()).add(
                        precision(gallery, Query.like(id).weigh(TEXTURE), products, product, Product::pattern));
                overall.computeIfAbsent(product.pattern, _ -> new ArrayList<>())
                        .add(precision(gallery, Query.like(id), products, product, Product::pattern));
            });
            texture.forEach((pattern, found) -> System.out.printf(Locale.ROOT, "| %s | %d | %.3f | %.3f |%n", pattern,
                    found.size(), mean(found), mean(overall.getOrDefault(pattern, List.of()))));
            System.out.printf(Locale.ROOT, "| all | %d | **%.3f** | %.3f |%n", products.size(), meanOfAll(texture),
                    meanOfAll(overall));
        });
    }

    /// Arguments: photos, where to keep the work.
    static void patches(String[] arguments) throws IOException {
        List<Path> all = Photos.below(Path.of(arguments[0]), "", "").files();
        Path work = arguments.length > 1
                ? Files.createDirectories(Path.of(arguments[1]))
                : Files.createTempDirectory("lookalike-patches");
        Path folder = Files.createDirectories(work.resolve("patches"));
        int photos = Math.min(all.size(), PATCHES / (COLUMNS * ROWS));
        for (int i = 0; i < photos; i++) {
            cut(all.get((int) ((long) i * all.size() / photos)), folder, i);
        }
        try (var embedder = Embedder.bundled(); var gallery = Gallery.open(work.resolve("gallery"), embedder)) {
            gallery.add(folder, Progress.none());
            gallery.traits().make(Progress.none());
            List<Image> patches = gallery.images(Filter.all(), 0, Gallery.MAX_COUNT);
            System.out.printf("%d patches of %d photos%n| compared by | R@1 |\n|---|---|%n", patches.size(), photos);
            for (Weights weights : List.of(Weights.OVERALL, COLOUR, TEXTURE, BOTH)) {
                var found = patches.stream()
                        .map(patch -> hit(gallery.search(Query.like(patch.id()).weigh(weights), 1), patch))
                        .toList();
                System.out.printf(Locale.ROOT, "| overall %s, colour %s, texture %s | %.3f |%n", weights.overall(),
                        weights.colour(), weights.texture(), mean(found));
            }
        }
    }

    private static double hit(Answer answer, Image patch) {
        return photo(answer.matches().getFirst().image()).equals(photo(patch)) ? 1 : 0;
    }

    private static String photo(Image patch) {
        String name = patch.path().toString();
        return name.substring(0, name.lastIndexOf('-'));
    }

    private static void cut(Path photo, Path folder, int number) throws IOException {
        Picture picture = Picture.read(photo, Limits.FOLDER, Limits.FOLDER.side());
        double side = SIDE * picture.width();
        for (int i = 0; i < COLUMNS * ROWS; i++) {
            double left = 0.5 + (i % COLUMNS - COLUMNS / 2.0) * 1.02 * side / picture.width();
            int row = i / COLUMNS;
            double top = 0.5 + (row - ROWS / 2.0) * 1.02 * side / picture.height();
            double height = Math.min(side / picture.height(), 1 - Math.max(0, top));
            Picture patch = picture.crop(new Crop(left, Math.max(0, top), side / picture.width(), height));
            Files.write(folder.resolve("%05d-%d.jpg".formatted(number, i)),
                    patch.thumbnail(Math.max(patch.width(), patch.height())));
        }
    }

    @FunctionalInterface
    private interface Asking {
        void ask(Gallery gallery, Map<Long, Product> products);
    }

    private static void withDemo(String[] arguments, Asking asking) throws IOException {
        try (var shop = DemoShop.open(arguments)) {
            shop.gallery().traits().make(Progress.none());
            var products = new TreeMap<Long, Product>();
            shop.images().forEach((id, image) -> products.put(id, product(image)));
            System.out.printf("%d pictures, seed %d%n%n", products.size(), shop.seed());
            asking.ask(shop.gallery(), products);
        }
    }

    private static Product product(Image image) {
        Map<String, String> told = new HashMap<>(image.metadata());
        return new Product(told.getOrDefault("product", ""), told.getOrDefault("category", ""),
                told.getOrDefault("colour", ""), told.getOrDefault("pattern", ""),
                told.getOrDefault("colour_hex", ""));
    }

    private static double precision(Gallery gallery, Query query, Map<Long, Product> products, Product asked,
            Function<Product, String> kind) {
        return gallery.search(query, DEPTH).matches().stream().map(match -> products.get(match.image().id()))
                .filter(product -> product != null && !product.id.equals(asked.id)).limit(FIRST)
                .mapToDouble(product -> kind.apply(product).equals(kind.apply(asked)) ? 1 : 0).average().orElse(0);
    }

    private static String middle(List<String> hexes) {
        int[] sums = new int[3];
        hexes.forEach(hex -> IntStream.range(0, 3).forEach(
                i -> sums[i] += Integer.parseInt(hex.substring(1 + 2 * i, 3 + 2 * i), 16)));
        return "#%02x%02x%02x".formatted(sums[0] / hexes.size(), sums[1] / hexes.size(), sums[2] / hexes.size());
    }

    private static double mean(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private static double meanOfAll(Map<String, List<Double>> values) {
        return mean(values.values().stream().flatMap(List::stream).toList());
    }

    private static void line(String name, List<Double> values) {
        System.out.printf(Locale.ROOT, "| %s | %.3f |%n", name, mean(values));
    }
}
