package dev.lookalike.vision.decode;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

import dev.lookalike.vision.Format;
import dev.lookalike.vision.pixels.Pixels;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/// Pictures of every format, made on the spot.
public final class Samples {
    private Samples() {}

    /// A picture without any symmetry, smooth enough for a JPEG to keep.
    public static Pixels scene(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double u = x / (double) width;
                double v = y / (double) height;
                int at = 3 * (y * width + x);
                rgb[at] = (byte) (40 + 200 * u);
                rgb[at + 1] = (byte) (30 + 180 * v * v);
                rgb[at + 2] = (byte) (50 + 190 * Math.exp(-8 * ((u - 0.2) * (u - 0.2) + (v - 0.3) * (v - 0.3))));
            }
        }
        return new Pixels(width, height, rgb);
    }

    public static BufferedImage image(Pixels pixels) {
        return image(pixels, BufferedImage.TYPE_INT_RGB);
    }

    public static BufferedImage image(Pixels pixels, int type) {
        var image = new BufferedImage(pixels.width(), pixels.height(), type);
        for (int y = 0; y < pixels.height(); y++) {
            for (int x = 0; x < pixels.width(); x++) {
                int at = 3 * (y * pixels.width() + x);
                image.setRGB(x, y, 0xFF000000 | ((pixels.rgb()[at] & 0xFF) << 16) | ((pixels.rgb()[at + 1] & 0xFF) << 8)
                        | (pixels.rgb()[at + 2] & 0xFF));
            }
        }
        return image;
    }

    /// The picture in a format, as nearly as the format can.
    public static byte[] encode(Pixels pixels, Format format) {
        return switch (format) {
            case JPEG -> write(image(pixels), "jpeg", 0.98f, false);
            case PNG, BMP, GIF -> write(image(pixels), format.name(), -1, false);
            case TIFF -> new TiffSample(pixels.width(), pixels.height(), 3, 8, pixels.rgb()).bytes();
            case WEBP -> webp(pixels, 101);
            case HEIC, AVIF -> throw new IllegalArgumentException("nothing writes " + format);
        };
    }

    public static byte[] progressiveJpeg(Pixels pixels) {
        return write(image(pixels), "jpeg", 0.9f, true);
    }

    /// A WebP by OpenCV; a quality over 100 is lossless.
    public static byte[] webp(Pixels pixels, int quality) {
        byte[] bgr = pixels.rgb().clone();
        for (int i = 0; i < bgr.length; i += 3) {
            byte red = bgr[i];
            bgr[i] = bgr[i + 2];
            bgr[i + 2] = red;
        }
        return webp(bgr, pixels.width(), pixels.height(), 16, quality);
    }

    /// A WebP from `bgra` values.
    public static byte[] webpWithAlpha(byte[] bgra, int width, int height) {
        return webp(bgra, width, height, 24, 101);
    }

    private static byte[] webp(byte[] values, int width, int height, int type, int quality) {
        try (var bytes = new BytePointer(values);
                var image = new Mat(height, width, type, bytes);
                var encoded = new BytePointer();
                var params = new IntPointer(opencv_imgcodecs.IMWRITE_WEBP_QUALITY, quality)) {
            opencv_imgcodecs.imencode(".webp", image, encoded, params);
            byte[] webp = new byte[(int) encoded.limit()];
            encoded.get(webp);
            return webp;
        }
    }

    public static byte[] write(BufferedImage image, String name, float quality, boolean progressive) {
        ImageWriter writer = ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(image), name).next();
        var bytes = new ByteArrayOutputStream();
        try (var output = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (quality >= 0) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionQuality(quality);
            }
            if (progressive) {
                param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /// A JPEG of four inks as Photoshop writes it: inverted, with Adobe's marker.
    public static byte[] inksJpeg(Pixels pixels) {
        int count = pixels.width() * pixels.height();
        byte[] inks = new byte[4 * count];
        for (int i = 0; i < count; i++) {
            int red = pixels.rgb()[3 * i] & 0xFF;
            int green = pixels.rgb()[3 * i + 1] & 0xFF;
            int blue = pixels.rgb()[3 * i + 2] & 0xFF;
            int black = Math.max(1, Math.max(red, Math.max(green, blue)));
            inks[4 * i] = (byte) (255 * red / black);
            inks[4 * i + 1] = (byte) (255 * green / black);
            inks[4 * i + 2] = (byte) (255 * blue / black);
            inks[4 * i + 3] = (byte) black;
        }
        var raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, pixels.width(), pixels.height(), 4, null);
        raster.setDataElements(0, 0, pixels.width(), pixels.height(), inks);
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.write(null, new IIOImage(raster, null, null), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        byte[] adobe = {(byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        return Spliced.afterStart(bytes.toByteArray(), adobe);
    }

    /// A TIFF as the JDK writes it, compressed.
    static byte[] tiff(Pixels pixels, String compression) {
        var image = image(pixels, BufferedImage.TYPE_3BYTE_BGR);
        var writer = ImageIO.getImageWritersByFormatName("tiff").next();
        var bytes = new ByteArrayOutputStream();
        try (var output = ImageIO.createImageOutputStream(bytes)) {
            var param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType(compression);
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /// The profile of a screen whose first channel lights green, the second blue and the third red, otherwise as sRGB.
    static byte[] turnedProfile() {
        byte[] icc = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        String names = new String(icc, StandardCharsets.ISO_8859_1);
        rename(icc, names.indexOf("rXYZ", 128), "bXYZ");
        rename(icc, names.indexOf("gXYZ", 128), "rXYZ");
        rename(icc, names.indexOf("bXYZ", 128), "gXYZ");
        return icc;
    }

    private static void rename(byte[] icc, int at, String tag) {
        System.arraycopy(tag.getBytes(StandardCharsets.ISO_8859_1), 0, icc, at, 4);
    }
}
