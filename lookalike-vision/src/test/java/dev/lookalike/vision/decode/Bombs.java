package dev.lookalike.vision.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.lookalike.vision.Format;
import dev.lookalike.vision.pixels.Pixels;

/// Small files that say they are huge, or that take long.
final class Bombs {
    private static final Pixels SCENE = Samples.scene(40, 30);
    private static final int[][] SIDES = {{7_072, 7_072}, {30_001, 1}, {1, 30_001}, {25_000, 25_000}, {65_535, 65_535}};

    private final Map<String, byte[]> bombs = new LinkedHashMap<>();

    static Map<String, byte[]> all() {
        var bombs = new Bombs();
        for (int[] sides : SIDES) {
            bombs.claimed(sides[0], sides[1]);
        }
        for (int side : new int[]{1 << 20, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
            bombs.claimedByWideFields(side);
        }
        bombs.webp();
        bombs.contradictory();
        bombs.slow();
        return bombs.bombs;
    }

    private void claimed(int width, int height) {
        String sides = " of %d x %d".formatted(width, height);
        bombs.put("JPEG" + sides, jpeg(Samples.encode(SCENE, Format.JPEG), width, height));
        bombs.put("progressive JPEG" + sides, jpeg(Samples.progressiveJpeg(SCENE), width, height));
        bombs.put("JPEG of four inks" + sides, jpeg(Samples.inksJpeg(SCENE), width, height));
        bombs.put("PNG" + sides, png(width, height));
        bombs.put("BMP" + sides, bmp(width, height));
        bombs.put("TIFF" + sides, new TiffSample(40, 30, 3, 8, SCENE.rgb()).with(256, width).with(257, height).bytes());
        byte[] gif = Samples.encode(SCENE, Format.GIF);
        ByteBuffer.wrap(gif).order(ByteOrder.LITTLE_ENDIAN).putShort(6, (short) width).putShort(8, (short) height);
        bombs.put("GIF" + sides, gif);
    }

    private void claimedByWideFields(int side) {
        bombs.put("PNG of side %d".formatted(side), png(side, side));
        bombs.put("BMP of side %d".formatted(side), bmp(side, side));
        bombs.put("flat BMP of runs and side %d".formatted(side), runs(side));
    }

    private static byte[] runs(int side) {
        byte[] bmp = bmp(side, 1);
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putShort(28, (short) 8).putInt(30, 1);
        return bmp;
    }

    private void webp() {
        byte[] lossy = Samples.webp(SCENE, 80);
        byte[] lossless = Samples.webp(SCENE, 101);
        ByteBuffer.wrap(lossy).order(ByteOrder.LITTLE_ENDIAN).putShort(26, (short) 16_383).putShort(28, (short) 16_383);
        ByteBuffer.wrap(lossless).order(ByteOrder.LITTLE_ENDIAN).putInt(21, 0x0FFF_FFFF);
        bombs.put("lossy WebP", lossy);
        bombs.put("lossless WebP", lossless);
        byte[] extended = Spliced.join(new byte[4], Spliced.unsigned24(0xFFFFFF), Spliced.unsigned24(0xFFFFFF));
        bombs.put("extended WebP", Spliced.riff(Spliced.riffChunk("VP8X", extended)));
        byte[] small = Spliced.join(new byte[4], Spliced.unsigned24(39), Spliced.unsigned24(29));
        byte[] hidden = Spliced.join(Spliced.riffChunk("VP8X", small),
                Arrays.copyOfRange(lossless, 12, lossless.length));
        bombs.put("WebP with a huge picture in a small one", Spliced.riff(hidden));
        byte[] frame = Spliced.join(new byte[6], Spliced.unsigned24(20_000), Spliced.unsigned24(20_000), new byte[4]);
        bombs.put("WebP with a huge frame in a small one",
                Spliced.riff(Spliced.join(Spliced.riffChunk("VP8X", small), Spliced.riffChunk("ANMF", frame))));
    }

    private void contradictory() {
        byte[] gif = Samples.encode(SCENE, Format.GIF);
        int frame = Spliced.gifFrame(gif);
        ByteBuffer.wrap(gif).order(ByteOrder.LITTLE_ENDIAN).putShort(frame + 5, (short) 65_535).putShort(frame + 7,
                (short) 65_535);
        bombs.put("GIF with a huge frame in a small one", gif);
        bombs.put("TIFF of huge tiles", new TiffSample(40, 30, 3, 8, SCENE.rgb()).with(322, 65_535).with(323, 65_535)
                .bytes());
        bombs.put("TIFF of many samples", new TiffSample(40, 30, 3, 8, SCENE.rgb()).with(277, 65_535).bytes());
        bombs.put("JPEG without rows", jpeg(Samples.encode(SCENE, Format.JPEG), 40, 0));
    }

    /// A scan costs a few bytes and the decoder a walk over all pixels.
    private void slow() {
        byte[] jpeg = jpeg(Samples.progressiveJpeg(SCENE), 7_000, 7_000);
        byte[] scan = {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 0, 0, 0};
        byte[] many = new byte[10 * 20_000];
        for (int i = 0; i < many.length; i += scan.length) {
            System.arraycopy(scan, 0, many, i, scan.length);
        }
        bombs.put("JPEG of 20,000 scans",
                Spliced.join(Arrays.copyOf(jpeg, jpeg.length - 2), many, new byte[]{(byte) 0xFF, (byte) 0xD9}));
    }

    private static byte[] jpeg(byte[] jpeg, int width, int height) {
        for (int at = 2;;) {
            int marker = jpeg[at + 1] & 0xFF;
            if (marker == 0xC0 || marker == 0xC2) {
                ByteBuffer.wrap(jpeg).putShort(at + 5, (short) height).putShort(at + 7, (short) width);
                return jpeg;
            }
            at += 2 + ByteBuffer.wrap(jpeg).getShort(at + 2);
        }
    }

    private static byte[] png(int width, int height) {
        byte[] png = Samples.encode(SCENE, Format.PNG);
        byte[] header = Arrays.copyOfRange(png, 16, 29);
        ByteBuffer.wrap(header).putInt(0, width).putInt(4, height);
        return Spliced.join(Arrays.copyOf(png, 8), Spliced.chunk("IHDR", header),
                Arrays.copyOfRange(png, 33, png.length));
    }

    private static byte[] bmp(int width, int height) {
        byte[] bmp = Samples.encode(SCENE, Format.BMP);
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, width).putInt(22, height);
        return bmp;
    }
}
