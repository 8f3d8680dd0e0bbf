package dev.lookalike.vision;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

import dev.lookalike.vision.VisionException.Unreadable;
import dev.lookalike.vision.decode.Samples;
import dev.lookalike.vision.decode.Spliced;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PictureTest {

    @Test
    void read_jpegFarLargerThanNeeded_isScaledWhileDecoding() {
        var image = new BufferedImage(1600, 1200, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(new Color(200, 40, 90));
        graphics.fillRect(0, 0, 1600, 1200);
        graphics.dispose();

        var picture = Picture.read(Samples.write(image, "jpeg", 0.9f, false), Limits.UPLOAD, 260);

        assertThat(picture.width()).isEqualTo(400);
        assertThat(picture.height()).isEqualTo(300);
        assertThat(picture.origin()).isEqualTo(new Picture.Origin(Format.JPEG, 1600, 1200, null));
        assertThat(picture.rgb()[0] & 0xFF).isBetween(198, 202);
        assertThat(picture.rgb()[1] & 0xFF).isBetween(38, 42);
        assertThat(picture.rgb()[2] & 0xFF).isBetween(88, 92);
    }

    @Test
    void read_jpegNamedPng_isTakenForWhatItIs(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("holiday.png"), Samples.encode(Samples.scene(40, 30), Format.JPEG));

        assertThat(Picture.read(file, Limits.FOLDER, 10).origin().format()).isEqualTo(Format.JPEG);
    }

    @Test
    void read_missingFileOrFolder_isUnreadable(@TempDir Path folder) {
        Path missing = folder.resolve("missing.jpg");

        assertThatThrownBy(() -> Picture.read(missing, Limits.FOLDER, 10)).isInstanceOf(Unreadable.class)
                .hasMessageContaining("missing.jpg").hasMessageContaining("no such file");
        assertThatThrownBy(() -> Picture.read(folder, Limits.FOLDER, 10)).isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest
    @EnumSource(value = Format.class, names = {"JPEG", "PNG", "WEBP"})
    void thumbnail_ofPictureWithMetadata_holdsNone(Format format) throws IOException {
        byte[] exif = Spliced.exif(6, "2021:06:05 04:03:02");
        byte[] content = Spliced.withExif(Samples.encode(Samples.scene(300, 200), format), format, exif);
        assertThat(text(content)).contains("GPS-SECRET!", "2021:06:05");

        byte[] thumbnail = Picture.read(content, Limits.UPLOAD, 128).thumbnail(128);

        assertThat(text(thumbnail)).doesNotContain("GPS-SECRET!", "2021:06:05", "Exif", "ICC_PROFILE", "http:");
        var image = ImageIO.read(new ByteArrayInputStream(thumbnail));
        assertThat(image.getHeight()).isEqualTo(128);
        assertThat(image.getWidth()).isEqualTo(85);
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    @Test
    void thumbnail_ofSmallPicture_keepsItsSizeAndColours() throws IOException {
        var scene = Samples.scene(50, 40);
        var image = ImageIO.read(new ByteArrayInputStream(Picture.of(50, 40, scene.rgb()).thumbnail(256)));

        assertThat(image.getWidth()).isEqualTo(50);
        for (int i : new int[]{0, 777, 1999}) {
            var colour = new Color(image.getRGB(i % 50, i / 50));
            assertThat(colour.getRed()).isBetween((scene.rgb()[3 * i] & 0xFF) - 9, (scene.rgb()[3 * i] & 0xFF) + 9);
            assertThat(colour.getBlue()).isBetween((scene.rgb()[3 * i + 2] & 0xFF) - 9,
                    (scene.rgb()[3 * i + 2] & 0xFF) + 9);
        }
    }

    @Test
    void placeholder_fourColumnsOfLight_keepsTheirColours() {
        byte[] rgb = new byte[3 * 8 * 2];
        for (int i = 0; i < 16; i++) {
            rgb[3 * i] = (byte) (i % 8 / 2 * 60);
        }

        byte[] placeholder = Picture.of(8, 2, rgb).placeholder();

        assertThat(placeholder).hasSize(24);
        for (int i = 0; i < 8; i++) {
            assertThat(placeholder[3 * i] & 0xFF).isEqualTo(i % 4 * 60);
        }
    }

    @Test
    void crop_partOfAPicture_holdsThatPart() {
        var scene = Samples.scene(100, 50);
        var picture = Picture.of(100, 50, scene.rgb());

        var part = picture.crop(new Crop(0.2, 0.5, 0.3, 0.5));

        assertThat(part.width()).isEqualTo(30);
        assertThat(part.height()).isEqualTo(25);
        assertThat(part.rgb()[0]).isEqualTo(scene.rgb()[3 * (25 * 100 + 20)]);
        assertThat(picture.crop(new Crop(0.999, 0.999, 0.0001, 0.0001)).width()).isEqualTo(1);
    }

    @Test
    void resized_toOtherSides_hasThem() {
        var picture = Picture.of(100, 50, Samples.scene(100, 50).rgb()).resized(31, 77);

        assertThat(picture.width()).isEqualTo(31);
        assertThat(picture.height()).isEqualTo(77);
        assertThat(picture.origin().width()).isEqualTo(100);
        assertThatIllegalArgumentException().isThrownBy(() -> picture.resized(0, 5));
    }

    @Test
    void of_wrongNumberOfBytes_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Picture.of(4, 4, new byte[47]))
                .withMessageContaining("47");
    }
}
