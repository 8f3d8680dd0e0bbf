package dev.lookalike.gallery.ingest;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.lookalike.gallery.Filter;
import dev.lookalike.gallery.IngestReport;
import dev.lookalike.gallery.Progress;
import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.vision.Embedding;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Picture;

/// Adds a folder with a decoder that calls the C library's `abort` at one picture, and with a network so small that it
/// is written here: a picture's embedding is its colours in a grid.
final class AbortingProcess {
    static final int GRID = 4;
    static final Catalogue.Model MODEL = new Catalogue.Model("a".repeat(64), "grid", 3 * GRID * GRID);

    private AbortingProcess() {}

    /// Arguments: gallery, photos, and how long the picture is at which to abort.
    public static void main(String[] arguments) {
        Path gallery = Path.of(arguments[0]);
        int deadly = Integer.parseInt(arguments[2]);
        CrashTrial trial = (file, side) -> CrashTrial.in(Trial.class, file, deadly);
        Mirror nobody = new Mirror() {
            @Override
            public void put(long id, short[] unit, float norm) {}

            @Override
            public void remove(long id) {}
        };
        try (var catalogue = Catalogue.open(gallery, MODEL);
                var ingest = new Ingest(gallery, catalogue, network(), nobody,
                        (content, side) -> decode(content, deadly), trial)) {
            IngestReport report = ingest.add(Path.of(arguments[1]), Progress.none());
            System.out.println(catalogue.count(Filter.all()) + " embedded, rejected " + report.rejections());
        }
    }

    static Network network() {
        return new Network() {
            @Override
            public int sideNeeded() {
                return GRID;
            }

            @Override
            public List<Embedding> embed(List<Picture> pictures) {
                return pictures.stream().map(AbortingProcess::colours).toList();
            }
        };
    }

    private static Embedding colours(Picture picture) {
        byte[] rgb = picture.resized(GRID, GRID).rgb();
        var unit = new float[rgb.length];
        double squares = 0;
        for (int i = 0; i < rgb.length; i++) {
            unit[i] = 1 + Byte.toUnsignedInt(rgb[i]);
            squares += unit[i] * unit[i];
        }
        float norm = (float) Math.sqrt(squares);
        for (int i = 0; i < unit.length; i++) {
            unit[i] /= norm;
        }
        return new Embedding(unit, norm, List.of());
    }

    private static Picture decode(byte[] content, int deadly) {
        if (content.length == deadly) {
            abort();
        }
        return Picture.read(content, Limits.FOLDER, GRID);
    }

    @SuppressWarnings("restricted")
    static void abort() {
        Linker linker = Linker.nativeLinker();
        try {
            linker.downcallHandle(linker.defaultLookup().findOrThrow("abort"), FunctionDescriptor.ofVoid())
                    .invokeExact();
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// What a suspect is tried in.
    static final class Trial {
        private Trial() {}

        /// Arguments: the file, and how long the picture is at which to abort.
        public static void main(String[] arguments) throws java.io.IOException {
            decode(Files.readAllBytes(Path.of(arguments[0])), Integer.parseInt(arguments[1]));
        }
    }
}
