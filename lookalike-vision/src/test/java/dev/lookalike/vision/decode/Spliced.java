package dev.lookalike.vision.decode;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

import dev.lookalike.vision.Format;

/// Puts metadata into pictures, the way cameras and programs do.
public final class Spliced {
    private Spliced() {}

    /// An EXIF block with an orientation, a time and a place.
    public static byte[] exif(int orientation, String taken) {
        var block = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        block.put("II*\0".getBytes(StandardCharsets.ISO_8859_1)).putInt(8);
        block.putShort((short) 3);
        entry(block, 0x0112, 3, 1, orientation);
        entry(block, 0x8769, 4, 1, 100);
        entry(block, 0x8825, 4, 1, 160);
        block.position(100).putShort((short) 1);
        entry(block, 0x9003, 2, 20, 130);
        block.position(130).put(taken.getBytes(StandardCharsets.US_ASCII));
        block.position(160).putShort((short) 1);
        entry(block, 0x001D, 2, 11, 190);
        block.position(190).put("GPS-SECRET!".getBytes(StandardCharsets.US_ASCII));
        return block.array();
    }

    private static void entry(ByteBuffer block, int tag, int type, int count, int value) {
        block.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }

    public static byte[] withExif(byte[] picture, Format format, byte[] exif) {
        return switch (format) {
            case JPEG ->
                afterStart(picture, segment(0xE1, join("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1), exif)));
            case PNG -> pngChunk(picture, "eXIf", exif);
            case WEBP -> webpChunk(picture, "EXIF", exif, 0x08);
            default -> throw new IllegalArgumentException("no EXIF in " + format);
        };
    }

    public static byte[] withProfile(byte[] picture, Format format, byte[] icc) {
        return switch (format) {
            case JPEG -> afterStart(picture,
                    segment(0xE2, join("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1), icc)));
            case PNG -> pngChunk(picture, "iCCP", join("p\0\0".getBytes(StandardCharsets.ISO_8859_1), deflated(icc)));
            case WEBP -> webpChunk(picture, "ICCP", icc, 0x20);
            default -> throw new IllegalArgumentException("no profile in " + format);
        };
    }

    public static byte[] afterStart(byte[] jpeg, byte[] segment) {
        return join(Arrays.copyOf(jpeg, 2), segment, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    public static byte[] segment(int marker, byte[] body) {
        int length = body.length + 2;
        return join(new byte[]{(byte) 0xFF, (byte) marker, (byte) (length >> 8), (byte) length}, body);
    }

    public static byte[] pngChunk(byte[] png, String type, byte[] body) {
        int afterHeader = 33;
        return join(Arrays.copyOf(png, afterHeader), chunk(type, body),
                Arrays.copyOfRange(png, afterHeader, png.length));
    }

    public static byte[] chunk(String type, byte[] body) {
        byte[] named = join(type.getBytes(StandardCharsets.US_ASCII), body);
        var crc = new CRC32();
        crc.update(named);
        return join(bigEndian(body.length), named, bigEndian((int) crc.getValue()));
    }

    /// The picture chunk of a plain WebP behind an extended header, with one more chunk.
    private static byte[] webpChunk(byte[] webp, String type, byte[] body, int flag) {
        var header = Header.of(webp, dev.lookalike.vision.Limits.UPLOAD);
        byte[] picture = Arrays.copyOfRange(webp, 12, webp.length);
        var extended = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putInt(flag);
        extended.put(unsigned24(header.width() - 1)).put(unsigned24(header.height() - 1));
        byte[] extra = riffChunk(type, body);
        byte[] chunks = flag == 0x20
                ? join(riffChunk("VP8X", extended.array()), extra, picture)
                : join(riffChunk("VP8X", extended.array()), picture, extra);
        return riff(chunks);
    }

    public static byte[] riff(byte[] chunks) {
        return join(riffHeader(4 + chunks.length), "WEBP".getBytes(StandardCharsets.US_ASCII), chunks);
    }

    private static byte[] riffHeader(int size) {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(size).array();
    }

    public static byte[] riffChunk(String type, byte[] body) {
        byte[] head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN)
                .put(type.getBytes(StandardCharsets.US_ASCII)).putInt(body.length).array();
        return join(head, body, new byte[body.length & 1]);
    }

    public static byte[] unsigned24(int value) {
        return new byte[]{(byte) value, (byte) (value >> 8), (byte) (value >> 16)};
    }

    public static byte[] bigEndian(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    public static byte[] deflated(byte[] body) {
        try (var deflater = new Deflater()) {
            deflater.setInput(body);
            deflater.finish();
            var bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                bytes.write(buffer, 0, deflater.deflate(buffer));
            }
            return bytes.toByteArray();
        }
    }

    public static byte[] join(byte[]... parts) {
        var bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    /// Where the first frame of a GIF begins.
    static int gifFrame(byte[] gif) {
        int at = 13 + (3 << ((gif[10] & 7) + 1));
        while (gif[at] != 0x2C) {
            at += 2;
            while (gif[at] != 0) {
                at += 1 + (gif[at] & 0xFF);
            }
            at++;
        }
        return at;
    }
}
