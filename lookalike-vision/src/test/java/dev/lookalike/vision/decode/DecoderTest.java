package dev.lookalike.vision.decode;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

import dev.lookalike.vision.Format;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.PixelBudget;
import dev.lookalike.vision.decode.Decoder.Decoded;
import dev.lookalike.vision.pixels.Pixels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Promise I6: every picture comes out upright, in sRGB and on white.
class DecoderTest {
    private static final int FULL = 10_000;
    private static final Pixels SCENE = Samples.scene(96, 64);

    private final Decoder decoder = new Decoder(PixelBudget.shared());

    private Decoded read(byte[] content) {
        return decoder.read(content, Limits.UPLOAD, FULL);
    }

    static Stream<Arguments> orientations() {
        return Stream.of(Format.JPEG, Format.PNG, Format.WEBP, Format.TIFF)
                .flatMap(format -> IntStream.rangeClosed(1, 8)
                        .mapToObj(orientation -> Arguments.of(format, orientation)));
    }

    @ParameterizedTest
    @MethodSource("orientations")
    void read_anyOrientation_isUpright(Format format, int orientation) {
        var stored = held(SCENE, orientation);
        byte[] content = format == Format.TIFF
                ? new TiffSample(stored.width(), stored.height(), 3, 8, stored.rgb()).with(274, orientation).bytes()
                : Spliced.withExif(Samples.encode(stored, format), format,
                        Spliced.exif(orientation, "2021:06:05 04:03:02"));

        var decoded = read(content);

        assertThat(Likeness.cosine(decoded.pixels(), SCENE)).isGreaterThanOrEqualTo(0.999);
        assertThat(decoded.width()).isEqualTo(96);
        assertThat(decoded.height()).isEqualTo(64);
        if (format != Format.TIFF) {
            assertThat(decoded.taken()).isEqualTo(LocalDateTime.of(2021, 6, 5, 4, 3, 2));
        }
    }

    /// How the camera that was held so stored what should be seen: from quarter turns and mirrors alone.
    private static Pixels held(Pixels seen, int orientation) {
        return switch (orientation) {
            case 1 -> seen;
            case 2 -> mirrored(seen);
            case 3 -> quarter(quarter(seen));
            case 4 -> mirrored(quarter(quarter(seen)));
            case 5 -> mirrored(quarter(seen));
            case 6 -> quarter(quarter(quarter(seen)));
            case 7 -> mirrored(quarter(quarter(quarter(seen))));
            case 8 -> quarter(seen);
            default -> throw new IllegalArgumentException("orientation " + orientation);
        };
    }

    /// Turned clockwise by a quarter.
    private static Pixels quarter(Pixels pixels) {
        var image = Samples.image(pixels);
        var turned = new BufferedImage(pixels.height(), pixels.width(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < pixels.height(); y++) {
            for (int x = 0; x < pixels.width(); x++) {
                turned.setRGB(pixels.height() - 1 - y, x, image.getRGB(x, y));
            }
        }
        return Rasters.toPixels(turned, 1);
    }

    private static Pixels mirrored(Pixels pixels) {
        var image = Samples.image(pixels);
        var turned = new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < pixels.height(); y++) {
            for (int x = 0; x < pixels.width(); x++) {
                turned.setRGB(pixels.width() - 1 - x, y, image.getRGB(x, y));
            }
        }
        return Rasters.toPixels(turned, 1);
    }

