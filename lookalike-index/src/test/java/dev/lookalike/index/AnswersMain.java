package dev.lookalike.index;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Random;

import dev.lookalike.index.contract.Vectors;

/// Prints what an index answers, to the last bit: run in other processes to compare their answers.
public final class AnswersMain {
    private AnswersMain() {}

    /// The answers, in words: in memory, and from files of both precisions with a graph.
    static String answers() throws IOException {
        var text = new StringBuilder();
        for (int dimension : new int[]{3, 100, 300}) {
            text.append(answers(VectorIndex.inMemory(dimension)));
            for (var precision : Precision.values()) {
                var file = Files.createTempFile("answers", ".index");
                Files.delete(file);
                text.append(answers(VectorIndex.open(file, IndexSpec.of(dimension).keeping(precision).graphFrom(1))));
                Files.delete(file);
            }
        }
        return text.toString();
    }

    private static String answers(VectorIndex opened) {
        int dimension = opened.dimension();
        var text = new StringBuilder();
        var random = new Random(dimension);
        try (var index = opened) {
            float[][] vectors = Vectors.clustered(random, 250, dimension);
            index.putAll(Vectors.ids(vectors.length), vectors);
            index.merge();
            index.putAll(new long[]{500, 501}, Vectors.clustered(random, 2, dimension));
            for (var metric : Metric.values()) {
                for (float[] query : Vectors.random(random, 10, dimension)) {
                    text.append(index.search(query, SearchSpec.nearest(8).by(metric).exact())).append('\n');
                }
                // The nearest of all is found by any walk.
                float[] stored = vectors[7];
                var first = index.search(stored, SearchSpec.nearest(1).beamWidth(200));
                text.append(first.getFirst().id()).append('\n');
            }
        }
        return text.toString();
    }

    static void main() throws IOException {
        System.out.print(answers());
    }
}
