package dev.lookalike.vision.decode;

import dev.lookalike.vision.Format;

/// The screen and the first frame of a GIF (GIF89a specification).
final class GifHeader {
    private static final int EXTENSION = 0x21;
    private static final int FRAME = 0x2C;

    private GifHeader() {}

    /// The canvas: the screen, made larger where the first frame sticks out of it.
    static Header read(Bytes bytes) {
        long at = firstFrame(bytes);
        int right = bytes.unsigned16(at + 1) + bytes.unsigned16(at + 5);
        int bottom = bytes.unsigned16(at + 3) + bytes.unsigned16(at + 7);
        int width = Math.max(bytes.unsigned16(6), right);
        int height = Math.max(bytes.unsigned16(8), bottom);
        return new Header(Format.GIF, width, height, 4, Exif.NONE, null, true);
    }

    /// Left and top of the first frame on the canvas.
    static int[] framePlace(Bytes bytes) {
        long at = firstFrame(bytes);
        return new int[]{bytes.unsigned16(at + 1), bytes.unsigned16(at + 3)};
    }

    private static long firstFrame(Bytes bytes) {
        long at = 13L + tableSize(bytes.unsigned8(10));
        while (bytes.unsigned8(at) == EXTENSION) {
            at += 2;
            while (bytes.unsigned8(at) != 0) {
                at += 1L + bytes.unsigned8(at);
            }
            at++;
        }
        if (bytes.unsigned8(at) != FRAME) {
            throw Header.damaged("the GIF has no frame");
        }
        return at;
    }

    private static int tableSize(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }
}
