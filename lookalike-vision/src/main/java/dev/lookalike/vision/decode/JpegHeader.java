package dev.lookalike.vision.decode;

import java.io.ByteArrayOutputStream;
import java.util.TreeMap;

import dev.lookalike.vision.Format;
import org.jspecify.annotations.Nullable;

/// The segments of a JPEG before its first scan (ITU-T T.81, annex B).
final class JpegHeader {
    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;
    private static final int MAX_SCANS = 100;
    private static final long MAX_SCANNED_PIXELS = 4_000_000_000L;
    private static final int MAX_PROFILE_BYTES = 4 << 20;

    private final Bytes bytes;
    private final TreeMap<Integer, Bytes> profileParts = new TreeMap<>();
    private int width;
    private int height;
    private int components;
    private boolean progressive;
    private @Nullable Exif exif;

    private JpegHeader(Bytes bytes) {
        this.bytes = bytes;
    }

    static Header read(Bytes bytes) {
        return new JpegHeader(bytes).read();
    }

    private Header read() {
        long at = 2;
        while (true) {
            at = nextMarker(at);
            int marker = bytes.unsigned8(at++);
            if (marker == END_OF_IMAGE) {
                throw Header.damaged("the JPEG ends before its pixels");
            }
            if (marker == 1 || (marker >= 0xD0 && marker <= 0xD8)) {
                continue;
            }
            int length = bytes.unsigned16(at);
            if (length < 2) {
                throw Header.damaged("a segment of the JPEG has %d bytes".formatted(length));
            }
            var segment = bytes.part(at + 2, length - 2L);
            at += length;
            if (marker == START_OF_SCAN) {
                return scanned(segment, at);
            }
            read(marker, segment);
        }
    }

    private long nextMarker(long at) {
        while (bytes.unsigned8(at) != 0xFF) {
            at++;
        }
        while (bytes.unsigned8(at) == 0xFF) {
            at++;
        }
        return at;
    }

    private void read(int marker, Bytes segment) {
        boolean frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame && components == 0) {
            height = segment.unsigned16(1);
            width = segment.unsigned16(3);
            components = segment.unsigned8(5);
            progressive = marker == 0xC2 || marker == 0xCA;
        } else if (marker == APP1 && exif == null && segment.says(0, "Exif\0\0")) {
            exif = Exif.parse(segment.from(6));
        } else if (marker == APP2 && segment.size() > 14 && segment.says(0, "ICC_PROFILE\0")) {
            profileParts.putIfAbsent(segment.unsigned8(12), segment.from(14));
        }
    }

    private Header scanned(Bytes scan, long at) {
        if (components == 0 || width == 0 || height == 0) {
            throw Header.damaged("the JPEG does not say how large it is");
        }
        boolean whole = progressive || scan.unsigned8(0) < components;
        if (whole) {
            requireFewScans(at);
        }
        return new Header(Format.JPEG, width, height, components, exif == null ? Exif.NONE : exif, profile(), whole);
    }

    /// A decoder goes through all pixels once for each scan, and a scan costs but ten bytes: a bomb of time.
    private void requireFewScans(long at) {
        byte[] array = bytes.array();
        int scans = 1;
        for (int i = bytes.begin() + (int) at; i + 1 < bytes.end(); i++) {
            if (array[i] == (byte) 0xFF && array[i + 1] == (byte) START_OF_SCAN) {
                scans++;
            }
        }
        if (scans > MAX_SCANS || (long) scans * width * height > MAX_SCANNED_PIXELS) {
            throw Header
                    .damaged("the JPEG has %d scans over %d x %d pixels; at most %d over %,d pixels together are read"
                            .formatted(scans, width, height, MAX_SCANS, MAX_SCANNED_PIXELS));
        }
    }

    private byte @Nullable [] profile() {
        if (profileParts.isEmpty()) {
            return null;
        }
        var joined = new ByteArrayOutputStream();
        for (var part : profileParts.values()) {
            if (joined.size() + part.size() > MAX_PROFILE_BYTES) {
                return null;
            }
            joined.write(part.array(), part.begin(), part.size());
        }
        return joined.toByteArray();
    }
}
