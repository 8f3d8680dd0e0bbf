package dev.lookalike.app.cli;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/// Writes a picture into a terminal, in the way the terminal understands.
final class TerminalPicture {
    private static final int KITTY_CHUNK = 4_096;
    /// A character cell is taken for this many pixels where a protocol wants pixels.
    private static final int CELL_WIDTH = 9;
    private static final int CELL_HEIGHT = 18;
    /// Sixel colours: 6 levels of red, green and blue each.
    private static final int LEVELS = 6;

    private TerminalPicture() {}

    /// The text that shows `jpeg` in at most `columns` x `rows` character cells; ends at the start of a line.
    static String render(Terminal.Pictures way, byte[] jpeg, int columns, int rows) {
        return switch (way) {
            case NONE -> "";
            case KITTY -> kitty(decode(jpeg), rows);
            case ITERM -> "\u001b]1337;File=inline=1;height=%d;preserveAspectRatio=1:%s\u0007%n".formatted(rows,
                    Base64.getEncoder().encodeToString(jpeg));
            case SIXEL -> sixel(fit(decode(jpeg), columns * CELL_WIDTH, rows * CELL_HEIGHT));
            case HALF_BLOCKS -> halfBlocks(fit(decode(jpeg), columns, rows * 2));
        };
    }

    /// Kitty's graphics protocol: a PNG in base64, in chunks.
    private static String kitty(BufferedImage picture, int rows) {
        String data = Base64.getEncoder().encodeToString(png(picture));
        StringBuilder text = new StringBuilder();
        for (int start = 0; start < data.length(); start += KITTY_CHUNK) {
            int end = Math.min(data.length(), start + KITTY_CHUNK);
            String control = start == 0 ? "a=T,f=100,r=" + rows + "," : "";
            text.append("\u001b_G").append(control).append(end < data.length() ? "m=1;" : "m=0;")
                    .append(data, start, end).append("\u001b\\");
        }
        return text.append(System.lineSeparator()).toString();
    }

    /// Two pixels per character: the upper one is the colour of "▀", the lower one its background.
    private static String halfBlocks(BufferedImage picture) {
        StringBuilder text = new StringBuilder();
        for (int y = 0; y < picture.getHeight(); y += 2) {
            for (int x = 0; x < picture.getWidth(); x++) {
                text.append("\u001b[38;2;").append(colour(picture.getRGB(x, y)));
                if (y + 1 < picture.getHeight()) {
                    text.append(";48;2;").append(colour(picture.getRGB(x, y + 1)));
                }
                text.append("m▀");
            }
            text.append("\u001b[0m").append(System.lineSeparator());
        }
        return text.toString();
    }

    private static String colour(int rgb) {
        return (rgb >> 16 & 255) + ";" + (rgb >> 8 & 255) + ";" + (rgb & 255);
    }

    /// Sixel (DEC VT340): bands of six rows, one pass per colour of a 6 x 6 x 6 cube.
    private static String sixel(BufferedImage picture) {
        StringBuilder text = new StringBuilder("\u001bPq");
        text.append("\"1;1;").append(picture.getWidth()).append(';').append(picture.getHeight());
        for (int index = 0; index < LEVELS * LEVELS * LEVELS; index++) {
            text.append('#').append(index).append(";2;").append(index / (LEVELS * LEVELS) * 20).append(';')
                    .append(index / LEVELS % LEVELS * 20).append(';').append(index % LEVELS * 20);
        }
        for (int top = 0; top < picture.getHeight(); top += 6) {
            appendBand(text, picture, top);
            text.append('-');
        }
        return text.append("\u001b\\").append(System.lineSeparator()).toString();
    }

    private static void appendBand(StringBuilder text, BufferedImage picture, int top) {
        int width = picture.getWidth();
        int[][] masks = new int[LEVELS * LEVELS * LEVELS][];
        for (int row = 0; row < 6 && top + row < picture.getHeight(); row++) {
            for (int x = 0; x < width; x++) {
                int index = cubeIndex(picture.getRGB(x, top + row));
                if (masks[index] == null) {
                    masks[index] = new int[width];
                }
                masks[index][x] |= 1 << row;
            }
        }
        for (int index = 0; index < masks.length; index++) {
            if (masks[index] != null) {
                text.append('#').append(index);
                appendRuns(text, masks[index]);
                text.append('$');
            }
        }
    }

    private static void appendRuns(StringBuilder text, int[] masks) {
        for (int x = 0; x < masks.length;) {
            int end = x + 1;
            while (end < masks.length && masks[end] == masks[x]) {
                end++;
            }
            char sixel = (char) ('?' + masks[x]);
            if (end - x > 3) {
                text.append('!').append(end - x).append(sixel);
            } else {
                text.repeat(sixel, end - x);
            }
            x = end;
        }
    }

    private static int cubeIndex(int rgb) {
        return level(rgb >> 16) * LEVELS * LEVELS + level(rgb >> 8) * LEVELS + level(rgb);
    }

    private static int level(int channel) {
        return ((channel & 255) * (LEVELS - 1) + 127) / 255;
    }

    private static BufferedImage fit(BufferedImage picture, int width, int height) {
        double scale = Math.min(1,
                Math.min((double) width / picture.getWidth(), (double) height / picture.getHeight()));
        int fittedWidth = Math.max(1, (int) Math.round(picture.getWidth() * scale));
        int fittedHeight = Math.max(1, (int) Math.round(picture.getHeight() * scale));
        BufferedImage fitted = new BufferedImage(fittedWidth, fittedHeight, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = fitted.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(picture.getScaledInstance(fittedWidth, fittedHeight, Image.SCALE_AREA_AVERAGING), 0, 0,
                null);
        graphics.dispose();
        return fitted;
    }

    private static BufferedImage decode(byte[] jpeg) {
        try {
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(jpeg));
            if (picture == null) {
                throw new IllegalArgumentException("the thumbnail of %d bytes is no JPEG".formatted(jpeg.length));
            }
            return picture;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static byte[] png(BufferedImage picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
