package dev.lookalike.vision.decode;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import dev.lookalike.vision.Format;
import org.jspecify.annotations.Nullable;

/// The chunks of a PNG (W3C PNG, third edition).
final class PngHeader {
    private static final int MAX_PROFILE_BYTES = 4 << 20;
    private static final int FIRST_CHUNK = 8;
    /// Samples of one pixel by colour type: gray, none, colour, palette, gray and alpha, none, colour and alpha.
    private static final int[] SAMPLES = {1, 0, 3, 1, 2, 0, 4};

    private PngHeader() {}

    static Header read(Bytes bytes) {
        if (!bytes.says(12, "IHDR")) {
            throw Header.damaged("the PNG does not begin with its header");
        }
        long width = bytes.unsigned32(16);
        long height = bytes.unsigned32(20);
        int type = bytes.unsigned8(25);
        if (width > Integer.MAX_VALUE || height > Integer.MAX_VALUE || type >= SAMPLES.length || SAMPLES[type] == 0) {
            throw Header.damaged("the PNG's header is none");
        }
        Exif exif = Exif.NONE;
        byte[] profile = null;
        for (long at = FIRST_CHUNK; at + 12 <= bytes.size(); at += 12 + bytes.unsigned32(at)) {
            long size = bytes.unsigned32(at);
            if (at + 12 + size > bytes.size()) {
                break;
            }
            if (bytes.says(at + 4, "eXIf")) {
                exif = Exif.parse(bytes.part(at + 8, size));
            } else if (bytes.says(at + 4, "iCCP")) {
                profile = inflated(bytes.part(at + 8, size));
            }
        }
        return new Header(Format.PNG, (int) width, (int) height, (SAMPLES[type] * bytes.unsigned8(24) + 7) / 8, exif,
                profile, false);
    }

    private static byte @Nullable [] inflated(Bytes chunk) {
        int name = 0;
        while (name < chunk.size() && chunk.unsigned8(name) != 0) {
            name++;
        }
        if (name + 2 >= chunk.size()) {
            return null;
        }
        byte[] profile = new byte[MAX_PROFILE_BYTES];
        try (var inflater = new Inflater()) {
            inflater.setInput(chunk.array(), chunk.begin() + name + 2, chunk.size() - name - 2);
            int size = 0;
            while (size < profile.length && !inflater.finished()) {
                int more = inflater.inflate(profile, size, profile.length - size);
                if (more == 0) {
                    return null;
                }
                size += more;
            }
            return inflater.finished() ? Arrays.copyOf(profile, size) : null;
        } catch (DataFormatException _) {
            return null;
        }
    }
}
