package dev.lookalike.vision.decode;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import dev.lookalike.vision.Format;
import dev.lookalike.vision.Limits;
import org.jspecify.annotations.Nullable;

/// The first directory of a TIFF (TIFF 6.0).
final class TiffHeader {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int SAMPLES = 277;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int PROFILE = 34675;
    private static final int SHORT = 3;
    private static final int MAX_SAMPLES = 8;
    private static final int MAX_BITS = 64;
    private static final int MAX_PROFILE_BYTES = 4 << 20;

    private TiffHeader() {}

    static Header read(Bytes bytes, Limits limits) {
        var tiff = Objects.requireNonNull(Exif.ordered(bytes));
        long directory = tiff.unsigned32(4);
        var values = new HashMap<Integer, Long>();
        byte[] profile = null;
        int entries = tiff.unsigned16(directory);
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + 12L * i;
            int tag = tiff.unsigned16(entry);
            values.put(tag, tag == BITS ? bits(tiff, entry) : value(tiff, entry));
            if (tag == PROFILE) {
                profile = profile(tiff, entry);
            }
        }
        long width = values.getOrDefault(WIDTH, 0L);
        long height = values.getOrDefault(HEIGHT, 0L);
        Header.requirePixels(width, height, limits);
        long samples = values.getOrDefault(SAMPLES, 1L);
        if (samples < 1 || samples > MAX_SAMPLES) {
            throw Header
                    .damaged("a pixel of the TIFF has %d samples; at most %d are read".formatted(samples, MAX_SAMPLES));
        }
        requireTiles(values, limits);
        return new Header(Format.TIFF, (int) width, (int) height, bytes(samples, values.getOrDefault(BITS, 1L)),
                Exif.parseDirectory(tiff, directory),
                profile, false);
    }

    private static void requireTiles(Map<Integer, Long> values, Limits limits) {
        Long width = values.get(TILE_WIDTH);
        Long height = values.get(TILE_HEIGHT);
        if (width != null && height != null) {
            Header.requirePixels(width, height, limits);
        }
    }

    private static long value(Bytes tiff, long entry) {
        return tiff.unsigned16(entry + 2) == SHORT ? tiff.unsigned16(entry + 8) : tiff.unsigned32(entry + 8);
    }

    /// Of the first sample; more than two do not fit into the entry itself.
    private static long bits(Bytes tiff, long entry) {
        return tiff.unsigned16(tiff.unsigned32(entry + 4) > 2 ? tiff.unsigned32(entry + 8) : entry + 8);
    }

    private static int bytes(long samples, long bits) {
        if (bits > MAX_BITS) {
            throw Header.damaged("a sample of the TIFF has %d bits; at most %d are read".formatted(bits, MAX_BITS));
        }
        return (int) ((samples * bits + 7) / 8);
    }

    private static byte @Nullable [] profile(Bytes tiff, long entry) {
        long size = tiff.unsigned32(entry + 4);
        long offset = tiff.unsigned32(entry + 8);
        return size > MAX_PROFILE_BYTES || offset + size > tiff.size() ? null : tiff.part(offset, size).copy();
    }
}
