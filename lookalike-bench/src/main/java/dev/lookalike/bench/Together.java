package dev.lookalike.bench;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

import dev.lookalike.gallery.Context;
import dev.lookalike.gallery.Event;
import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.Outfit;
import dev.lookalike.gallery.Query;
import dev.lookalike.gallery.Selection;
import dev.lookalike.gallery.Words;
import dev.lookalike.vision.Crop;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.ModelStore;

/// What a question costs that has a filter, words, a taste, a situation and variety at once, beside plain ones, in one gallery.
final class Together {
    private static final int COUNT = 10;
    private static final int ROUNDS = 5;
    private static final int QUERIES = 200;
    private static final int WARMING = 400;
    private static final int LIKES = 30;
    private static final int OUTFITS = 500;
    private static final String PERSON = "ana";
    private static final List<String> KINDS = List.of("dress", "jacket", "boots", "trousers", "hat", "bag", "lamp",
            "chair");
    private static final List<String> COLOURS = List.of("red", "blue", "green", "white", "black", "yellow");
    private static final List<String> MATERIALS = List.of("cotton", "wool", "leather", "nylon", "linen");
    private static final List<String> MANNERS = List.of("plain", "striped", "checked", "dotted", "floral", "quilted",
            "ribbed", "pleated", "washed", "glossy");
    private static final List<String> USES = List.of("for the office", "for the beach", "for parties", "for the rain",
            "for walks", "for children", "for every day", "for sport", "for travelling", "for the garden");
    private static final List<String> MAKERS = List.of("Almo", "Berre", "Corvin", "Dalia", "Estrid", "Falk", "Gessner",
            "Halden", "Ivo", "Jarl", "Kestrel", "Lund", "Mirren", "Noor", "Orla", "Pell", "Quist", "Rhone", "Sorrel");
    private static final List<String> ASKED = List.of("a red dress", "something warm", "black boots", "for the rain",
            "a blue lamp", "linen trousers", "yellow", "leather bag");

    private Together() {}

    /// Arguments: a folder that `vectors` wrote, the network it was written with, where the gallery is kept for the next time, and
    /// which questions to ask, unless all, such as `everything`.
    static void main(String[] arguments) throws IOException {
        String model = arguments.length > 1 ? arguments[1] : "efficientnet-lite0-int8";
        Path work = arguments.length > 2 ? Path.of(arguments[2]) : Files.createTempDirectory("lookalike-together");
        try (var embedder = Embedder.of(ModelStore.open(Path.of("models")).find(model));
                var gallery = Gallery.open(work.resolve("gallery"), embedder)) {
            if (gallery.status().images() == 0) {
                Path export = Files.createDirectories(work.resolve("export"));
                write(export, NumpyFile.floats(Path.of(arguments[0], PictureVectors.VECTORS)), embedder.fingerprint(),
                        model);
                gallery.importFrom(export);
                var random = new Random(1);
                long count = gallery.status().images();
                gallery.tune(0.99);
                gallery.users().keep(random.longs(LIKES, 1, count).distinct()
                        .mapToObj(id -> Event.rating(PERSON, id, 5)).toList());
            }
            if (gallery.outfits().count() == 0) {
                gallery.outfits().keep(outfits(gallery.status().images()));
            }
            run(gallery, List.of(arguments).subList(Math.min(3, arguments.length), arguments.length));
        }
    }

    private static void run(Gallery gallery, List<String> wanted) {
        long count = gallery.status().images();
        Filter filter = Filter.where("price < 60 and colour in (red, blue, black, white)");
        Context rain = Context.NOW.weather(Context.Weather.RAIN).temperature(8);
        var various = new Selection(0.7, "", true);
        Map<String, LongFunction<Query>> questions = new LinkedHashMap<>();
        questions.put("a picture", Query::like);
        questions.put("with a filter", id -> Query.like(id).among(filter));
        questions.put("with variety", id -> Query.like(id).select(various));
        questions.put("with a situation", id -> Query.like(id).in(rain));
        questions.put("with a taste", id -> Query.of(picture(id), new Query.Person(PERSON, 1)));
        questions.put("with words", id -> Query.of(picture(id), words(id)));
        questions.put("words alone", id -> Query.like(words(id)));
        questions.put("a person alone", _ -> Query.forUser(PERSON));
        questions.put("what goes with it", Query::goesWith);
        questions.put("everything", id -> Query.of(picture(id), words(id), new Query.Person(PERSON, 1)).among(filter)
                .in(rain).select(various));
        questions.keySet().removeIf(name -> !wanted.isEmpty() && !wanted.contains(name));
        System.out.printf(Locale.ROOT,
                "%,d pictures; milliseconds of one question on one thread, the median of %d rounds of %d%n%n", count,
                ROUNDS, QUERIES);
        questions.values().forEach(question -> time(gallery, question, count, 0, WARMING));
        var medians = new LinkedHashMap<String, double[]>();
        for (int round = 0; round < ROUNDS; round++) {
            for (var each : questions.entrySet()) {
                medians.computeIfAbsent(each.getKey(), _ -> new double[ROUNDS])[round] = time(gallery, each.getValue(),
                        count, WARMING + round * QUERIES, QUERIES);
            }
        }
        System.out.println("| asked | milliseconds | times a picture |\n|---|---|---|");
        double plain = middle(medians.getOrDefault("a picture", new double[]{1}));
        medians.forEach((name, each) -> System.out.printf(Locale.ROOT, "| %s | %.2f | %.1f |%n", name, middle(each),
                middle(each) / plain));
    }

