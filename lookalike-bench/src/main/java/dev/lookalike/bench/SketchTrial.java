package dev.lookalike.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.lookalike.demo.DemoCatalogue;
import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.Progress;
import dev.lookalike.gallery.Query;
import dev.lookalike.vision.Drawing;
import dev.lookalike.vision.EdgeMap;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.ModelStore;
import dev.lookalike.vision.Picture;

/// How many of the ten pictures that a sketch finds are of the kind that is drawn.
final class SketchTrial {
    private static final int FIRST = 10;
    private static final int PRODUCTS = 1_200;
    private static final int SKETCHES = 200;
    private static final List<String> MODELS = List.of("efficientnet-lite0-int8", "efficientnet-lite2-int8");

    private SketchTrial() {}

    /// Arguments: photos in `train` and another folder, which is drawn by a peer; the peer's script and its Python; optionally the
    /// name of that other folder, `test` unless told, and models. Or `demo`, a folder with the demo's products, which are drawn where
    /// it is not there, and models.
    static void main(String[] arguments) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("lookalike-sketches");
        boolean demo = arguments[0].equals("demo");
        int before = demo ? 2 : 4;
        List<String> models = arguments.length > before
                ? List.of(Arrays.copyOfRange(arguments, before, arguments.length))
                : MODELS;
        System.out.println(
                "| network | sketches of | as they are | centred | edge maps | both | the gallery's answers, ms | with nothing for empty sheets |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        if (demo) {
            Path products = Path.of(arguments[1]);
            if (!Files.exists(products)) {
                DemoCatalogue.draw(products, PRODUCTS, 1);
            }
            DemoCatalogue.drawSketches(work.resolve("sketches"), SKETCHES, 2);
            for (String model : models) {
                measure(model, "demo products", products, work.resolve("sketches"), work.resolve("demo-" + model));
            }
        } else {
            Path photos = Path.of(arguments[0]);
            String split = arguments.length > 3 ? arguments[3] : "test";
            Path drawings = work.resolve("drawings");
            int code = new ProcessBuilder(arguments[2], arguments[1], photos.resolve(split).toString(),
                    drawings.toString()).redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
            if (code != 0) {
                throw new IllegalStateException("%s ended with %d".formatted(arguments[1], code));
            }
            for (String model : models) {
                measure(model, split + " photos", photos.resolve("train"), drawings, work.resolve("photos-" + model));
            }
        }
    }

    private static List<Path> pictures(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(jpg|png)")).sorted().toList();
        }
    }

    private static List<String> kinds(List<Path> files) {
        return files.stream().map(file -> String.valueOf(Objects.requireNonNull(file.getParent()).getFileName()))
                .toList();
    }

    private static void measure(String model, String what, Path photos, Path drawings, Path place) throws IOException {
        List<Path> stored = pictures(photos);
        List<Path> drawn = pictures(drawings);
        try (var embedder = Embedder.of(ModelStore.open(Path.of("models")).find(model));
                var gallery = Gallery.open(place, embedder)) {
            // A photo without a sharp edge has an empty drawing, which cannot be asked.
            List<Path> asked = drawn.stream().filter(file -> isDrawn(picture(embedder, file))).toList();
            System.err.printf("%d of %d drawings are empty, and not asked%n", drawn.size() - asked.size(),
                    drawn.size());
            double[][] raw = vectors(embedder, stored, UnaryOperator.identity());
            double[][] edges = vectors(embedder, stored, EdgeMap::of);
            double[][] sketches = vectors(embedder, asked, Drawing::of);
            double[] pictureMean = mean(raw);
            double[] edgeMean = mean(edges);
            var found = new ArrayList<String>();
            found.add(precision(scores(sketches, raw), asked, stored));
            double[][] centred = less(sketches, edgeMean);
            double[][] byPicture = scores(centred, less(raw, pictureMean));
            double[][] byEdges = scores(centred, less(edges, edgeMean));
            found.add(precision(byPicture, asked, stored));
            found.add(precision(byEdges, asked, stored));
            for (int i = 0; i < byPicture.length; i++) {
                for (int j = 0; j < byPicture[i].length; j++) {
                    byPicture[i][j] += byEdges[i][j];
                }
            }
            found.add(precision(byPicture, asked, stored));
            gallery.add(photos);
            gallery.traits().make(Progress.none());
            found.add(ofGallery(gallery, embedder, asked, drawn.size()));
            System.out.printf("| %s | %d %s | %s |%n", model, asked.size(), what, String.join(" | ", found));
        }
    }

    private static String ofGallery(Gallery gallery, Embedder embedder, List<Path> asked, int drawn) {
        List<String> kinds = kinds(asked);
        double right = 0;
        gallery.search(Query.sketched(picture(embedder, asked.getFirst())), FIRST);
        long begun = System.nanoTime();
        for (int i = 0; i < asked.size(); i++) {
            String kind = kinds.get(i);
            right += gallery.search(Query.sketched(picture(embedder, asked.get(i))), FIRST).matches().stream()
                    .map(match -> match.image().folder())
                    .filter(folder -> folder.substring(folder.lastIndexOf('/') + 1).equals(kind)).count();
        }
        return String.format(Locale.ROOT, "%.3f, %.0f | %.3f", right / FIRST / asked.size(),
                (System.nanoTime() - begun) / 1e6 / asked.size(), right / FIRST / drawn);
    }

    private static boolean isDrawn(Picture drawing) {
        try {
            Drawing.of(drawing);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static Picture picture(Embedder embedder, Path file) {
        return Picture.read(file, Limits.FOLDER, embedder.sideNeeded());
    }

    private static double[][] vectors(Embedder embedder, List<Path> files, UnaryOperator<Picture> way) {
        return files.parallelStream().map(file -> {
            float[] unit = embedder.embed(way.apply(picture(embedder, file))).unit();
            return IntStream.range(0, unit.length).mapToDouble(i -> unit[i]).toArray();
        }).toArray(double[][]::new);
    }

    private static double[] mean(double[][] vectors) {
        var mean = new double[vectors[0].length];
        for (double[] vector : vectors) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += vector[i] / vectors.length;
            }
        }
        return mean;
    }

    private static double[][] less(double[][] vectors, double[] mean) {
        return Arrays.stream(vectors)
                .map(vector -> IntStream.range(0, mean.length).mapToDouble(i -> vector[i] - mean[i]).toArray())
                .toArray(double[][]::new);
    }

    /// Cosines.
    private static double[][] scores(double[][] queries, double[][] rows) {
        double[] lengths = Arrays.stream(rows).mapToDouble(row -> Math.sqrt(dot(row, row))).toArray();
        return Arrays.stream(queries).parallel().map(query -> {
            double length = Math.sqrt(dot(query, query));
            return IntStream.range(0, rows.length).mapToDouble(j -> dot(query, rows[j]) / length / lengths[j])
                    .toArray();
        }).toArray(double[][]::new);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static String precision(double[][] scores, List<Path> asked, List<Path> stored) {
        List<String> wanted = kinds(asked);
        List<String> there = kinds(stored);
        double right = 0;
        for (int i = 0; i < scores.length; i++) {
            double[] row = scores[i];
            String kind = wanted.get(i);
            right += IntStream.range(0, row.length).boxed()
                    .sorted(Comparator.comparingDouble((Integer j) -> row[j]).reversed()).limit(FIRST)
                    .filter(j -> there.get(j).equals(kind)).count();
        }
        return String.format(Locale.ROOT, "%.3f", right / FIRST / scores.length);
    }
}
