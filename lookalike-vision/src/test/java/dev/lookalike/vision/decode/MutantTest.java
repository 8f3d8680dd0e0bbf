package dev.lookalike.vision.decode;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import dev.lookalike.vision.Format;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.PixelBudget;
import dev.lookalike.vision.VisionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Promise I3: no malformed picture crashes, hangs or leaks.
class MutantTest {
    private static final int MUTANTS = 500;
    private static final int MAX_MEGABYTES = 600;
    private static final int MINUTES = 3;

    @ParameterizedTest
    @EnumSource(value = Format.class, names = {"JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"})
    void read_mutants_isAPictureOrARefusal(Format format) {
        long seed = Long.getLong("lookalike.seed", System.nanoTime());
        int trials = Integer.getInteger("lookalike.trials", 1);
        IO.println("%s mutants: -Dlookalike.seed=%d".formatted(format, seed));

        var ended = ChildJvm.run(Child.class, List.of("-Xmx256m"),
                List.of(format.name(), Long.toString(seed), Integer.toString(MUTANTS * trials)), MINUTES * trials);

        assertThat(ended.status()).as("seed %d, the last was %s", seed, lastOf(ended.lines())).isZero();
        assertThat(Integer.parseInt(ended.last())).as("megabytes of memory").isLessThan(MAX_MEGABYTES);
    }

    private static List<String> lastOf(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - 30), lines.size());
    }

    /// Reads mutants of one format; says which one before it does.
    static final class Child {
        public static void main(String[] args) throws IOException {
            var format = Format.valueOf(args[0]);
            long seed = Long.parseLong(args[1]);
            var decoder = new Decoder(PixelBudget.shared());
            List<byte[]> sound = sound(format);
            int taken = 0;
            int count = Integer.parseInt(args[2]);
            for (int i = 0; i < count; i++) {
                IO.println("mutant " + i);
                byte[] mutant = mutant(sound, new Random(seed + i));
                try {
                    decoder.read(mutant, Limits.UPLOAD, i % 2 == 0 ? 16 : 1_000);
                    taken++;
                } catch (VisionException _) {
                    // Refusing is what it should do.
                }
            }
            for (byte[] picture : sound) {
                decoder.read(picture, Limits.UPLOAD, 16);
            }
            if (PixelBudget.shared().free() != PixelBudget.shared().pixels()) {
                throw new AssertionError("a share of the budget was not given back");
            }
            IO.println("taken " + taken);
            IO.println(ChildJvm.peakMegabytes());
        }
    }

    private static List<byte[]> sound(Format format) {
        var scene = Samples.scene(61, 43);
        byte[] plain = Samples.encode(scene, format);
        byte[] exif = Spliced.exif(6, "2021:06:05 04:03:02");
        return switch (format) {
            case JPEG -> List.of(plain, Samples.progressiveJpeg(scene), Samples.inksJpeg(scene),
                    Spliced.withExif(plain, format, exif), Spliced.withProfile(plain, format, Samples.turnedProfile()));
            case PNG -> List.of(plain, Spliced.withExif(plain, format, exif),
                    Spliced.withProfile(plain, format, Samples.turnedProfile()),
                    Samples.write(Samples.image(scene, BufferedImage.TYPE_BYTE_INDEXED), "png", -1, true),
                    Samples.write(Samples.image(scene, BufferedImage.TYPE_INT_ARGB), "png", -1, false));
            case WEBP -> List.of(plain, Samples.webp(scene, 80), Spliced.withExif(plain, format, exif),
                    Spliced.withProfile(plain, format, Samples.turnedProfile()),
                    Samples.webpWithAlpha(new byte[61 * 43 * 4], 61, 43));
            case TIFF -> List.of(plain, Samples.tiff(scene, "LZW"), Samples.tiff(scene, "Deflate"),
                    Samples.tiff(scene, "PackBits"), Samples.tiff(scene, "JPEG"));
            case BMP -> List.of(plain,
                    Samples.write(Samples.image(scene, BufferedImage.TYPE_BYTE_INDEXED), "bmp", -1, false),
                    Samples.write(Samples.image(scene, BufferedImage.TYPE_USHORT_565_RGB), "bmp", -1, false));
            case GIF -> List.of(plain, Samples.write(Samples.image(scene), "gif", -1, true));
            case HEIC, AVIF -> throw new IllegalArgumentException("nothing writes " + format);
        };
    }

    /// One to eight damages, the first bytes mostly spared, so that a decoder sees them.
    private static byte[] mutant(List<byte[]> sound, Random random) {
        byte[] mutant = sound.get(random.nextInt(sound.size())).clone();
        int damages = 1 + random.nextInt(8);
        for (int i = 0; i < damages && mutant.length > 8; i++) {
            int header = random.nextBoolean() ? Math.min(mutant.length, 700) : mutant.length;
            int at = 4 + random.nextInt(header - 4);
            switch (random.nextInt(8)) {
                case 0, 1 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> mutant[at] = (byte) random.nextInt(256);
                case 3 -> mutant[at] = (byte) (random.nextBoolean() ? 0xFF : 0x7F);
                case 4 -> Arrays.fill(mutant, at, Math.min(mutant.length, at + 1 + random.nextInt(4)),
                        (byte) (random.nextBoolean() ? 0xFF : 0));
                case 5 -> mutant = Arrays.copyOf(mutant, random.nextInt(4) == 0 ? at : mutant.length);
                case 6 -> mutant = without(mutant, at, 1 + random.nextInt(64));
                default -> mutant = doubled(mutant, at, 1 + random.nextInt(64));
            }
        }
        return mutant;
    }

    private static byte[] without(byte[] bytes, int at, int count) {
        return Spliced.join(Arrays.copyOf(bytes, at),
                Arrays.copyOfRange(bytes, Math.min(bytes.length, at + count), bytes.length));
    }

    private static byte[] doubled(byte[] bytes, int at, int count) {
        int end = Math.min(bytes.length, at + count);
        return Spliced.join(Arrays.copyOf(bytes, end), Arrays.copyOfRange(bytes, at, bytes.length));
    }
}
