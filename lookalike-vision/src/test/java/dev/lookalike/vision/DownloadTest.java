package dev.lookalike.vision;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Fetching from servers that break off, stall, ignore or lie.
class DownloadTest {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final byte[] content = new byte[300_000];
    private final List<@Nullable String> ranges = new CopyOnWriteArrayList<>();
    private HttpServer server;
    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        new Random(7).nextBytes(content);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void fetch_wholeFile_arrives() throws IOException {
        serve("/file", exchange -> send(exchange, 200, 0, content.length));
        var progress = new ArrayList<Long>();

        new Download(List.of(address("/file")), part(), content.length, PATIENCE, (bytes, of) -> progress.add(bytes))
                .fetch();

        assertThat(Files.readAllBytes(part())).isEqualTo(content);
        assertThat(progress).isSorted().last().isEqualTo((long) content.length);
    }

    @Test
    void fetch_serverBreaksOff_goesOnWhereItStopped() throws IOException {
        serve("/file", exchange -> {
            int from = from(exchange);
            send(exchange, from == 0 ? 200 : 206, from, Math.min(content.length, from + 100_000));
        });

        fetch("/file");

        assertThat(Files.readAllBytes(part())).isEqualTo(content);
        assertThat(ranges).containsExactly(null, "bytes=100000-", "bytes=200000-");
    }

    @Test
    void fetch_afterAnEarlierRun_goesOnWhereItStopped() throws IOException {
        Files.write(part(), Arrays.copyOf(content, 123_456));
        serve("/file", exchange -> send(exchange, 206, from(exchange), content.length));

        fetch("/file");

        assertThat(Files.readAllBytes(part())).isEqualTo(content);
        assertThat(ranges).containsExactly("bytes=123456-");
    }

    @Test
    void fetch_serverIgnoresTheRange_startsAnew() throws IOException {
        Files.write(part(), new byte[100]);
        serve("/file", exchange -> send(exchange, 200, 0, content.length));

        fetch("/file");

        assertThat(Files.readAllBytes(part())).isEqualTo(content);
    }

    @Test
    void fetch_completeAlready_asksNobody() throws IOException {
        Files.write(part(), content);
        serve("/file", exchange -> send(exchange, 200, 0, content.length));

        fetch("/file");

        assertThat(ranges).isEmpty();
    }

    @Test
    void fetch_firstAddressHasNothing_takesTheSecond() throws IOException {
        serve("/none", exchange -> exchange.sendResponseHeaders(404, -1));
        serve("/file", exchange -> send(exchange, 200, 0, content.length));

        fetch("/none", "/file");

        assertThat(Files.readAllBytes(part())).isEqualTo(content);
    }

    @Test
    void fetch_serverFallsSilent_givesUpAndKeepsWhatArrived() throws IOException {
        serve("/file", exchange -> {
            if (from(exchange) == 0) {
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content, 0, 50_000);
                exchange.getResponseBody().flush();
            }
            pause();
        });

        assertThatThrownBy(() -> fetch("/file")).isInstanceOf(VisionException.Unreachable.class)
                .hasMessageContaining("only 50,000 of 300,000 bytes").hasMessageContaining("try again to go on")
                .hasMessageContaining("timed out");
        assertThat(Files.readAllBytes(part())).isEqualTo(Arrays.copyOf(content, 50_000));
    }

    @Test
    void fetch_serverSendsTooMuch_isRefused() throws IOException {
        serve("/file", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(content);
            exchange.getResponseBody().write(content);
            exchange.close();
        });

        assertThatThrownBy(() -> fetch("/file")).isInstanceOf(VisionException.Unreachable.class)
                .hasMessageContaining("more than the 300,000 bytes");
        assertThat(Files.size(part())).isLessThan(content.length);
    }

    @Test
    void fetch_nobodyThere_saysSo() {
        server.stop(0);

        assertThatThrownBy(() -> fetch("/file")).isInstanceOf(VisionException.Unreachable.class)
                .hasMessageContaining("refused");
    }

    private void fetch(String... paths) {
        new Download(Arrays.stream(paths).map(this::address).toList(), part(), content.length, PATIENCE,
                (bytes, of) -> {}).fetch();
    }

    private Path part() {
        return folder.resolve("file.part");
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private void serve(String path, Answer answer) {
        server.createContext(path, exchange -> {
            ranges.add(exchange.getRequestHeaders().getFirst("Range"));
            answer.to(exchange);
        });
    }

    private static int from(HttpExchange exchange) {
        var range = exchange.getRequestHeaders().getFirst("Range");
        return range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    }

    /// Promises everything from a place on and closes the connection at another.
    private void send(HttpExchange exchange, int status, int from, int to) throws IOException {
        if (status == 206) {
            exchange.getResponseHeaders().set("Content-Range",
                    "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
        }
        exchange.sendResponseHeaders(status, content.length - from);
        exchange.getResponseBody().write(content, from, to - from);
        exchange.getResponseBody().flush();
        exchange.close();
    }

    private static void pause() {
        try {
            Thread.sleep(PATIENCE.multipliedBy(3));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
