package dev.lookalike.vision.decode;

import dev.lookalike.vision.Format;

/// The boxes of a HEIC or AVIF file that say how large its picture is (ISO/IEC 23008-12).
final class HeifHeader {
    private static final int MAX_DEPTH = 4;

    private final Bytes bytes;
    private long width;
    private long height;

    private HeifHeader(Bytes bytes) {
        this.bytes = bytes;
    }

    /// The largest picture inside: the others are its tiles and thumbnails.
    static Header read(Bytes bytes, Format format) {
        var header = new HeifHeader(bytes);
        header.walk(0, bytes.size(), 0);
        if (header.width > Integer.MAX_VALUE || header.height > Integer.MAX_VALUE) {
            throw Header.damaged("the %s says it has %d x %d pixels".formatted(format, header.width, header.height));
        }
        return new Header(format, (int) header.width, (int) header.height, 3, Exif.NONE, null, true);
    }

    private void walk(long from, long end, int depth) {
        long at = from;
        while (at + 8 <= end) {
            long size = bytes.unsigned32(at);
            if (size == 0 || at + size > end) {
                size = end - at;
            }
            if (size < 8) {
                return;
            }
            if (bytes.says(at + 4, "ispe") && size >= 20) {
                keep(bytes.unsigned32(at + 12), bytes.unsigned32(at + 16));
            } else if (bytes.says(at + 4, "meta") && depth < MAX_DEPTH) {
                walk(at + 12, at + size, depth + 1);
            } else if ((bytes.says(at + 4, "iprp") || bytes.says(at + 4, "ipco")) && depth < MAX_DEPTH) {
                walk(at + 8, at + size, depth + 1);
            }
            at += size;
        }
    }

    private void keep(long columns, long rows) {
        if (Math.max(columns, rows) > Math.max(width, height)) {
            width = columns;
            height = rows;
        }
    }
}
