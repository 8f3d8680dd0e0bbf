package dev.lookalike.vision.decode;

import dev.lookalike.vision.Format;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.VisionException.Refused;
import dev.lookalike.vision.VisionException.Refused.Reason;
import org.jspecify.annotations.Nullable;

/// What a picture says of itself before any of its pixels is looked at.
///
/// @param width
///            columns as they are stored, before the picture is turned upright
/// @param height
///            rows as they are stored
/// @param bytesPerPixel
///            what its decoder keeps of one pixel; for a JPEG its components: 1 gray, 3 colour, 4 inks
/// @param profile
///            the ICC profile, or null
/// @param whole
///            whether the format makes the decoder keep all of the picture at once, however small it is wanted
record Header(Format format, int width, int height, int bytesPerPixel, Exif exif, byte @Nullable [] profile,
        boolean whole) {

    /// Reads the header of `content`, all of it or, to refuse early, only its beginning.
    ///
    /// @throws Refused
    ///             if it is no picture, is damaged or beyond `limits`
    static Header of(byte[] content, Limits limits) {
        var bytes = Bytes.bigEndian(content);
        var format = Signature.of(bytes.part(0, Math.min(content.length, Signature.SIZE)));
        requireSize(content.length, limits);
        try {
            var header = switch (format) {
                case JPEG -> JpegHeader.read(bytes);
                case PNG -> PngHeader.read(bytes);
                case GIF -> GifHeader.read(bytes.littleEndian());
                case WEBP -> WebpHeader.read(bytes.littleEndian(), limits);
                case BMP -> BmpHeader.read(bytes.littleEndian());
                case TIFF -> TiffHeader.read(bytes, limits);
                case HEIC, AVIF -> HeifHeader.read(bytes, format);
            };
            requirePixels(header.width, header.height, limits);
            return header;
        } catch (IndexOutOfBoundsException e) {
            throw damaged("the %s breaks off in its header".formatted(format));
        }
    }

    static Refused damaged(String what) {
        return new Refused(Reason.DAMAGED, what);
    }

    static void requireSize(long bytes, Limits limits) {
        if (bytes > limits.bytes()) {
            throw new Refused(Reason.TOO_LARGE,
                    "the file has %,d bytes; at most %,d are read".formatted(bytes, limits.bytes()));
        }
    }

    static void requirePixels(long width, long height, Limits limits) {
        if (width < 1 || height < 1) {
            throw damaged("the picture says it has %d x %d pixels".formatted(width, height));
        }
        if (width > limits.side() || height > limits.side()) {
            throw new Refused(Reason.TOO_LARGE,
                    "the picture has %,d x %,d pixels; a side may have %,d".formatted(width, height, limits.side()));
        }
        if (width * height > limits.pixels()) {
            throw new Refused(Reason.TOO_LARGE, "the picture has %,d x %,d = %,d pixels; it may have %,d"
                    .formatted(width, height, width * height, limits.pixels()));
        }
    }
}
