package dev.lookalike.vision.decode;

import dev.lookalike.vision.Format;
import dev.lookalike.vision.VisionException.Refused;
import dev.lookalike.vision.VisionException.Refused.Reason;

/// The two headers of a Windows bitmap.
final class BmpHeader {
    private static final int OLD_HEADER = 12;

    private BmpHeader() {}

    static Header read(Bytes bytes) {
        long start = bytes.unsigned32(10);
        boolean old = bytes.unsigned32(14) == OLD_HEADER;
        int width = old ? bytes.unsigned16(18) : bytes.signed32(18);
        int height = old
                ? bytes.unsigned16(20)
                : (int) Math.min(Integer.MAX_VALUE, Math.abs((long) bytes.signed32(22)));
        int bits = bytes.unsigned16(old ? 24 : 28);
        long compression = old ? 0 : bytes.unsigned32(30);
        if (width < 1 || height < 1) {
            throw Header.damaged("the BMP says it has %d x %d pixels".formatted(width, height));
        }
        if (compression > 3 && compression != 6) {
            throw new Refused(Reason.NOT_SUPPORTED, "a BMP of compression %d is not read".formatted(compression));
        }
        boolean runs = compression == 1 || compression == 2;
        long row = ((long) width * bits + 31) / 32 * 4;
        if (!runs && start + row * height > bytes.size()) {
            throw Header.damaged("the BMP of %d x %d pixels breaks off".formatted(width, height));
        }
        return new Header(Format.BMP, width, height, 3, Exif.NONE, null, false);
    }
}
