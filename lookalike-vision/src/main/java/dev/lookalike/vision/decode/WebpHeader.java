package dev.lookalike.vision.decode;

import dev.lookalike.vision.Format;
import dev.lookalike.vision.Limits;

/// The chunks of a WebP (RFC 9649). Its colour profile is applied by the decoder.
final class WebpHeader {
    private static final int FIRST_CHUNK = 12;
    private static final int SIDE = 0x3FFF;

    private WebpHeader() {}

    static Header read(Bytes bytes, Limits limits) {
        int width = 0;
        int height = 0;
        Exif exif = Exif.NONE;
        long at = FIRST_CHUNK;
        while (at + 8 <= bytes.size()) {
            long size = bytes.unsigned32(at + 4);
            long body = at + 8;
            if (bytes.says(at, "VP8X") || bytes.says(at, "VP8 ") || bytes.says(at, "VP8L")) {
                int[] sides = sides(bytes.from(at));
                Header.requirePixels(sides[0], sides[1], limits);
                if (width == 0) {
                    width = sides[0];
                    height = sides[1];
                }
            } else if (bytes.says(at, "ANMF") && size >= 16) {
                Header.requirePixels(unsigned24(bytes, body + 6) + 1L, unsigned24(bytes, body + 9) + 1L, limits);
                at = body + 16;
                continue;
            } else if (bytes.says(at, "EXIF") && body + size <= bytes.size()) {
                exif = Exif.parse(exifBlock(bytes.part(body, size)));
            }
            at = body + size + (size & 1);
        }
        if (width == 0) {
            throw Header.damaged("the WebP holds no picture");
        }
        return new Header(Format.WEBP, width, height, 4, exif, null, true);
    }

    /// Left and top of the first frame on the canvas.
    static int[] framePlace(Bytes bytes) {
        for (long at = FIRST_CHUNK; at + 8 <= bytes.size();) {
            long size = bytes.unsigned32(at + 4);
            if (bytes.says(at, "ANMF")) {
                return new int[]{2 * unsigned24(bytes, at + 8), 2 * unsigned24(bytes, at + 11)};
            }
            at += 8 + size + (size & 1);
        }
        return new int[]{0, 0};
    }

    /// Some writers put JPEG's mark before the block.
    private static Bytes exifBlock(Bytes chunk) {
        return chunk.says(0, "Exif\0\0") ? chunk.from(6) : chunk;
    }

    private static int[] sides(Bytes chunk) {
        if (chunk.says(0, "VP8X")) {
            return new int[]{unsigned24(chunk, 12) + 1, unsigned24(chunk, 15) + 1};
        }
        if (chunk.says(0, "VP8L")) {
            int packed = chunk.signed32(9);
            return new int[]{(packed & SIDE) + 1, ((packed >>> 14) & SIDE) + 1};
        }
        return new int[]{chunk.unsigned16(14) & SIDE, chunk.unsigned16(16) & SIDE};
    }

    private static int unsigned24(Bytes bytes, long offset) {
        return bytes.unsigned16(offset) | (bytes.unsigned8(offset + 2) << 16);
    }
}
