package dev.lookalike.vision;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.lookalike.vision.models.ModelFolder;
import dev.lookalike.vision.onnx.ClassifierGraph;
import dev.lookalike.vision.onnx.ClassifierSession;
import dev.lookalike.vision.onnx.ClassifierSession.Shape;
import org.jspecify.annotations.Nullable;

/// What was found out about a network's file by reading its graph and running it.
record Examination(String name, Path file, long bytes, int width, int height, int dimension, int classes,
        Preprocessing preprocessing,
        boolean guessed) {

    /// Reads and runs a graph.
    ///
    /// @param asked
    ///            how pictures are to be prepared, or null
    /// @param size
    ///            of its input where the graph takes any, or 0
    static Examination of(Path file, String name, @Nullable Preprocessing asked, int size) {
        try (var arena = Arena.ofConfined(); var content = FileChannel.open(file)) {
            var graph = ClassifierGraph
                    .read(content.map(FileChannel.MapMode.READ_ONLY, 0, content.size(), arena).asByteBuffer());
            var input = graph.input();
            int any = size > 0 ? size : KnownNetworks.size(name);
            int width = input.width() > 0 ? input.width() : any;
            int height = input.height() > 0 ? input.height() : any;
            var preprocessing = asked == null ? KnownNetworks.preprocessing(name, Math.max(width, height)) : asked;
            requireFit(name, preprocessing, Math.max(width, height), input.width() > 0 || input.height() > 0);
            int pictures = input.batch() > 0 ? input.batch() : 1;
            try (var session = ClassifierSession.open(graph, new Shape(pictures, height, width), false)) {
                if (input.batch() == 0) {
                    session.run(new Shape(NetworkEmbedder.TOGETHER, height, width),
                            (picture, pixels) -> pixels.put(pixels.position(), 1));
                }
                return new Examination(name, file, content.size(), width, height, session.dimension(),
                        session.classes(), preprocessing,
                        asked == null && !KnownNetworks.knows(name));
            }
        } catch (VisionException.BadModel e) {
            throw new VisionException.BadModel("%s: %s".formatted(name, e.getMessage()));
        } catch (IOException e) {
            throw new VisionException.Unreadable(file, e);
        }
    }

    private static void requireFit(String name, Preprocessing preprocessing, int size, boolean oneSize) {
        boolean crops = switch (preprocessing.resize()) {
            case SHORTER_SIDE, SQUASH -> true;
            case LETTERBOX, WHOLE -> false;
        };
        if (crops && preprocessing.resizeTo() < size) {
            throw new IllegalArgumentException("%s takes %d pixels, more than the %d that pictures are resized to"
                    .formatted(name, size, preprocessing.resizeTo()));
        }
        if (oneSize && preprocessing.resize() == Preprocessing.Resize.WHOLE) {
            throw new IllegalArgumentException(
                    "%s takes pictures of one size only; use shorter-side, squash or letterbox instead of whole"
                            .formatted(name));
        }
    }

    String title() {
        return guessed
                ? "%s; how pictures are prepared for it is a guess (%s)".formatted(name, preprocessing)
                : "%s, %d values".formatted(name, dimension);
    }

    /// Refuses a list of class names that does not go with the network's output; a first class "none of these" may be unnamed.
    void requireNames(Path labels) {
        try {
            int names = Files.readAllLines(labels).size();
            if (names != classes && names != classes - 1) {
                throw new IllegalArgumentException(
                        "%s has %d lines, but %s tells %d classes apart; write one name a line"
                                .formatted(labels.getFileName(), names, name, classes));
            }
        } catch (IOException e) {
            throw new VisionException.Unreadable(labels, e);
        }
    }

    String guessedClasses() {
        return classes == 1_000 || classes == 1_001 ? "imagenet" : "none";
    }

    ModelCard card(String title, String origin, String licence, String classList) {
        return new ModelCard(name, title, origin, licence, ModelFolder.sha256(file), bytes, width, height,
                preprocessing, dimension, classList, null);
    }
}
