package dev.lookalike.vision.decode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;

import dev.lookalike.vision.Format;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.PixelBudget;
import dev.lookalike.vision.VisionException.Unreadable;
import dev.lookalike.vision.pixels.ColourProfile;
import dev.lookalike.vision.pixels.Orientation;
import dev.lookalike.vision.pixels.Pixels;
import org.jspecify.annotations.Nullable;

/// Reads pictures, scaled while they are decoded.
///
/// First the first bytes, then the size, then the header, then a share of the budget, and only then a pixel.
public final class Decoder {
    /// What a decoder needs besides its pixels.
    private static final int FIXED_BYTES = 1 << 18;

    private final PixelBudget budget;
    private final HeifConverter converter;

    public Decoder(PixelBudget budget) {
        this(budget, HeifConverter.ofSystem());
    }

    Decoder(PixelBudget budget, HeifConverter converter) {
        this.budget = budget;
        this.converter = converter;
    }

    /// Loads the native library aside, so that the first picture need not wait for it.
    public static void prepare() {
        Thread.ofPlatform().daemon().name("prepare decoder").start(NativeJpeg::isAvailable);
    }

    /// A picture that was read: upright, sRGB, opaque.
    ///
    /// @param width
    ///            of the upright original
    /// @param height
    ///            of the upright original
    public record Decoded(Pixels pixels, Format format, int width, int height, @Nullable LocalDateTime taken) {}

    /// Reads a file.
    public Decoded read(Path file, Limits limits, int sideNeeded) {
        requireSide(sideNeeded);
        try {
            long size = refuseEarly(file, limits);
            long pixels = inPixels(size);
            while (true) {
                // What the picture needs beyond its bytes is known only when they are here. Who waited for more while
                // holding some could wait for ever: so all is given back, and the file read again with a larger share.
                try (var share = budget.take(pixels, limits.patience())) {
                    byte[] content = Files.readAllBytes(file);
                    var header = Header.of(content, limits);
                    long needed = inPixels(content.length) + cost(header, content.length, sideNeeded);
                    if (share.grow(needed)) {
                        return decode(content, header, limits, sideNeeded);
                    }
                    pixels = needed;
                }
            }
        } catch (IOException e) {
            throw new Unreadable(file, e);
        }
    }

    /// Reads what is in memory already.
    public Decoded read(byte[] content, Limits limits, int sideNeeded) {
        requireSide(sideNeeded);
        converter.requireFor(formatOf(content));
        var header = Header.of(content, limits);
        try (var _ = budget.take(cost(header, content.length, sideNeeded), limits.patience())) {
            return decode(content, header, limits, sideNeeded);
        }
    }

    private static void requireSide(int sideNeeded) {
        if (sideNeeded < 1) {
            throw new IllegalArgumentException("sideNeeded is %d; ask for 1 or more".formatted(sideNeeded));
        }
    }

    private static Format formatOf(byte[] content) {
        return Signature.of(Bytes.bigEndian(content).part(0, Math.min(content.length, Signature.SIZE)));
    }

    /// Refuses films, archives and huge files without reading them.
    private long refuseEarly(Path file, Limits limits) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw Files.exists(file)
                    ? new IOException("it is no file")
                    : new NoSuchFileException(file.toString(), null,
                            "there is no such file");
        }
        try (var input = Files.newInputStream(file)) {
            converter.requireFor(formatOf(input.readNBytes(Signature.SIZE)));
        }
        long size = Files.size(file);
        Header.requireSize(size, limits);
        return size;
    }

    private Decoded decode(byte[] content, Header header, Limits limits, int sideNeeded) {
        if (header.format() != Format.HEIC && header.format() != Format.AVIF) {
            return decode(content, header, sideNeeded);
        }
        byte[] jpeg = converter.toJpeg(content, header.format());
        var decoded = decode(jpeg, Header.of(jpeg, limits), sideNeeded);
        return new Decoded(decoded.pixels, header.format(), decoded.width, decoded.height, decoded.taken);
    }

    private static Decoded decode(byte[] content, Header header, int sideNeeded) {
        int orientation = header.exif().orientation();
        var stored = isEveryday(header)
                ? NativeJpeg.decode(content, reduction(header, sideNeeded))
                : JavaDecoder.decode(content, header, sideNeeded);
        var pixels = ColourProfile.of(header.profile()).toSrgb(stored).upright(orientation);
        boolean swapped = Orientation.swapsSides(orientation);
        return new Decoded(pixels, header.format(), swapped ? header.height() : header.width(),
                swapped ? header.width() : header.height(), header.exif().taken());
    }

    private static boolean isEveryday(Header header) {
        boolean inks = header.bytesPerPixel() != 1 && header.bytesPerPixel() != 3;
        return header.format() == Format.JPEG && !inks && NativeJpeg.isAvailable();
    }

    /// How many pixels of the budget it takes to decode a picture, its own bytes not counted.
    private static long cost(Header header, int size, int sideNeeded) {
        long stored = (long) header.width() * header.height();
        // Where the scans of a JPEG follow each other, each coefficient of the whole picture is kept in two bytes.
        long coefficients = header.whole() && header.format() == Format.JPEG ? 2 * stored * header.bytesPerPixel() : 0;
        if (isEveryday(header)) {
            // A copy of the bytes outside of the heap; the scaled pixels there, here and turned upright.
            long reduction = reduction(header, sideNeeded);
            long scaled = stored / (reduction * reduction);
            return inPixels(size + 9 * scaled + coefficients + FIXED_BYTES);
        }
        long step = JavaDecoder.step(header, sideNeeded);
        long decoded = stored / (step * step);
        return inPixels(decoded * (header.bytesPerPixel() + 4L) + coefficients + FIXED_BYTES);
    }

    private static long inPixels(long bytes) {
        return bytes / PixelBudget.BYTES_PER_PIXEL + 1;
    }

    private static int reduction(Header header, int sideNeeded) {
        int shorter = Math.min(header.width(), header.height());
        int reduction = 8;
        while (reduction > 1 && shorter / reduction < sideNeeded) {
            reduction /= 2;
        }
        return reduction;
    }
}
