package dev.lookalike.vision.pixels;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.color.ProfileDataException;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

import org.jspecify.annotations.Nullable;

/// How the numbers of a picture become sRGB (ICC.1:2022).
public sealed interface ColourProfile permits ColourProfile.Srgb, ColourProfile.TableProfile, MatrixProfile {
    /// The picture in sRGB; the same one where it is already.
    Pixels toSrgb(Pixels pixels);

    /// What an embedded profile says; damage in it, or a profile for inks, leaves the picture as it is.
    static ColourProfile of(byte @Nullable [] icc) {
        if (icc == null) {
            return Srgb.INSTANCE;
        }
        try {
            var tags = new IccTags(icc);
            return switch (tags.colourSpace()) {
                case "RGB " ->
                    tags.has("rXYZ") ? MatrixProfile.colour(tags) : new TableProfile(ICC_Profile.getInstance(icc));
                case "GRAY" -> MatrixProfile.gray(tags);
                default -> Srgb.INSTANCE;
            };
        } catch (IndexOutOfBoundsException | IllegalArgumentException _) {
            return Srgb.INSTANCE;
        }
    }

    /// Nothing to do.
    enum Srgb implements ColourProfile {
        INSTANCE;

        @Override
        public Pixels toSrgb(Pixels pixels) {
            return pixels;
        }
    }

    /// A profile with tables of many dimensions, which the JDK's own colour management knows how to read.
    record TableProfile(ICC_Profile profile) implements ColourProfile {
        @Override
        public Pixels toSrgb(Pixels pixels) {
            byte[] converted = new byte[pixels.rgb().length];
            var op = new ColorConvertOp(new ICC_ColorSpace(profile), ColorSpace.getInstance(ColorSpace.CS_sRGB), null);
            try {
                op.filter(raster(pixels, pixels.rgb()), raster(pixels, converted));
            } catch (CMMException | ProfileDataException | IllegalArgumentException _) {
                return pixels;
            }
            return new Pixels(pixels.width(), pixels.height(), converted);
        }

        private static WritableRaster raster(Pixels pixels, byte[] rgb) {
            DataBuffer buffer = new DataBufferByte(rgb, rgb.length);
            return Raster.createInterleavedRaster(buffer, pixels.width(), pixels.height(), 3 * pixels.width(), 3,
                    new int[]{0, 1, 2}, null);
        }
    }
}
