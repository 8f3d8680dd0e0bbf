package dev.lookalike.gallery.map;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.index.Hit;
import dev.lookalike.index.IndexSpec;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.VectorIndex;

/// The nearest of each of some vectors among the others, best first.
///
/// @param each
///            how many each vector has
/// @param rows
///            `each` numbers of vectors for each vector
/// @param cosines
///            how near each of them is
@SuppressWarnings("ArrayRecordComponent") // read and not compared
record Neighbours(int each, int[] rows, float[] cosines) {
    /*
     * Found by the index room: exactly where there are few, else by walking a graph. The index is made for this alone, in its own
     * folder: what comes of it depends on the vectors and on nothing else, and searches go on as they were.
     */
    private static final int BEAM_TIMES = 2;

    /// Finds them.
    ///
    /// @param units
    ///            unit vectors, more than `each`
    static Neighbours of(float[][] units, int each, Cores cores) {
        if (units.length < IndexSpec.GRAPH_FROM) {
            try (var index = VectorIndex.inMemory(units[0].length)) {
                return of(index, units, each, cores);
            }
        }
        try {
            Path folder = Files.createTempDirectory("lookalike-map");
            try (var index = VectorIndex.open(folder.resolve("index"), IndexSpec.of(units[0].length))) {
                return of(index, units, each, cores);
            } finally {
                delete(folder);
            }
        } catch (IOException failure) {
            throw new GalleryException.Storage(
                    "cannot use a temporary folder for the map: " + failure.getMessage(), failure);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.delete(folder);
    }

    private static Neighbours of(VectorIndex index, float[][] units, int each, Cores cores) {
        index.putAll(LongStream.range(0, units.length).toArray(), units);
        SearchSpec spec = SearchSpec.nearest(each + 1);
        if (units.length < IndexSpec.GRAPH_FROM) {
            spec = spec.exact();
        } else {
            index.merge();
            spec = spec.beamWidth(BEAM_TIMES * (each + 1));
        }
        var rows = new int[units.length * each];
        var cosines = new float[rows.length];
        SearchSpec asked = spec;
        cores.each(units.length, (first, end) -> {
            List<List<Hit>> found = index.searchAll(Arrays.copyOfRange(units, first, end), asked);
            for (int row = first; row < end; row++) {
                take(found.get(row - first), row, each, rows, cosines);
            }
        });
        return new Neighbours(each, rows, cosines);
    }

    // Of copies of one picture, a vector need not find itself first, or at all.
    private static void take(List<Hit> hits, int row, int each, int[] rows, float[] cosines) {
        int at = row * each;
        int end = at + each;
        for (Hit hit : hits) {
            if (hit.id() != row && at < end) {
                rows[at] = (int) hit.id();
                cosines[at++] = (float) hit.score();
            }
        }
        if (at < end) {
            throw new IllegalStateException("%d of %d neighbours found".formatted(each - (end - at), each));
        }
    }
}
