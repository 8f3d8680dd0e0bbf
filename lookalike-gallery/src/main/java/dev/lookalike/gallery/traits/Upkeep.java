package dev.lookalike.gallery.traits;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/// A thread that does what is due, rests, and looks again, from when it is begun until it is closed. All methods may be called from
/// any thread.
public final class Upkeep implements AutoCloseable {
    private final String name;
    private final LongSupplier work;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Object beginning = new Object();
    private @Nullable Thread thread;
    private volatile boolean closed;

    /// @param name
    ///            of the thread
    /// @param work
    ///            does what is due, and says for how many milliseconds to rest then; failures are its own affair
    public Upkeep(String name, LongSupplier work) {
        this.name = name;
        this.work = work;
    }

    /// Begins, unless it has, or is closed.
    public void begin() {
        synchronized (beginning) {
            if (thread == null && !closed) {
                thread = Thread.ofPlatform().name(name).daemon().start(this::run);
            }
        }
    }

    private void run() {
        long rest = 1;
        while (!isClosing(rest)) {
            rest = work.getAsLong();
        }
    }

    /// Whether it was begun.
    public boolean isBegun() {
        synchronized (beginning) {
            return thread != null;
        }
    }

    /// Whether the work should end.
    public boolean isClosed() {
        return closed;
    }

    /// Rests, and says whether it is being closed.
    public boolean isClosing(long millis) {
        try {
            return closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException end) {
            return true;
        }
    }

    /// Waits for the work in hand.
    @Override
    public void close() {
        Thread working;
        synchronized (beginning) {
            closed = true;
            closing.countDown();
            working = thread;
        }
        try {
            if (working != null) {
                working.join();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }
}
