package dev.lookalike.vision.decode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.lookalike.vision.Format;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.PixelBudget;
import dev.lookalike.vision.VisionException.Refused;
import dev.lookalike.vision.VisionException.Refused.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class HeifTest {
    private static final PixelBudget BUDGET = PixelBudget.shared();

    @ParameterizedTest
    @CsvSource({"heic,HEIC", "mif1,HEIC", "avif,AVIF"})
    void read_whereTheSystemHasNoLibrary_saysWhatToInstall(String brand, Format format) {
        var decoder = new Decoder(BUDGET, new HeifConverter(null));

        var refused = catchThrowableOfType(Refused.class, () -> decoder.read(heif(brand, 40, 30), Limits.UPLOAD, 100));

        assertThat(refused.reason()).isEqualTo(Reason.NOT_SUPPORTED);
        assertThat(refused).hasMessageContaining(format.name()).hasMessageContaining("install libheif");
    }

    @Test
    void read_hugePicture_isRefusedByItsHeader() {
        var decoder = new Decoder(BUDGET, new HeifConverter(Path.of("/never/called")));

        var refused = catchThrowableOfType(Refused.class,
                () -> decoder.read(heif("heic", 40_000, 30), Limits.UPLOAD, 100));

        assertThat(refused.reason()).isEqualTo(Reason.TOO_LARGE);
    }

    @ParameterizedTest
    @CsvSource({"heic,HEIC", "avif,AVIF"})
    void read_whereTheSystemHasTheLibrary_isTheScene(String ending, Format format, @TempDir Path folder)
            throws IOException, InterruptedException {
        Path encoder = Path.of("/usr/bin/heif-enc");
        assumeTrue(Files.isExecutable(encoder), "heif-enc is not installed: HEIC and AVIF are not tried");
        var scene = Samples.scene(96, 64);
        Path png = Files.write(folder.resolve("scene.png"), Samples.encode(scene, Format.PNG));
        Path file = folder.resolve("scene." + ending);
        var command = new ArrayList<>(List.of(encoder.toString(), "-q", "95", png.toString(), "-o", file.toString()));
        if (format == Format.AVIF) {
            command.add("-A");
        }
        assertThat(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start().waitFor()).isZero();

        var decoded = new Decoder(BUDGET).read(file, Limits.FOLDER, 1_000);

        assertThat(decoded.format()).isEqualTo(format);
        assertThat(Likeness.cosine(decoded.pixels(), scene)).isGreaterThan(0.99);
    }

    @Test
    void header_ofMutants_isAHeaderOrARefusal() {
        long seed = Long.getLong("lookalike.seed", System.nanoTime());
        IO.println("HEIF mutants: -Dlookalike.seed=" + seed);
        var random = new Random(seed);
        int headers = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] mutant = heif("heic", 40, 30);
            for (int damage = 0; damage < 1 + i % 4; damage++) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(Header.of(mutant, Limits.UPLOAD).width()).isBetween(1, 30_000);
                headers++;
            } catch (Refused _) {
                // Refusing is what it should do.
            }
        }
        assertThat(headers).isPositive();
    }

    /// The boxes of a picture without its pixels.
    private static byte[] heif(String brand, int width, int height) {
        byte[] extent = ByteBuffer.allocate(12).putInt(0).putInt(width).putInt(height).array();
        byte[] properties = box("iprp", box("ipco", box("ispe", extent)));
        return Spliced.join(box("ftyp", (brand + "\0\0\0\0" + brand).getBytes(StandardCharsets.ISO_8859_1)),
                box("meta", Spliced.join(new byte[4], properties)));
    }

    private static byte[] box(String type, byte[] body) {
        return Spliced.join(Spliced.bigEndian(body.length + 8), type.getBytes(StandardCharsets.US_ASCII), body);
    }
}
