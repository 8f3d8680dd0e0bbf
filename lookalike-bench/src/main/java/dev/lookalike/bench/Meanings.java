package dev.lookalike.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.lookalike.vision.TextEmbedder;
import dev.lookalike.vision.WordDirections;

/// Writes what classes mean, as ImageNet's come with the program: a float16 vector for each, one after the other.
final class Meanings {
    private Meanings() {}

    /// Arguments: a file that says in each line what a class is called, by commas, and after a tab what it is (`tools/models/glosses.py`);
    /// the file to write, `imagenet-meanings.f16` beside the bundled networks.
    static void main(String[] arguments) throws IOException {
        try (var text = TextEmbedder.bundled(); var lines = Files.lines(Path.of(arguments[0]))) {
            float[][] meanings = lines.map(line -> line.split("\t", 2))
                    .map(parts -> WordDirections.meaning(List.of(parts[0].split(", ")), parts[1], text))
                    .toArray(float[][]::new);
            var bytes = ByteBuffer.allocate(meanings.length * text.dimension() * Short.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN);
            for (float[] meaning : meanings) {
                for (float value : meaning) {
                    bytes.putShort(Float.floatToFloat16(value));
                }
            }
            Files.write(Path.of(arguments[1]), bytes.array());
            System.out.printf("%d meanings of %d values%n", meanings.length, text.dimension());
        }
    }
}