    @ParameterizedTest
    @EnumSource(value = Format.class, names = {"JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"})
    void read_everyFormat_isTheSameScene(Format format) {
        var decoded = read(Samples.encode(SCENE, format));

        assertThat(decoded.format()).isEqualTo(format);
        assertThat(decoded.taken()).isNull();
        assertThat(Likeness.cosine(decoded.pixels(), SCENE)).isGreaterThan(format == Format.GIF ? 0.99 : 0.999);
        if (format != Format.JPEG && format != Format.GIF) {
            assertThat(decoded.pixels().rgb()).isEqualTo(SCENE.rgb());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Format.class, names = {"JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"})
    void read_smallerThanStored_keepsTheSideNeededAndTheScene(Format format) {
        var decoded = decoder.read(Samples.encode(Samples.scene(960, 640), format), Limits.UPLOAD, 64);

        assertThat(Math.min(decoded.pixels().width(), decoded.pixels().height())).isBetween(64, 127);
        assertThat(decoded.width()).isEqualTo(960);
        var expected = Samples.scene(decoded.pixels().width(), decoded.pixels().height());
        assertThat(Likeness.cosine(decoded.pixels(), expected)).isGreaterThan(0.98);
    }

    @Test
    void read_progressiveJpeg_isTheSameScene() {
        assertThat(Likeness.cosine(read(Samples.progressiveJpeg(SCENE)).pixels(), SCENE)).isGreaterThan(0.999);
    }

    @Test
    void read_jpegOfFourInks_isTheSameScene() {
        var decoded = read(Samples.inksJpeg(SCENE));

        assertThat(decoded.format()).isEqualTo(Format.JPEG);
        assertThat(Likeness.cosine(decoded.pixels(), SCENE)).isGreaterThan(0.97);
    }

    @Test
    void read_tiffOfFourInks_isTheSameScene() {
        byte[] inks = new byte[4 * 96 * 64];
        for (int i = 0; i < 96 * 64; i++) {
            for (int ink = 0; ink < 3; ink++) {
                inks[4 * i + ink] = (byte) (255 - (SCENE.rgb()[3 * i + ink] & 0xFF));
            }
        }

        var decoded = read(new TiffSample(96, 64, 4, 8, inks).with(262, 5).bytes());

        assertThat(Likeness.cosine(decoded.pixels(), SCENE)).isGreaterThan(0.97);
    }

    @Test
    void read_gray_keepsItsLevels() throws IOException {
        var gray = new BufferedImage(256, 4, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < 256; x++) {
            for (int y = 0; y < 4; y++) {
                gray.getRaster().setSample(x, y, 0, x);
            }
        }
        for (String name : new String[]{"png", "bmp", "jpeg", "tiff"}) {
            var decoded = read(written(gray, name));

            for (int x = 0; x < 256; x++) {
                for (int channel = 0; channel < 3; channel++) {
                    assertThat(decoded.pixels().rgb()[3 * x + channel] & 0xFF).as("%s at %d", name, x)
                            .isBetween(x - (name.equals("jpeg") ? 3 : 0), x + (name.equals("jpeg") ? 3 : 0));
                }
            }
        }
    }

    @Test
    void read_sixteenBits_keepsTheHighOnes() throws IOException {
        var deep = new BufferedImage(256, 2, BufferedImage.TYPE_USHORT_GRAY);
        byte[] rgb16 = new byte[256 * 2 * 6];
        for (int x = 0; x < 512; x++) {
            deep.getRaster().setSample(x % 256, x / 256, 0, x % 256 * 257);
            Arrays.fill(rgb16, 6 * x, 6 * x + 6, (byte) x);
        }

        for (byte[] content : new byte[][]{written(deep, "png"), new TiffSample(256, 2, 3, 16, rgb16).bytes()}) {
            var decoded = read(content);

            for (int x = 0; x < 256; x++) {
                assertThat(decoded.pixels().rgb()[3 * x] & 0xFF).as("%s", decoded.format()).isEqualTo(x);
            }
        }
    }

    @Test
    void read_blackAndWhite_isBlackAndWhite() throws IOException {
        var image = new BufferedImage(16, 2, BufferedImage.TYPE_BYTE_BINARY);
        image.setRGB(3, 0, 0xFFFFFFFF);
        for (String name : new String[]{"png", "bmp", "gif", "tiff"}) {
            byte[] rgb = read(written(image, name)).pixels().rgb();

            assertThat(rgb[9]).as(name).isEqualTo((byte) 255);
            assertThat(rgb[0]).as(name).isEqualTo((byte) 0);
        }
    }

    @Test
    void read_transparent_isOnWhite() throws IOException {
        var image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x00FF0000);
        image.setRGB(1, 0, 0x80FF0000);
        image.setRGB(2, 0, 0xFFFF0000);
        byte[] bgra = {0, 0, (byte) 255, 0, 0, 0, (byte) 255, (byte) 128, 0, 0, (byte) 255, (byte) 255};
        byte[] rgba = {(byte) 255, 0, 0, 0, (byte) 255, 0, 0, (byte) 128, (byte) 255, 0, 0, (byte) 255};
        byte[] tiff = new TiffSample(3, 1, 4, 8, rgba).with(338, 2).bytes();

        for (byte[] content : new byte[][]{written(image, "png"), Samples.webpWithAlpha(bgra, 3, 1), tiff}) {
            var decoded = read(content);

            assertThat(decoded.pixels().rgb()).as("%s", decoded.format()).containsExactly(255, 255, 255, 255, 127, 127,
                    255,
                    0, 0);
        }
    }

