package dev.lookalike.app.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets Ctrl-C end a wait in good order: the process ends only when what was open is closed, or after a while.
final class Stop implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final CountDownLatch closed = new CountDownLatch(1);

    private Stop(Thread waiting) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            waiting.interrupt();
            awaitClosed();
        }, "stop"));
    }

    /// Interrupts this thread when the process is told to end.
    static Stop interruptingThisThread() {
        return new Stop(Thread.currentThread());
    }

    /// Waits until the process is told to end.
    void await() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    /// Everything is closed; the process may end.
    @Override
    public void close() {
        closed.countDown();
    }

    private void awaitClosed() {
        try {
            if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("lookalike: still busy after %d s; ended all the same, nothing acknowledged is lost"
                        .formatted(PATIENCE_SECONDS));
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
