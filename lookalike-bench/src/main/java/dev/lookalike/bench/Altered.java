package dev.lookalike.bench;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.random.RandomGenerator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

import dev.lookalike.vision.Crop;
import dev.lookalike.vision.Picture;

/// What people and programs do to a photo that leaves it the same photo, mildly and strongly.
enum Altered {
    // In the order of the table that is printed.
    CROP_80("part, 80 % of the area", true), CROP_50("part, half of the area", false), CROP_25("part, a quarter",
            false), MIRRORED("mirrored", true), HALF_SIZE("half its size", true), QUARTER_SIZE("a quarter of its size",
                    false), JPEG_50("JPEG quality 50", true), JPEG_10("JPEG quality 10", false), COLOURS_15(
                            "colours changed by up to 15 %",
                            true), COLOURS_40("colours changed by up to 40 %", false), GREY("grey", false), BLURRED(
                                    "blurred, an eighth of its sides left",
                                    false), MIRRORED_PART("mirrored, 80 % of the area, JPEG quality 70", true), ALL(
                                            "half of the area, mirrored, half its size, colours by 25 %, JPEG quality 40",
                                            false);

    private static final int USUAL_QUALITY = 90;

    private final String label;
    private final boolean mild;

    Altered(String label, boolean mild) {
        this.label = label;
        this.mild = mild;
    }

    String label() {
        return label;
    }

    boolean isMild() {
        return mild;
    }

    /// A JPEG of the altered picture.
    byte[] of(Picture picture, RandomGenerator random) throws IOException {
        return switch (this) {
            case CROP_80 -> jpeg(part(picture, 0.8, random), USUAL_QUALITY);
            case CROP_50 -> jpeg(part(picture, 0.5, random), USUAL_QUALITY);
            case CROP_25 -> jpeg(part(picture, 0.25, random), USUAL_QUALITY);
            case MIRRORED -> jpeg(mirrored(picture), USUAL_QUALITY);
            case HALF_SIZE -> jpeg(scaled(picture, 0.5), USUAL_QUALITY);
            case QUARTER_SIZE -> jpeg(scaled(picture, 0.25), USUAL_QUALITY);
            case JPEG_50 -> jpeg(picture, 50);
            case JPEG_10 -> jpeg(picture, 10);
            case COLOURS_15 -> jpeg(coloured(picture, 0.15, random), USUAL_QUALITY);
            case COLOURS_40 -> jpeg(coloured(picture, 0.4, random), USUAL_QUALITY);
            case GREY -> jpeg(grey(picture), USUAL_QUALITY);
            case BLURRED -> jpeg(scaled(picture, 0.125).resized(picture.width(), picture.height()), USUAL_QUALITY);
            case MIRRORED_PART -> jpeg(part(mirrored(picture), 0.8, random), 70);
            case ALL -> jpeg(coloured(scaled(part(mirrored(picture), 0.5, random), 0.5), 0.25, random), 40);
        };
    }

    private static Picture part(Picture picture, double area, RandomGenerator random) {
        double side = Math.sqrt(area);
        return picture.crop(new Crop((1 - side) * random.nextDouble(), (1 - side) * random.nextDouble(), side, side));
    }

    private static Picture mirrored(Picture picture) {
        byte[] from = picture.rgb();
        var to = new byte[from.length];
        int width = picture.width();
        for (int pixel = 0; pixel < from.length / 3; pixel++) {
            int mirrored = pixel / width * width + width - 1 - pixel % width;
            System.arraycopy(from, 3 * pixel, to, 3 * mirrored, 3);
        }
        return Picture.of(width, picture.height(), to);
    }

    private static Picture scaled(Picture picture, double scale) {
        return picture.resized(Math.max(1, (int) Math.round(scale * picture.width())),
                Math.max(1, (int) Math.round(scale * picture.height())));
    }

    /// Each channel brighter or darker, and all with another contrast.
    private static Picture coloured(Picture picture, double most, RandomGenerator random) {
        double contrast = 1 + most * (2 * random.nextDouble() - 1);
        var gains = new double[3];
        for (int i = 0; i < 3; i++) {
            gains[i] = 1 + most * (2 * random.nextDouble() - 1);
        }
        byte[] rgb = picture.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            double level = gains[i % 3] * (127 + contrast * ((rgb[i] & 0xFF) - 127));
            rgb[i] = (byte) Math.clamp(Math.round(level), 0, 255);
        }
        return Picture.of(picture.width(), picture.height(), rgb);
    }

    private static Picture grey(Picture picture) {
        byte[] rgb = picture.rgb().clone();
        for (int i = 0; i < rgb.length; i += 3) {
            long level = Math.round(
                    0.299 * (rgb[i] & 0xFF) + 0.587 * (rgb[i + 1] & 0xFF) + 0.114 * (rgb[i + 2] & 0xFF));
            rgb[i] = rgb[i + 1] = rgb[i + 2] = (byte) level;
        }
        return Picture.of(picture.width(), picture.height(), rgb);
    }

    private static byte[] jpeg(Picture picture, int quality) throws IOException {
        var image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        byte[] rgb = picture.rgb();
        for (int pixel = 0; pixel < rgb.length / 3; pixel++) {
            image.setRGB(pixel % picture.width(), pixel / picture.width(),
                    ((rgb[3 * pixel] & 0xFF) << 16) | ((rgb[3 * pixel + 1] & 0xFF) << 8) | (rgb[3 * pixel + 2] & 0xFF));
        }
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var output = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality / 100f);
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
