package dev.lookalike.vision.decode;

import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;

import org.jspecify.annotations.Nullable;

/// What a camera wrote about a picture: how it was held and when.
///
/// @param orientation
///            1 to 8 as in the EXIF specification (CIPA DC-008, tag 0x0112); 1 is upright
/// @param taken
///            without a zone, or null
record Exif(int orientation, @Nullable LocalDateTime taken) {
    static final Exif NONE = new Exif(1, null);

    private static final int ORIENTATION = 0x0112;
    private static final int CHANGED = 0x0132;
    private static final int DETAILS = 0x8769;
    private static final int TAKEN = 0x9003;
    private static final int DIGITISED = 0x9004;
    private static final int TEXT = 2;
    private static final int MAX_ENTRIES = 1_000;
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("uuuu:MM:dd HH:mm:ss")
            .withResolverStyle(ResolverStyle.STRICT);

    /// Reads a block in the form of a TIFF file. Damage in it hides what it says and nothing else: a picture whose
    /// camera wrote nonsense is still a picture.
    static Exif parse(Bytes block) {
        try {
            var tiff = ordered(block);
            return tiff == null ? NONE : parseDirectory(tiff, tiff.unsigned32(4));
        } catch (IndexOutOfBoundsException _) {
            return NONE;
        }
    }

    /// The block with the byte order that its first bytes name, or null where they name none.
    static @Nullable Bytes ordered(Bytes block) {
        if (block.says(0, "II*\0")) {
            return block.ordered(ByteOrder.LITTLE_ENDIAN);
        }
        return block.says(0, "MM\0*") ? block.ordered(ByteOrder.BIG_ENDIAN) : null;
    }

    static Exif parseDirectory(Bytes tiff, long directory) {
        int orientation = 1;
        LocalDateTime taken = null;
        LocalDateTime changed = null;
        int entries = Math.min(tiff.unsigned16(directory), MAX_ENTRIES);
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + 12L * i;
            if (entry + 12 > tiff.size()) {
                break;
            }
            switch (tiff.unsigned16(entry)) {
                case ORIENTATION -> orientation = tiff.unsigned16(entry + 8);
                case CHANGED -> changed = time(tiff, entry);
                case DETAILS -> taken = taken(tiff, tiff.unsigned32(entry + 8));
                default -> {
                }
            }
        }
        return new Exif(orientation >= 1 && orientation <= 8 ? orientation : 1, taken == null ? changed : taken);
    }

    private static @Nullable LocalDateTime taken(Bytes tiff, long directory) {
        LocalDateTime digitised = null;
        if (directory + 2 > tiff.size()) {
            return null;
        }
        int entries = Math.min(tiff.unsigned16(directory), MAX_ENTRIES);
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + 12L * i;
            if (entry + 12 > tiff.size()) {
                break;
            }
            int tag = tiff.unsigned16(entry);
            if (tag == TAKEN) {
                return time(tiff, entry);
            }
            if (tag == DIGITISED) {
                digitised = time(tiff, entry);
            }
        }
        return digitised;
    }

    private static @Nullable LocalDateTime time(Bytes tiff, long entry) {
        long offset = tiff.unsigned32(entry + 8);
        if (tiff.unsigned16(entry + 2) != TEXT || tiff.unsigned32(entry + 4) < 19 || offset + 19 > tiff.size()) {
            return null;
        }
        try {
            return LocalDateTime.parse(tiff.text(offset, 19), WRITTEN);
        } catch (DateTimeException _) {
            return null;
        }
    }
}
