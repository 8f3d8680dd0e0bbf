package dev.lookalike.vision.decode;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

import dev.lookalike.vision.pixels.Pixels;

/// Turns what ImageIO decoded, of any depth and number of samples, into red, green and blue on white.
final class Rasters {
    /*
     * The samples are taken as they are stored and not through BufferedImage.getRGB, which takes gray for linear light
     * and would brighten it, and converts each pixel through its colour profile, which costs seconds. Profiles are
     * applied later, to the scaled picture.
     */
    private final Raster raster;
    private final ColorModel colours;
    private final int bands;
    private final boolean floating;
    private final int[] largest;

    private Rasters(BufferedImage image) {
        raster = image.getRaster();
        colours = image.getColorModel();
        bands = raster.getNumBands();
        floating = raster.getDataBuffer().getDataType() == DataBuffer.TYPE_FLOAT
                || raster.getDataBuffer().getDataType() == DataBuffer.TYPE_DOUBLE;
        largest = new int[bands];
        for (int band = 0; band < bands; band++) {
            largest[band] = (int) ((1L << Math.min(31, raster.getSampleModel().getSampleSize(band))) - 1);
        }
    }

    /// The mean of each `factor * factor` pixels; what is left over at the right and at the bottom is dropped.
    static Pixels toPixels(BufferedImage image, int factor) {
        return new Rasters(image).reduced(factor);
    }

    private Pixels reduced(int factor) {
        int width = raster.getWidth() / factor;
        int height = raster.getHeight() / factor;
        byte[] rgb = new byte[Math.multiplyExact(Math.multiplyExact(width, height), 3)];
        int columns = width * factor;
        int[] line = new int[columns * 3];
        int[] sums = new int[width * 3];
        int area = factor * factor;
        for (int y = 0; y < height; y++) {
            java.util.Arrays.fill(sums, area / 2);
            for (int row = y * factor; row < (y + 1) * factor; row++) {
                line(row, columns, line);
                add(line, factor, sums);
            }
            int at = y * width * 3;
            for (int i = 0; i < sums.length; i++) {
                rgb[at + i] = (byte) (sums[i] / area);
            }
        }
        return new Pixels(width, height, rgb);
    }

    private static void add(int[] line, int factor, int[] sums) {
        int from = 0;
        for (int to = 0; to < sums.length; to += 3) {
            for (int i = 0; i < factor; i++) {
                sums[to] += line[from];
                sums[to + 1] += line[from + 1];
                sums[to + 2] += line[from + 2];
                from += 3;
            }
        }
    }

    /// One row as levels 0 to 255.
    private void line(int row, int columns, int[] line) {
        int x0 = raster.getMinX();
        int y0 = raster.getMinY() + row;
        int[] samples = floating
                ? floats(x0, y0, columns)
                : raster.getPixels(x0, y0, columns, 1, (int[]) null);
        if (colours instanceof IndexColorModel palette) {
            for (int x = 0; x < columns; x++) {
                int argb = palette.getRGB(samples[x]);
                put(line, x * 3, (argb >> 16) & 255, (argb >> 8) & 255, argb & 255, argb >>> 24);
            }
            return;
        }
        boolean alpha = colours.hasAlpha();
        int inks = bands - (alpha ? 1 : 0);
        for (int x = 0; x < columns; x++) {
            int at = x * bands;
            int opacity = alpha ? level(samples[at + bands - 1], bands - 1) : 255;
            if (inks < 3) {
                int gray = level(samples[at], 0);
                put(line, x * 3, gray, gray, gray, opacity);
            } else if (inks == 3) {
                put(line, x * 3, level(samples[at], 0), level(samples[at + 1], 1), level(samples[at + 2], 2), opacity);
            } else {
                int light = 255 - level(samples[at + 3], 3);
                put(line, x * 3, (255 - level(samples[at], 0)) * light / 255,
                        (255 - level(samples[at + 1], 1)) * light / 255,
                        (255 - level(samples[at + 2], 2)) * light / 255,
                        opacity);
            }
        }
    }

    private int[] floats(int x0, int y0, int columns) {
        float[] values = raster.getPixels(x0, y0, columns, 1, (float[]) null);
        int[] samples = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            samples[i] = (int) (Math.clamp(values[i], 0f, 1f) * 255 + 0.5f);
        }
        return samples;
    }

    private int level(int sample, int band) {
        if (floating || largest[band] == 255) {
            return sample;
        }
        return (int) (((long) sample * 255 + largest[band] / 2) / largest[band]);
    }

    private void put(int[] line, int at, int red, int green, int blue, int opacity) {
        if (opacity == 255) {
            line[at] = red;
            line[at + 1] = green;
            line[at + 2] = blue;
        } else {
            line[at] = onWhite(red, opacity);
            line[at + 1] = onWhite(green, opacity);
            line[at + 2] = onWhite(blue, opacity);
        }
    }

    private int onWhite(int level, int opacity) {
        int own = colours.isAlphaPremultiplied() ? level : (level * opacity + 127) / 255;
        return Math.min(255, own + 255 - opacity);
    }
}
