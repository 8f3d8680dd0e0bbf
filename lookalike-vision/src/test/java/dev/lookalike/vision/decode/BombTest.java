package dev.lookalike.vision.decode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.lookalike.vision.Limits;
import dev.lookalike.vision.PixelBudget;
import dev.lookalike.vision.VisionException.Refused;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Promise I2: size is checked in the header, before a pixel is allocated.
class BombTest {
    private static final int MAX_MEGABYTES = 400;

    @Test
    void read_bombsWithLittleMemory_refusesEach() {
        Map<String, byte[]> bombs = Bombs.all();
        assertThat(bombs).hasSizeGreaterThanOrEqualTo(40);

        var ended = ChildJvm.run(Child.class, List.of("-Xmx256m"), List.of(), 2);

        assertThat(ended.lines()).filteredOn(line -> line.startsWith("refused ")).hasSize(bombs.size());
        assertThat(ended.status()).as("%s", ended.lines()).isZero();
        assertThat(Integer.parseInt(ended.last())).as("megabytes of memory").isLessThan(MAX_MEGABYTES);
    }

    /// Reads each bomb, from memory and from a file.
    static final class Child {
        public static void main(String[] args) throws IOException {
            var decoder = new Decoder(PixelBudget.shared());
            Path file = Files.createTempFile("lookalike-bomb", ".jpg");
            for (var bomb : Bombs.all().entrySet()) {
                Files.write(file, bomb.getValue());
                refuses(bomb.getKey(), () -> decoder.read(file, Limits.UPLOAD, 260));
                refuses(bomb.getKey(), () -> decoder.read(bomb.getValue(), Limits.UPLOAD, 260));
                IO.println("refused " + bomb.getKey());
            }
            Files.delete(file);
            IO.println(ChildJvm.peakMegabytes());
        }

        private static void refuses(String name, Runnable reading) {
            try {
                reading.run();
            } catch (Refused e) {
                return;
            }
            throw new AssertionError("taken: " + name);
        }
    }
}
