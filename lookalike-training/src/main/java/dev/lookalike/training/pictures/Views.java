package dev.lookalike.training.pictures;

import java.util.SplittableRandom;

import dev.lookalike.vision.Crop;
import dev.lookalike.vision.Picture;
import dev.lookalike.vision.Preprocessing.Normalisation;

/// Shows pictures as a network takes them: as they are, or changed by chance in ways that leave their class alone.
///
/// @param width
///            of the network's input
/// @param height
///            of the network's input
/// @param channelsLast
///            whether red, green and blue of a pixel lie side by side
public record Views(int width, int height, Normalisation normalisation, boolean channelsLast) {
    private static final int TRIES = 10;
    private static final double LEAST_AREA = 0.5;
    private static final double JITTER = 0.2;
    private static final double[] LUMA = {0.299, 0.587, 0.114};

    /// How many numbers a picture becomes.
    public int size() {
        return 3 * width * height;
    }

    /// The shape of so many pictures.
    public long[] shape(int pictures) {
        return channelsLast ? new long[]{pictures, height, width, 3} : new long[]{pictures, 3, height, width};
    }

    /// The middle of a picture, as large as fits.
    public void plain(Picture picture, float[] into, int offset) {
        write(levels(picture.crop(middle(picture)).resized(width, height)), into, offset);
    }

    /// A part of half the picture's area or more, perhaps mirrored, its brightness, contrast and saturation changed by up to a
    /// fifth.
    public void varied(Picture picture, SplittableRandom random, float[] into, int offset) {
        float[] levels = levels(picture.crop(part(picture, random)).resized(width, height));
        if (random.nextBoolean()) {
            mirror(levels);
        }
        for (int change : order(random)) {
            double factor = random.nextDouble(1 - JITTER, 1 + JITTER);
            switch (change) {
                case 0 -> blend(levels, 0, factor);
                case 1 -> blend(levels, meanLuma(levels), factor);
                default -> saturate(levels, factor);
            }
        }
        write(levels, into, offset);
    }

    private Crop middle(Picture picture) {
        double scale = Math.min((double) picture.width() / width, (double) picture.height() / height);
        return centred(scale * width / picture.width(), scale * height / picture.height());
    }

    private static Crop centred(double columns, double rows) {
        double wide = Math.min(1, columns);
        double high = Math.min(1, rows);
        return new Crop((1 - wide) / 2, (1 - high) / 2, wide, high);
    }

    /// As torchvision's RandomResizedCrop: an area and proportions between 3:4 and 4:3 that fit.
    private Crop part(Picture picture, SplittableRandom random) {
        double proportions = (double) picture.height() / picture.width();
        for (int i = 0; i < TRIES; i++) {
            double area = random.nextDouble(LEAST_AREA, 1);
            double aspect = Math.exp(random.nextDouble(Math.log(3 / 4.0), Math.log(4 / 3.0)));
            double wide = Math.sqrt(area * aspect * proportions);
            double high = area / wide;
            if (wide <= 1 && high <= 1) {
                double left = random.nextDouble() * (1 - wide);
                double top = random.nextDouble() * (1 - high);
                return new Crop(left, top, Math.min(wide, 1 - left), Math.min(high, 1 - top));
            }
        }
        return middle(picture);
    }

    private static int[] order(SplittableRandom random) {
        int[] order = {0, 1, 2};
        for (int i = 2; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return order;
    }

    /// Levels of 0..255, row by row, red, green and blue.
    private static float[] levels(Picture picture) {
        byte[] rgb = picture.rgb();
        var levels = new float[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            levels[i] = rgb[i] & 0xFF;
        }
        return levels;
    }

    private void mirror(float[] levels) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width / 2; x++) {
                for (int channel = 0; channel < 3; channel++) {
                    int here = 3 * (y * width + x) + channel;
                    int there = 3 * (y * width + width - 1 - x) + channel;
                    float kept = levels[here];
                    levels[here] = levels[there];
                    levels[there] = kept;
                }
            }
        }
    }

    private static void blend(float[] levels, double with, double factor) {
        float shift = (float) ((1 - factor) * with);
        for (int i = 0; i < levels.length; i++) {
            levels[i] = Math.clamp((float) factor * levels[i] + shift, 0, 255);
        }
    }

    private static double luma(float[] levels, int pixel) {
        return LUMA[0] * levels[pixel] + LUMA[1] * levels[pixel + 1] + LUMA[2] * levels[pixel + 2];
    }

    private static double meanLuma(float[] levels) {
        double sum = 0;
        for (int pixel = 0; pixel < levels.length; pixel += 3) {
            sum += luma(levels, pixel);
        }
        return 3 * sum / levels.length;
    }

    private static void saturate(float[] levels, double factor) {
        for (int pixel = 0; pixel < levels.length; pixel += 3) {
            float shift = (float) ((1 - factor) * luma(levels, pixel));
            for (int i = pixel; i < pixel + 3; i++) {
                levels[i] = Math.clamp((float) factor * levels[i] + shift, 0, 255);
            }
        }
    }

    private void write(float[] levels, float[] into, int offset) {
        int places = width * height;
        for (int channel = 0; channel < 3; channel++) {
            float mean = normalisation.mean().get(channel).floatValue();
            float std = normalisation.std().get(channel).floatValue();
            for (int place = 0; place < places; place++) {
                int at = channelsLast ? 3 * place + channel : channel * places + place;
                into[offset + at] = (levels[3 * place + channel] - mean) / std;
            }
        }
    }
}
