package dev.lookalike.vision.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/// A plain TIFF: one strip, not compressed, any tag.
public final class TiffSample {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int INTERPRETATION = 262;
    private static final int STRIP_OFFSETS = 273;
    private static final int SAMPLES = 277;
    private static final int ROWS_PER_STRIP = 278;
    private static final int STRIP_BYTES = 279;

    private static final int PROFILE = 34675;

    private byte[] profile = {};
    private final TreeMap<Integer, Integer> tags = new TreeMap<>();
    private final byte[] values;
    private final int samples;
    private final int bits;

    TiffSample(int width, int height, int samples, int bits, byte[] values) {
        this.values = values;
        this.samples = samples;
        this.bits = bits;
        tags.put(WIDTH, width);
        tags.put(HEIGHT, height);
        tags.put(COMPRESSION, 1);
        tags.put(INTERPRETATION, samples < 3 ? 1 : 2);
        tags.put(SAMPLES, samples);
        tags.put(ROWS_PER_STRIP, height);
        tags.put(STRIP_BYTES, values.length);
    }

    TiffSample with(int tag, int value) {
        tags.put(tag, value);
        return this;
    }

    TiffSample withProfile(byte[] icc) {
        profile = icc;
        tags.put(PROFILE, 0);
        return this;
    }

    byte[] bytes() {
        int entries = tags.size() + 2;
        int bitsAt = 8 + 2 + 12 * entries + 4;
        int stripAt = bitsAt + 2 * samples;
        tags.put(BITS, samples <= 2 ? bits * (samples == 2 ? 0x10001 : 1) : bitsAt);
        tags.put(STRIP_OFFSETS, stripAt);
        tags.computeIfPresent(PROFILE, (_, _) -> stripAt + values.length);
        var tiff = ByteBuffer.allocate(stripAt + values.length + profile.length).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put("II*\0".getBytes(StandardCharsets.ISO_8859_1)).putInt(8).putShort((short) entries);
        tags.forEach((tag, value) -> {
            int type = switch (tag) {
                case STRIP_OFFSETS, STRIP_BYTES -> 4;
                case PROFILE -> 7;
                default -> 3;
            };
            int count = switch (tag) {
                case BITS -> samples;
                case PROFILE -> profile.length;
                default -> 1;
            };
            tiff.putShort((short) (int) tag).putShort((short) type).putInt(count).putInt(value);
        });
        tiff.putInt(0);
        for (int i = 0; i < samples; i++) {
            tiff.putShort((short) bits);
        }
        return tiff.put(values).put(profile).array();
    }
}
