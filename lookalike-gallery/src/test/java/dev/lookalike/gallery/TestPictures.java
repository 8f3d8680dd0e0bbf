package dev.lookalike.gallery;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

import javax.imageio.ImageIO;

/// Small pictures for tests, drawn from a random generator.
public final class TestPictures {
    private TestPictures() {}

    /// A file of some coloured boxes, as `format` (`jpg` or `png`).
    public static byte[] content(RandomGenerator random, String format) {
        var image = new BufferedImage(48 + random.nextInt(32), 48 + random.nextInt(32), BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        for (int i = 0; i < 6; i++) {
            graphics.setColor(new Color(random.nextInt(1 << 24)));
            graphics.fillRect(random.nextInt(60), random.nextInt(60), 10 + random.nextInt(40), 10 + random.nextInt(40));
        }
        graphics.dispose();
        var content = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, content)) {
                throw new IllegalArgumentException("no writer for " + format);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return content.toByteArray();
    }

    /// Writes a picture to `file`, making its folder; the format is the name's ending.
    public static Path write(RandomGenerator random, Path file) {
        String name = file.toString();
        return write(content(random, name.substring(name.lastIndexOf('.') + 1)), file);
    }

    /// Writes `content` to `file`, making its folder.
    public static Path write(byte[] content, Path file) {
        try {
            Files.createDirectories(file.getParent());
            return Files.write(file, content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
