package dev.lookalike.vision.decode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import dev.lookalike.vision.Format;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.PixelBudget;
import dev.lookalike.vision.VisionException.Busy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Promise I5: memory is a budget of pixels, not a count of requests.
class CrowdTest {
    private static final int CROWD = 200;
    private static final int MAX_MEGABYTES = 900;

    @Test
    void read_crowdOfLargePictures_decodesSomeAndTellsTheOthersToWait(@TempDir Path folder) throws IOException {
        var scene = Samples.scene(6_000, 4_000);
        Path plain = Files.write(folder.resolve("plain.jpg"), Samples.encode(scene, Format.JPEG));
        Path progressive = Files.write(folder.resolve("progressive.jpg"), Samples.progressiveJpeg(scene));

        var ended = ChildJvm.run(Child.class, List.of("-Xmx400m"), List.of(plain.toString(), progressive.toString()),
                3);

        assertThat(ended.status()).as("%s", ended.lines()).isZero();
        String[] counts = ended.last().split(" ");
        int read = Integer.parseInt(counts[0]);
        int busy = Integer.parseInt(counts[1]);
        assertThat(read + busy).isEqualTo(CROWD);
        assertThat(read).isPositive();
        assertThat(Integer.parseInt(counts[2])).as("megabytes of memory").isLessThan(MAX_MEGABYTES);
    }

    /// Everyone reads at once: every second one a progressive JPEG, whose coefficients take 144 MB.
    static final class Child {
        public static void main(String[] args) throws IOException {
            var decoder = new Decoder(PixelBudget.shared());
            byte[][] pictures = {Files.readAllBytes(Path.of(args[0])), Files.readAllBytes(Path.of(args[1]))};
            var read = new AtomicInteger();
            var busy = new AtomicInteger();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < CROWD; i++) {
                    byte[] content = pictures[i % 2];
                    threads.execute(() -> {
                        try {
                            var decoded = decoder.read(content, Limits.UPLOAD, 260);
                            if (decoded.pixels().height() == 500) {
                                read.incrementAndGet();
                            }
                        } catch (Busy _) {
                            busy.incrementAndGet();
                        }
                    });
                }
            }
            IO.println(read + " " + busy + " " + ChildJvm.peakMegabytes());
        }
    }
}
