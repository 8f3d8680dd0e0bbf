package dev.lookalike.app.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;

import dev.lookalike.app.api.Json;
import dev.lookalike.app.api.Status;
import io.javalin.http.Context;

/// Tells listeners the status, again whenever it changes: server-sent events, each listener on a virtual thread.
final class Events {
    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final int PERIODS_OF_SILENCE = 30;

    private final Supplier<Status> status;
    private final Gate listeners;
    private String latest = "";
    private long latestAt;
    private volatile boolean closed;

    Events(Supplier<Status> status, Gate listeners) {
        this.status = status;
        this.listeners = listeners;
    }

    void answer(Context request) {
        listeners.pass(() -> {
            try {
                request.res().setContentType("text/event-stream");
                request.res().setCharacterEncoding("UTF-8");
                tell(request.res().getOutputStream());
            } catch (IOException _) {
                // The listener has gone, which is how listening ends.
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    void close() {
        closed = true;
    }

    private void tell(OutputStream out) throws IOException, InterruptedException {
        String told = "";
        int silent = 0;
        while (!closed) {
            String now = latest();
            if (!now.equals(told)) {
                write(out, "event: status\ndata: " + now + "\n\n");
                told = now;
                silent = 0;
            } else if (++silent == PERIODS_OF_SILENCE) {
                write(out, ": still here\n\n");
                silent = 0;
            }
            Thread.sleep(PERIOD);
        }
    }

    /// One look at the gallery serves all listeners.
    private synchronized String latest() {
        long now = System.nanoTime();
        if (latest.isEmpty() || now - latestAt > PERIOD.toNanos() * 3 / 4) {
            latest = Json.line(status.get());
            latestAt = now;
        }
        return latest;
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
