package dev.lookalike.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import dev.lookalike.vision.Crop;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.ModelStore;
import dev.lookalike.vision.Picture;

/// Real embeddings in the tens of thousands, from fewer pictures: each original and some altered copies of it, as a gallery has
/// bursts, crops and other sizes of one picture.
///
/// Some originals are set aside as queries: neither they nor copies of them are among the vectors. `origins.npy` and
/// `query-origins.npy` say which original each row stems from.
final class PictureVectors {
    static final String VECTORS = "vectors.npy";
    static final String QUERIES = "queries.npy";
    static final String ORIGINS = "origins.npy";
    static final String QUERY_ORIGINS = "query-origins.npy";

    private static final int QUERY_COUNT = 1_000;
    private static final long SEED = 1;
    /// Pictures that a task decodes and embeds.
    private static final int CHUNK = 64;

    /// The altered copies.
    private enum Alteration {
        CROP, FLIP, COLOUR, BLUR, ALL
    }

    /// One vector and the original it stems from.
    private record Row(int origin, float[] unit) {}

    private PictureVectors() {}

    static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        String network = arguments[1];
        List<Path> originals = originals(Arrays.stream(arguments, 2, arguments.length).map(Path::of).toList());
        List<Row> rows = new ArrayList<>();
        List<Row> queries = new ArrayList<>();
        long start = System.nanoTime();
        try (Embedder embedder = Embedder.of(ModelStore.open(Path.of("models")).find(network));
                ExecutorService workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Future<List<Row>>> waiting = new ArrayList<>();
            for (int first = 0; first < originals.size(); first += CHUNK) {
                int from = first;
                int end = Math.min(first + CHUNK, originals.size());
                waiting.add(workers.submit(() -> embed(embedder, originals, from, end)));
            }
            for (Future<List<Row>> each : waiting) {
                for (Row row : each.get()) {
                    (row.origin < QUERY_COUNT ? queries : rows).add(row);
                }
                System.err.printf(Locale.ROOT, "%d vectors in %.0f s%n", rows.size(),
                        (System.nanoTime() - start) / 1e9);
            }
        }
        write(folder.resolve(VECTORS), folder.resolve(ORIGINS), rows);
        write(folder.resolve(QUERIES), folder.resolve(QUERY_ORIGINS), queries);
        System.out.printf("%d pictures by %s: %d vectors, %d queries in %s%n", originals.size(), network, rows.size(),
                queries.size(), folder);
    }

    /// The pictures below some folders, by the numbers that origins are told by.
    static List<Path> originals(List<Path> folders) throws IOException {
        List<Path> originals = new ArrayList<>();
        for (Path folder : folders) {
            originals.addAll(pictures(folder));
        }
        Collections.shuffle(originals, new Random(SEED));
        return originals;
    }

    private static List<Path> pictures(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(jpe?g|png)")).sorted()
                    .toList();
        }
    }

    private static List<Row> embed(Embedder embedder, List<Path> originals, int first, int end) {
        List<Integer> origins = new ArrayList<>();
        List<Picture> pictures = new ArrayList<>();
        for (int origin = first; origin < end; origin++) {
            Picture original = Picture.read(originals.get(origin), Limits.FOLDER, embedder.sideNeeded());
            origins.add(origin);
            pictures.add(original);
            if (origin >= QUERY_COUNT) {
                // Not Random: its first numbers for neighbouring seeds are nearly the same.
                var random = new SplittableRandom(SEED + origin);
                for (Alteration alteration : Alteration.values()) {
                    origins.add(origin);
                    pictures.add(altered(original, alteration, random));
                }
            }
        }
        List<Row> rows = new ArrayList<>();
        for (int from = 0; from < pictures.size(); from += Embedder.BATCH) {
            int to = Math.min(from + Embedder.BATCH, pictures.size());
            var embeddings = embedder.embed(pictures.subList(from, to));
            for (int i = from; i < to; i++) {
                rows.add(new Row(origins.get(i), embeddings.get(i - from).unit()));
            }
        }
        return rows;
    }

    private static Picture altered(Picture picture, Alteration alteration, RandomGenerator random) {
        return switch (alteration) {
            case CROP -> cropped(picture, random);
            case FLIP -> flipped(picture);
            case COLOUR -> coloured(picture, random);
            case BLUR -> blurred(picture, random);
            case ALL -> blurred(coloured(flipped(cropped(picture, random)), random), random);
        };
    }

    /// Six to nine tenths of each side, anywhere.
    private static Picture cropped(Picture picture, RandomGenerator random) {
        double width = random.nextDouble(0.6, 0.9);
        double height = random.nextDouble(0.6, 0.9);
        return picture.crop(new Crop(random.nextDouble(1 - width), random.nextDouble(1 - height), width, height));
    }

    private static Picture flipped(Picture picture) {
        byte[] from = picture.rgb();
        byte[] to = new byte[from.length];
        int width = picture.width();
        for (int pixel = 0; pixel < from.length / 3; pixel++) {
            int row = pixel / width;
            int mirrored = row * width + width - 1 - pixel % width;
            System.arraycopy(from, 3 * pixel, to, 3 * mirrored, 3);
        }
        return Picture.of(width, picture.height(), to);
    }

    /// Each channel brighter or darker by up to a quarter.
    private static Picture coloured(Picture picture, RandomGenerator random) {
        double[] gains = random.doubles(3, 0.75, 1.25).toArray();
        byte[] rgb = picture.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.clamp(Math.round((rgb[i] & 0xFF) * gains[i % 3]), 0, 255);
        }
        return Picture.of(picture.width(), picture.height(), rgb);
    }

    /// Made smaller, to a third or half of each side, and back.
    private static Picture blurred(Picture picture, RandomGenerator random) {
        double scale = random.nextDouble(0.3, 0.5);
        return picture.resized(Math.max(1, (int) (scale * picture.width())),
                Math.max(1, (int) (scale * picture.height()))).resized(picture.width(), picture.height());
    }

    private static void write(Path vectors, Path origins, List<Row> rows) throws IOException {
        NumpyFile.write(vectors, rows.stream().map(Row::unit).toArray(float[][]::new));
        NumpyFile.write(origins, rows.stream().mapToInt(Row::origin).toArray());
    }
}
