package dev.lookalike.vision;

import java.nio.file.Path;
import java.time.LocalDateTime;

import dev.lookalike.vision.decode.Decoder;
import dev.lookalike.vision.decode.JpegWriter;
import dev.lookalike.vision.pixels.Box;
import dev.lookalike.vision.pixels.Filter;
import dev.lookalike.vision.pixels.Pixels;
import dev.lookalike.vision.pixels.Resampler;
import org.jspecify.annotations.Nullable;

/// A decoded picture: upright, sRGB, opaque, no larger than needed.
///
/// The content's first bytes decide what it is, never its name. A picture is immutable and may be shared by threads; it
/// costs `3 * width() * height()` bytes of heap.
public final class Picture {
    private static final Decoder DECODER = new Decoder(PixelBudget.shared());

    private final Pixels pixels;
    private final Origin origin;

    /// What was known of a picture before it was scaled.
    ///
    /// @param format
    ///            what the first bytes said, or null for a picture that was not read but made of pixels
    /// @param width
    ///            columns of the upright original
    /// @param height
    ///            rows of the upright original
    /// @param taken
    ///            when the camera says it was taken, without a zone, or null where nothing says so
    public record Origin(@Nullable Format format, int width, int height, @Nullable LocalDateTime taken) {}

    private Picture(Pixels pixels, Origin origin) {
        this.pixels = pixels;
        this.origin = origin;
    }

    /// Reads a picture from a file, scaled down while decoding as long as its shorter side keeps `sideNeeded` pixels.
    ///
    /// @throws VisionException.Refused
    ///             if the content is no picture, is damaged, or is beyond a limit
    /// @throws VisionException.Busy
    ///             if others are being decoded and there is no memory for this one within the limits' patience
    /// @throws VisionException.Unreadable
    ///             if the file cannot be read
    /// @throws IllegalArgumentException
    ///             if `sideNeeded` is less than 1
    public static Picture read(Path file, Limits limits, int sideNeeded) {
        return of(DECODER.read(file, limits, sideNeeded));
    }

    /// Reads a picture from bytes, like [#read(Path, Limits, int)].
    public static Picture read(byte[] content, Limits limits, int sideNeeded) {
        return of(DECODER.read(content, limits, sideNeeded));
    }

    private static Picture of(Decoder.Decoded decoded) {
        var origin = new Origin(decoded.format(), decoded.width(), decoded.height(), decoded.taken());
        return new Picture(decoded.pixels(), origin);
    }

    /// A picture of `width * height` pixels, row by row, red, green and blue; copied.
    ///
    /// @throws IllegalArgumentException
    ///             if `rgb` has not `3 * width * height` bytes
    public static Picture of(int width, int height, byte[] rgb) {
        return new Picture(new Pixels(width, height, rgb.clone()), new Origin(null, width, height, null));
    }

    /// How many columns.
    public int width() {
        return pixels.width();
    }

    /// How many rows.
    public int height() {
        return pixels.height();
    }

    /// What was known before scaling.
    public Origin origin() {
        return origin;
    }

    /// The pixels, `3 * width() * height()` bytes row by row, red, green and blue; shared, not to be changed.
    public byte[] rgb() {
        return pixels.rgb();
    }

    /// The part of this picture inside `crop`, at least one pixel.
    public Picture crop(Crop crop) {
        int left = Math.min(width() - 1, (int) Math.round(crop.left() * width()));
        int top = Math.min(height() - 1, (int) Math.round(crop.top() * height()));
        int right = Math.clamp(Math.round((crop.left() + crop.width()) * width()), left + 1, width());
        int bottom = Math.clamp(Math.round((crop.top() + crop.height()) * height()), top + 1, height());
        return new Picture(pixels.cut(left, top, right, bottom), origin);
    }

    /// This picture with other sides, without aliasing (bicubic, as Pillow's).
    ///
    /// @throws IllegalArgumentException
    ///             if a side is less than 1
    public Picture resized(int width, int height) {
        byte[] resized = Resampler.resize(rgb(), width(), height(), Box.whole(width(), height()), width, height,
                Filter.BICUBIC);
        return new Picture(new Pixels(width, height, resized), origin);
    }

    /// This picture as a mirror shows it: left and right exchanged.
    public Picture mirrored() {
        byte[] from = rgb();
        var to = new byte[from.length];
        for (int pixel = 0; pixel < from.length / 3; pixel++) {
            int column = pixel % width();
            int other = pixel - column + width() - 1 - column;
            System.arraycopy(from, 3 * pixel, to, 3 * other, 3);
        }
        return new Picture(new Pixels(width(), height(), to), origin);
    }

    /// A copy of this picture, its longer side at most `side` pixels, as a JPEG without any metadata.
    ///
    /// @throws IllegalArgumentException
    ///             if `side` is less than 1
    public byte[] thumbnail(int side) {
        if (side < 1) {
            throw new IllegalArgumentException("side is %d; ask for 1 or more".formatted(side));
        }
        double scale = Math.min(1, side / (double) Math.max(width(), height()));
        int columns = Math.max(1, (int) Math.round(width() * scale));
        int rows = Math.max(1, (int) Math.round(height() * scale));
        return JpegWriter.write(columns == width() && rows == height() ? pixels : resized(columns, rows).pixels);
    }

    /// The mean colours of eight parts, four in a row and two rows, each red, green and blue: 24 bytes, enough to paint a
    /// page before its thumbnails are there.
    public byte[] placeholder() {
        return Resampler.resize(rgb(), width(), height(), Box.whole(width(), height()), 4, 2, Filter.BOX);
    }
}
