package dev.lookalike.gallery.evaluation;

import java.util.Locale;
import java.util.Random;

import dev.lookalike.vision.Crop;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Picture;

/// What can be done to a picture that leaves it the same picture: a query whose answer is known without any label.
public enum Change {
    /// A random part of half its area.
    CROP {
        @Override
        Picture apply(Picture picture, Random random) {
            double side = Math.sqrt(0.5);
            return picture
                    .crop(new Crop((1 - side) * random.nextDouble(), (1 - side) * random.nextDouble(), side, side));
        }
    },
    /// Its mirror image.
    FLIP {
        @Override
        Picture apply(Picture picture, Random random) {
            return picture.mirrored();
        }
    },
    /// Out of focus: what is left of an eighth of its sides.
    BLUR {
        @Override
        Picture apply(Picture picture, Random random) {
            return picture.resized(Math.max(1, picture.width() / 8), Math.max(1, picture.height() / 8))
                    .resized(picture.width(), picture.height());
        }
    },
    /// Red, green and blue each brighter or darker, by up to a third, and a new contrast.
    RECOLOUR {
        @Override
        Picture apply(Picture picture, Random random) {
            var table = new byte[3][256];
            double contrast = 0.75 + random.nextDouble() / 2;
            for (byte[] channel : table) {
                double gain = 2 / 3.0 + 2 / 3.0 * random.nextDouble();
                for (int level = 0; level < channel.length; level++) {
                    channel[level] = (byte) Math.clamp(Math.round(gain * (127 + contrast * (level - 127))), 0, 255);
                }
            }
            byte[] rgb = picture.rgb().clone();
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] = table[i % 3][rgb[i] & 0xFF];
            }
            return Picture.of(picture.width(), picture.height(), rgb);
        }
    },
    /// A small JPEG of it, 96 pixels on its longer side.
    REENCODE {
        @Override
        Picture apply(Picture picture, Random random) {
            return Picture.read(picture.thumbnail(SMALL), Limits.UPLOAD, SMALL).resized(picture.width(),
                    picture.height());
        }
    };

    private static final int SMALL = 96;

    abstract Picture apply(Picture picture, Random random);

    /// The name for people, in lower case.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
