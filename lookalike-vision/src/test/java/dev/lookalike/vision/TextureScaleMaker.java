package dev.lookalike.vision;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Makes the file of [TextureScale]: how each value of a texture varies among pictures of things.
final class TextureScaleMaker {
    private TextureScaleMaker() {}

    /// Arguments: the file to write, how many pictures of each folder, and folders of pictures.
    public static void main(String[] arguments) throws IOException {
        int most = Integer.parseInt(arguments[1]);
        var rows = new ArrayList<float[]>();
        try (var textures = TextureEmbedder.bundled()) {
            for (int i = 2; i < arguments.length; i++) {
                List<Path> files;
                try (var below = Files.walk(Path.of(arguments[i]))) {
                    files = below.filter(path -> path.toString().endsWith(".jpg")).sorted().toList();
                }
                int count = Math.min(most, files.size());
                for (int j = 0; j < count; j++) {
                    Path file = files.get((int) ((long) j * files.size() / count));
                    rows.add(textures.statistics(Picture.read(file, Limits.FOLDER, textures.sideNeeded())));
                }
            }
        }
        int dimension = rows.getFirst().length;
        var bytes = ByteBuffer.allocate(4 * dimension).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < dimension; i++) {
            double sum = 0;
            double squares = 0;
            for (float[] row : rows) {
                sum += row[i];
                squares += (double) row[i] * row[i];
            }
            double mean = sum / rows.size();
            bytes.putShort(2 * i, Float.floatToFloat16((float) mean));
            bytes.putShort(2 * (dimension + i), Float.floatToFloat16(
                    (float) Math.max(1e-3, Math.sqrt(Math.max(0, squares / rows.size() - mean * mean)))));
        }
        Files.write(Path.of(arguments[0]), bytes.array());
        System.out.printf("%d values of %d pictures%n", dimension, rows.size());
    }
}
