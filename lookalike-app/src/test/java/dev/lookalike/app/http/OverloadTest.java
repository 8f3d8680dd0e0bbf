package dev.lookalike.app.http;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Promise I5: memory is a budget, the excess is told to come again.
class OverloadTest {
    private static final int CALLERS = 200;
    private static final long MAX_MEMORY = 1_536L << 20;

    @TempDir
    private Path folder;

    @Test
    void largeUploads_manyAtOnce_stayWithinMemoryAndAreAnsweredOrToldToWait()
            throws IOException, InterruptedException, ExecutionException {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "memory is read from /proc, which is not here");
        byte[] large = camera("jpg");
        byte[] whole = camera("png");
        try (var server = ServerProcess.start(folder, "-Xmx512m", "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED");
                var caller = new Caller(server.address());
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            long before = server.peakMemory();
            var answers = new ArrayList<Future<HttpResponse<byte[]>>>();
            for (int number = 0; number < CALLERS; number++) {
                byte[] sent = number % 10 == 0 ? whole : large;
                answers.add(callers.submit(() -> caller.send(Caller.post("/v1/similar").body("image/jpeg", sent))));
            }
            int answered = 0;
            for (var each : answers) {
                var response = each.get();
                assertThat(response.statusCode()).isIn(200, 429);
                if (response.statusCode() == 200) {
                    answered++;
                } else {
                    assertThat(response.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
                }
            }
            long peak = server.peakMemory();
            System.out.printf("%d uploads of 24 megapixels at once: %d answered, %d told to wait; %,d MB before, %,d MB"
                    + " at most%n", CALLERS, answered, CALLERS - answered, before >> 20, peak >> 20);

            assertThat(answered).isPositive();
            assertThat(peak).isLessThan(MAX_MEMORY);
            assertThat(caller.send(Caller.post("/v1/similar").body("image/jpeg", large)).statusCode()).isEqualTo(200);
        }
    }

    /// 24 megapixels; a JPEG is scaled while it is decoded, a PNG is decoded whole.
    private static byte[] camera(String format) throws IOException {
        int width = 6_000;
        int height = 4_000;
        var image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        var pen = image.createGraphics();
        var random = new Random(24);
        for (int spot = 0; spot < 3_000; spot++) {
            pen.setColor(new Color(random.nextInt(1 << 24)));
            pen.fillOval(random.nextInt(width), random.nextInt(height), 300, 300);
        }
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }
}