    private static List<Outfit> outfits(long count) {
        var random = new Random(2);
        return IntStream.range(0, OUTFITS).mapToObj(i -> new Outfit("look " + i,
                random.longs(1, count + 1).distinct().limit(3).boxed().toList())).toList();
    }

    private static double time(Gallery gallery, LongFunction<Query> question, long count, int from, int times) {
        var took = new double[times];
        for (int i = 0; i < times; i++) {
            Query query = question.apply(1 + ((from + i) * 7_919L) % count);
            long start = System.nanoTime();
            gallery.search(query, COUNT);
            took[i] = (System.nanoTime() - start) / 1e6;
        }
        return middle(took);
    }

    private static double middle(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static Query.Inside picture(long id) {
        return new Query.Inside(id, Crop.WHOLE, 1);
    }

    private static Words words(long id) {
        return Words.of(ASKED.get((int) (id % ASKED.size())));
    }

    /// An export of as many pictures as there are vectors, each a small file of its own, with what a shop may tell of it.
    private static void write(Path export, float[][] vectors, String fingerprint, String model) throws IOException {
        byte[] picture = picture(Files.createDirectories(export.resolve("pictures")).resolve("0.png"));
        Files.writeString(export.resolve("export.json"),
                """
                {"format": "lookalike-export", "version": 1, "model": "%s", "fingerprint": "%s", "dimension": %d, "count": %d, "folders": []}
                """.formatted(
                        model, fingerprint, vectors[0].length, vectors.length));
        NumpyFile.writeUnits(export.resolve("embeddings.npy"), vectors);
        var lines = new ArrayList<String>();
        for (int i = 0; i < vectors.length; i++) {
            lines.add(line(own(export.resolve("pictures"), picture, i), i));
        }
        Files.write(export.resolve("images.ndjson"), lines);
    }

    /// A file whose content nobody else has: the same picture, and a comment that no decoder reads.
    private static Path own(Path folder, byte[] picture, int i) throws IOException {
        byte[] text = ("tEXtComment\0" + i).getBytes(StandardCharsets.ISO_8859_1);
        var crc = new CRC32();
        crc.update(text);
        int end = picture.length - 12;
        ByteBuffer file = ByteBuffer.allocate(picture.length + text.length + 8).put(picture, 0, end)
                .putInt(text.length - 4).put(text)
                .putInt((int) crc.getValue()).put(picture, end, 12);
        return Files.write(folder.resolve(i + ".png"), file.array());
    }

    private static byte[] picture(Path file) throws IOException {
        ImageIO.write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        return Files.readAllBytes(file);
    }

    private static String of(List<String> some, int i) {
        return some.get(i % some.size());
    }

    private static String line(Path file, int i) {
        String kind = of(KINDS, i);
        String colour = of(COLOURS, i / 3);
        String material = of(MATERIALS, i / 7);
        return """
               {"path": "%s", "norm": 1.0, "format": "image/png", "width": 32, "height": 32, "placeholder": "%s", "categories": [], \
               "metadata": {"name": "%s %s of %s", "description": "A %s %s by %s, %s", "colour": "%s", "price": "%d"}}"""
                .formatted(file.toAbsolutePath(), "A".repeat(32),
                        colour, kind, material, of(MANNERS, i / 11), kind, of(MAKERS, i / 13), of(USES, i / 17),
                        colour, 10 + i % 100);
    }
}
