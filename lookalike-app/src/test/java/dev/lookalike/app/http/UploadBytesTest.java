package dev.lookalike.app.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/// Promise N5: an upload's bytes arrive as they were sent.
@ExtendWith(Shop.Resolver.class)
class UploadBytesTest {
    private static final int UPLOADS = 4_000 * Integer.getInteger("lookalike.trials", 1);
    private static final int MAX_PIXEL_BYTES = 200 << 10;
    /// What a parser of forms or of chunks would stumble over.
    private static final List<String> STUMBLING = List.of("\r\n--boundary\r\n", "--boundary--\r\n", "\r\n\r\n",
            "\r\n0\r\n\r\n", "Content-Disposition: form-data; name=\"x\"\r\n\r\n", "1000\r\n", "\0\0\0\0",
            "\u00ff\u00d8",
            "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "%00%0d%0a", "\r", "\n");

    @Test
    void uploads_ofAnyBytes_comeBackExactly(Shop shop) throws InterruptedException, ExecutionException {
        long seed = Long.getLong("lookalike.seed", System.nanoTime());
        System.out.println("uploads_ofAnyBytes_comeBackExactly: lookalike.seed=" + seed);
        try (var caller = new Caller(shop.server().address()); var senders = Executors.newFixedThreadPool(8)) {
            List<Future<String>> wrong = new ArrayList<>();
            for (int number = 0; number < UPLOADS; number++) {
                var random = new Random(seed + number);
                wrong.add(senders.submit((Callable<String>) () -> difference(caller, random)));
            }
            for (int number = 0; number < UPLOADS; number++) {
                assertThat(wrong.get(number).get()).as("upload %d", number).isEmpty();
            }
        }
    }

    /// Sends a picture whose pixels are such bytes and fetches it again; what is wrong, or nothing.
    private static String difference(Caller caller, Random random) throws IOException, InterruptedException {
        byte[] sent = Drawing.bitmap(pixels(random));
        var call = Caller.post("/v1/uploads").body("application/octet-stream", sent);
        var request = caller.request(call);
        if (random.nextBoolean()) {
            request = java.net.http.HttpRequest.newBuilder(request, (_, _) -> true)
                    .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(sent))).build();
        }
        var answer = caller.http().send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != 201) {
            return "answered " + answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8);
        }
        var upload = Caller.JSON.readTree(answer.body());
        var content = caller.send(Caller.get("/v1/uploads/%s/content".formatted(upload.path("id").asString())));
        boolean same = Arrays.equals(sent, content.body())
                && upload.path("sha256").asString().equals(sha256(content.body()));
        return same ? "" : "%d bytes sent, %d came back".formatted(sent.length, content.body().length);
    }

    private static byte[] pixels(Random random) {
        byte[] pixels = new byte[random.nextInt(MAX_PIXEL_BYTES + 1)];
        if (random.nextBoolean()) {
            random.nextBytes(pixels);
        }
        int pieces = random.nextInt(40);
        for (int piece = 0; piece < pieces; piece++) {
            byte[] text = STUMBLING.get(random.nextInt(STUMBLING.size())).getBytes(StandardCharsets.ISO_8859_1);
            if (pixels.length >= text.length) {
                System.arraycopy(text, 0, pixels, random.nextInt(pixels.length - text.length + 1), text.length);
            }
        }
        return pixels;
    }

    private static String sha256(byte[] bytes) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
