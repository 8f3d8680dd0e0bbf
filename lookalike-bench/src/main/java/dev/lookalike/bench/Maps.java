package dev.lookalike.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import dev.lookalike.gallery.PictureMap;
import dev.lookalike.gallery.PictureMap.Place;
import dev.lookalike.index.Metric;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.VectorIndex;

/// What a map costs and keeps: seconds, and how many of ten neighbours are of a picture's class in the space of a gallery, along two
/// principal axes, and by t-SNE.
///
/// Maps the originals of each collection, those of all, and many with altered copies. Each map is left in a folder beside the vectors
/// for `tools/map/measure.py`, which holds it against scikit-learn's.
final class Maps {
    private static final int MANY = 60_000;
    private static final int AXES = 256;
    private static final int MOST_SAMPLED = 8_192;
    private static final int MOST_ASKED = 2_000;
    private static final int NEIGHBOURS = 10;

    private Maps() {}

    /// Arguments: what `vectors` wrote, and the folders of photos it was made from: one for each collection, or one with a folder for
    /// each; in those one for each class.
    static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        List<Path> photos = Arrays.stream(arguments, 1, arguments.length).map(Path::of).toList();
        List<Path> originals = PictureVectors.originals(photos);
        int[] origins = NumpyFile.ints(folder.resolve(PictureVectors.ORIGINS));
        float[][] rows = NumpyFile.floats(folder.resolve(PictureVectors.VECTORS));
        int[] queryOrigins = NumpyFile.ints(folder.resolve(PictureVectors.QUERY_ORIGINS));
        float[][] queries = NumpyFile.floats(folder.resolve(PictureVectors.QUERIES));
        var collections = new TreeMap<String, List<Row>>();
        var all = new ArrayList<Row>();
        var many = new ArrayList<Row>();
        for (int i = 0; i < queries.length; i++) {
            all.add(row(photos, originals.get(queryOrigins[i]), queries[i]));
        }
        for (int i = 0; i < rows.length; i++) {
            Row row = row(photos, originals.get(origins[i]), rows[i]);
            if (i == 0 || origins[i] != origins[i - 1]) {
                all.add(row);
            }
            if (many.size() < MANY) {
                many.add(row);
            }
        }
        all.forEach(row -> collections.computeIfAbsent(row.collection, _ -> new ArrayList<>()).add(row));
        System.out.println("""
                           | pictures | seconds | clusters | in none | P@10 space | PCA | t-SNE |
                           |---|---|---|---|---|---|---|""");
        for (var each : collections.entrySet()) {
            measure(each.getKey(), each.getValue(), folder);
        }
        if (collections.size() > 1) {
            measure("all", all, folder);
        }
        measure("many", many, folder);
    }

    private record Row(String collection, String label, float[] unit) {}

    private static Row row(List<Path> photos, Path picture, float[] unit) {
        Path root = photos.stream().filter(picture::startsWith).findFirst().orElseThrow();
        Path below = root.relativize(picture);
        return new Row((photos.size() > 1 ? root.getFileName() : below.getName(0)).toString(),
                below.getName(below.getNameCount() - 2).toString(), unit);
    }

    private static void measure(String name, List<Row> rows, Path folder) throws IOException {
        float[][] space = space(rows.stream().map(Row::unit).toArray(float[][]::new));
        long start = System.nanoTime();
        PictureMap map = PictureMap.of(visitor -> {
            for (int i = 0; i < space.length; i++) {
                float[] vector = space[i];
                visitor.visit(i, IntStream.range(0, vector.length).mapToDouble(j -> vector[j]).toArray());
            }
        }, _ -> List.of(), 1, _ -> {});
        double seconds = (System.nanoTime() - start) / 1e9;
        List<String> names = List.copyOf(new TreeSet<>(rows.stream().map(row -> row.collection + row.label).toList()));
        int[] labels = rows.stream().mapToInt(row -> names.indexOf(row.collection + row.label)).toArray();
        int[] clusters = map.places().stream().mapToInt(Place::cluster).toArray();
        long none = Arrays.stream(clusters).filter(cluster -> cluster == Place.NO_CLUSTER).count();
        float[][] pca = map.places().stream().map(place -> new float[]{place.pcaX(), place.pcaY()})
                .toArray(float[][]::new);
        float[][] tsne = map.places().stream().map(place -> new float[]{place.x(), place.y()}).toArray(float[][]::new);
        System.out.printf(Locale.ROOT, "| %s, %,d | %.1f | %d | %,d | %.3f | %.3f | %.3f |%n", name, rows.size(),
                seconds,
                map.clusters().size(), none, precision(space, labels, Metric.COSINE),
                precision(pca, labels, Metric.EUCLIDEAN), precision(tsne, labels, Metric.EUCLIDEAN));
        Path to = Files.createDirectories(folder.resolve("map-" + name));
        NumpyFile.write(to.resolve("space.npy"), space);
        NumpyFile.write(to.resolve("tsne.npy"), tsne);
        NumpyFile.write(to.resolve("pca.npy"), pca);
        NumpyFile.write(to.resolve("clusters.npy"), clusters);
        NumpyFile.write(to.resolve("labels.npy"), labels);
    }

    /// As a gallery has it: centred, and on as many principal axes, fitted on some thousand.
    private static float[][] space(float[][] units) {
        int stride = Math.ceilDiv(units.length, MOST_SAMPLED);
        float[][] sample = IntStream.range(0, units.length / stride).mapToObj(i -> units[i * stride])
                .toArray(float[][]::new);
        float[][] columns = Spaces.transposed(Spaces.axes(sample, AXES));
        float[][] centred = Spaces.centred(units);
        return Arrays.stream(centred).parallel().map(row -> Spaces.along(columns, row)).toArray(float[][]::new);
    }

    /// The share of each vector's ten nearest, itself left out, that are of its class; the mean over some thousand, taken evenly.
    private static double precision(float[][] vectors, int[] labels, Metric metric) {
        try (var index = VectorIndex.inMemory(vectors[0].length)) {
            index.putAll(LongStream.range(0, vectors.length).toArray(), vectors);
            var spec = SearchSpec.nearest(NEIGHBOURS + 1).by(metric);
            int stride = Math.ceilDiv(vectors.length, MOST_ASKED);
            return IntStream.range(0, vectors.length / stride).parallel().map(i -> i * stride).mapToDouble(
                    row -> index.search(vectors[row], spec).stream().filter(hit -> hit.id() != row).limit(NEIGHBOURS)
                            .mapToInt(hit -> labels[(int) hit.id()] == labels[row] ? 1 : 0).average().orElse(0))
                    .average().orElseThrow();
        }
    }
}
