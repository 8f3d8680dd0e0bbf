package dev.lookalike.app.http;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/// Pictures for tests.
public final class Drawing {
    private Drawing() {}

    /// A shape on a gradient: `kind` picks the shape, `number` its place and colours.
    public static byte[] jpeg(int kind, int number) throws IOException {
        return encoded(picture(320, 240, kind, number), "jpg");
    }

    public static byte[] png(int width, int height) throws IOException {
        return encoded(picture(width, height, 1, 1), "png");
    }

    /// An uncompressed picture whose pixels are these bytes: any bytes are a picture.
    public static byte[] bitmap(byte[] pixels) {
        int width = 64;
        int rowBytes = width * 3;
        int height = Math.max(1, (pixels.length + rowBytes - 1) / rowBytes);
        int size = 54 + height * rowBytes;
        var buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put((byte) 'B').put((byte) 'M').putInt(size).putInt(0).putInt(54);
        buffer.putInt(40).putInt(width).putInt(height).putShort((short) 1).putShort((short) 24).putInt(0);
        buffer.putInt(height * rowBytes).putInt(2835).putInt(2835).putInt(0).putInt(0).put(pixels);
        return buffer.array();
    }

    /// `count` pictures of each of four kinds, each kind in a folder of its own.
    public static void catalogue(Path folder, int count) throws IOException {
        String[] kinds = {"circles", "squares", "stripes", "triangles"};
        for (int kind = 0; kind < kinds.length; kind++) {
            Path home = Files.createDirectories(folder.resolve(kinds[kind]));
            for (int number = 0; number < count; number++) {
                Files.write(home.resolve("%s-%d.jpg".formatted(kinds[kind], number)), jpeg(kind, number));
            }
        }
    }

    private static BufferedImage picture(int width, int height, int kind, int number) {
        var random = new Random(31L * kind + number);
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setPaint(new GradientPaint(0, 0, color(random), width, height, color(random)));
        pen.fillRect(0, 0, width, height);
        int size = Math.max(2, height / 2);
        int x = random.nextInt(Math.max(1, width - size));
        int y = random.nextInt(Math.max(1, height - size));
        pen.setColor(color(random));
        switch (kind) {
            case 0 -> pen.fillOval(x, y, size, size);
            case 1 -> pen.fillRect(x, y, size, size);
            case 2 -> {
                for (int stripe = 0; stripe < width; stripe += 20) {
                    pen.fillRect(stripe, 0, 10, height);
                }
            }
            default -> pen.fillPolygon(new int[]{x, x + size, x + size / 2}, new int[]{y + size, y + size, y}, 3);
        }
        pen.dispose();
        return image;
    }

    private static Color color(Random random) {
        return new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256));
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }
}
