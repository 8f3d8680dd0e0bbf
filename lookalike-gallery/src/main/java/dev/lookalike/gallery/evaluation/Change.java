package dev.lookalike.gallery.evaluation;

import java.util.Locale;
import java.util.random.RandomGenerator;

import dev.lookalike.vision.Crop;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Picture;

/// What can be done to a picture that leaves it a view of the same thing: a query whose answer is known without any label.
public enum Change {
    /*
     * Each change begins with a random quarter of the picture, and all but the first mirror it: what is left can be found by what
     * it shows, and hardly by where light and dark are. Whole pictures that are blurred, mirrored or recoloured are found by
     * every network, or best by the one that looks at fewer pixels; with those, networks were ranked otherwise than by labels.
     *
     * What a change takes away in fineness is a share of what the network looks at, not of the picture: a network that looks at
     * more pixels is not asked to find a coarser picture, by its own measure, than one that looks at fewer.
     */
    /// A random quarter of its area.
    CROP {
        @Override
        Picture apply(Picture picture, RandomGenerator random, int side) {
            return part(picture, random);
        }
    },
    /// The mirror image of such a part.
    FLIP {
        @Override
        Picture apply(Picture picture, RandomGenerator random, int side) {
            return part(picture, random).mirrored();
        }
    },
    /// That out of focus: what is left of a quarter of the sides that the network looks at.
    BLUR {
        @Override
        Picture apply(Picture picture, RandomGenerator random, int side) {
            Picture part = part(picture, random).mirrored();
            double scale = side / 4.0 / Math.min(part.width(), part.height());
            return scale >= 1
                    ? part
                    : part.resized(scaled(part.width(), scale), scaled(part.height(), scale)).resized(part.width(),
                            part.height());
        }
    },
    /// That with red, green and blue each brighter or darker, by up to a third, and a new contrast.
    RECOLOUR {
        @Override
        Picture apply(Picture picture, RandomGenerator random, int side) {
            Picture part = part(picture, random).mirrored();
            var table = new byte[3][256];
            double contrast = 0.75 + random.nextDouble() / 2;
            for (byte[] channel : table) {
                double gain = 2 / 3.0 + 2 / 3.0 * random.nextDouble();
                for (int level = 0; level < channel.length; level++) {
                    channel[level] = (byte) Math.clamp(Math.round(gain * (127 + contrast * (level - 127))), 0, 255);
                }
            }
            byte[] rgb = part.rgb().clone();
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] = table[i % 3][rgb[i] & 0xFF];
            }
            return Picture.of(part.width(), part.height(), rgb);
        }
    },
    /// That as a small JPEG, its longer side a half of what the network looks at.
    REENCODE {
        @Override
        Picture apply(Picture picture, RandomGenerator random, int side) {
            Picture part = part(picture, random).mirrored();
            return Picture.read(part.thumbnail(side / 2), Limits.UPLOAD, side).resized(part.width(), part.height());
        }
    };

    private static final double AREA = 0.25;

    /// @param side
    ///            how many pixels of the shorter side the network looks at
    abstract Picture apply(Picture picture, RandomGenerator random, int side);

    private static Picture part(Picture picture, RandomGenerator random) {
        double side = Math.sqrt(AREA);
        return picture.crop(new Crop((1 - side) * random.nextDouble(), (1 - side) * random.nextDouble(), side, side));
    }

    private static int scaled(int length, double scale) {
        return Math.max(1, (int) Math.round(length * scale));
    }

    /// The name for people, in lower case.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
