package dev.lookalike.vision.decode;

import dev.lookalike.vision.Format;
import dev.lookalike.vision.VisionException.Refused;
import dev.lookalike.vision.VisionException.Refused.Reason;

/// What content is, by its first bytes.
final class Signature {
    /// How many bytes decide.
    static final int SIZE = 32;

    private Signature() {}

    /// The format that the first bytes name.
    ///
    /// @throws Refused
    ///             if they name none
    static Format of(Bytes start) {
        if (start.says(0, "\u00FF\u00D8\u00FF")) {
            return Format.JPEG;
        }
        if (start.says(0, "\u0089PNG\r\n\u001A\n")) {
            return Format.PNG;
        }
        if (start.says(0, "GIF87a") || start.says(0, "GIF89a")) {
            return Format.GIF;
        }
        if (start.says(0, "RIFF") && start.says(8, "WEBP")) {
            return Format.WEBP;
        }
        if (start.says(0, "II*\0") || start.says(0, "MM\0*")) {
            return Format.TIFF;
        }
        if (start.says(0, "BM") && isBitmap(start)) {
            return Format.BMP;
        }
        if (start.says(4, "ftyp")) {
            return ofBrand(start);
        }
        throw new Refused(Reason.NOT_A_PICTURE, start.size() == 0
                ? "the file is empty"
                : "the content is no picture%s; give JPEG, PNG, GIF, WebP, BMP or TIFF".formatted(known(start)));
    }

    private static boolean isBitmap(Bytes start) {
        if (start.size() < 18) {
            return false;
        }
        long header = start.littleEndian().unsigned32(14);
        return header == 12 || (header >= 16 && header <= 124);
    }

    /// The brand at the front, and then those it says it is compatible with.
    private static Format ofBrand(Bytes start) {
        boolean still = false;
        for (int at = 8; at + 4 <= start.size(); at += at == 8 ? 8 : 4) {
            String brand = start.text(at, 4);
            if (brand.equals("avif") || brand.equals("avis")) {
                return Format.AVIF;
            }
            if (brand.equals("heic") || brand.equals("heix") || brand.equals("heim") || brand.equals("heis")) {
                return Format.HEIC;
            }
            still |= brand.equals("mif1");
        }
        if (still) {
            return Format.HEIC;
        }
        throw new Refused(Reason.NOT_A_PICTURE, "the content is a film or sound (MP4), no picture");
    }

    private static String known(Bytes start) {
        if (start.says(0, "%PDF")) {
            return " but a PDF";
        }
        if (start.says(0, "PK\u0003\u0004") || start.says(0, "\u001F\u008B") || start.says(0, "Rar!")
                || start.says(0, "7z\u00BC\u00AF")) {
            return " but an archive";
        }
        if (start.says(0, "<svg") || start.says(0, "<?xml") || start.says(0, "<!DOCTYPE") || start.says(0, "<html")) {
            return " but SVG, HTML or XML";
        }
        return "";
    }
}