    @Test
    void read_gifWhoseFirstFrameIsSmall_standsOnItsCanvas() {
        var frame = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
        byte[] gif = Samples.write(frame, "gif", -1, false);
        gif[6] = 5;
        gif[8] = 4;
        int place = Spliced.gifFrame(gif);
        gif[place + 1] = 3;
        gif[place + 3] = 2;

        var decoded = read(gif);

        assertThat(decoded.width()).isEqualTo(5);
        assertThat(decoded.height()).isEqualTo(4);
        for (int i = 0; i < 20; i++) {
            assertThat(decoded.pixels().rgb()[3 * i] & 0xFF).as("pixel %d", i).isEqualTo(i == 13 || i == 14 ? 0 : 255);
        }
    }

    @Test
    void read_animatedWebp_isItsFirstFrameOnTheCanvas() {
        byte[] canvas = Spliced.join(new byte[]{2, 0, 0, 0}, Spliced.unsigned24(95), Spliced.unsigned24(63));
        byte[] animation = Spliced.riff(Spliced.join(Spliced.riffChunk("VP8X", canvas),
                Spliced.riffChunk("ANIM", new byte[6]), frame(SCENE, 0, 0), frame(Samples.scene(10, 8), 2, 4)));
        var first = read(animation);
        assertThat(first.pixels().rgb()).isEqualTo(SCENE.rgb());

        byte[] small = Spliced
                .riff(Spliced.join(Spliced.riffChunk("VP8X", canvas), Spliced.riffChunk("ANIM", new byte[6]),
                        frame(Samples.scene(10, 8), 2, 4)));
        var decoded = read(small);
        assertThat(decoded.pixels().width()).isEqualTo(96);
        assertThat(decoded.pixels().height()).isEqualTo(64);
        assertThat(decoded.pixels().rgb()[0]).isEqualTo((byte) 255);
        assertThat(decoded.pixels().rgb()[3 * (4 * 96 + 2)]).isEqualTo(Samples.scene(10, 8).rgb()[0]);
    }

    private static byte[] frame(Pixels pixels, int left, int top) {
        byte[] webp = Samples.encode(pixels, Format.WEBP);
        byte[] head = Spliced.join(Spliced.unsigned24(left / 2), Spliced.unsigned24(top / 2),
                Spliced.unsigned24(pixels.width() - 1), Spliced.unsigned24(pixels.height() - 1), new byte[4]);
        return Spliced.riffChunk("ANMF", Spliced.join(head, Arrays.copyOfRange(webp, 12, webp.length)));
    }

    @Test
    void read_profileOfAnotherScreen_isConverted() throws IOException {
        // A profile whose primaries are those of sRGB in another order: the right answer is known exactly.
        byte[] icc = Samples.turnedProfile();
        for (Format format : new Format[]{Format.PNG, Format.JPEG, Format.WEBP}) {
            var decoded = read(Spliced.withProfile(Samples.encode(SCENE, format), format, icc));

            byte[] expected = new byte[SCENE.rgb().length];
            for (int i = 0; i < expected.length; i += 3) {
                expected[i] = SCENE.rgb()[i + 2];
                expected[i + 1] = SCENE.rgb()[i];
                expected[i + 2] = SCENE.rgb()[i + 1];
            }
            assertThat(Likeness.cosine(decoded.pixels(), new Pixels(96, 64, expected))).as("%s", format)
                    .isGreaterThan(0.999);
        }
    }

    @Test
    void read_withoutTheNativeLibrary_isTheSameScene() {
        byte[] jpeg = Samples.encode(SCENE, Format.JPEG);

        var decoded = JavaDecoder.decode(jpeg, Header.of(jpeg, Limits.UPLOAD), FULL);

        assertThat(Likeness.cosine(decoded, SCENE)).isGreaterThan(0.999);
    }

    private static byte[] written(BufferedImage image, String name) throws IOException {
        var bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, name, bytes)) {
            throw new IOException("nothing writes this as " + name);
        }
        return bytes.toByteArray();
    }
}
