package dev.lookalike.app.http;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.lookalike.app.problem.Kind;
import dev.lookalike.app.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/// Lets only so much go on at once: the rest waits a moment in a short line, and is then sent away with "try again".
///
/// Work is shed before it costs anything, so what is let in is answered as fast as ever. What keeps a core busy is done
/// by threads of the gate's own: on a request's virtual thread it would keep all other requests from being read.
final class Gate implements AutoCloseable {
    private final String what;
    private final int most;
    private final int maxWaiting;
    private final Duration patience;
    private final Semaphore free;
    private final @Nullable ExecutorService workers;

    private Gate(String what, int most, int maxWaiting, Duration patience, @Nullable ExecutorService workers) {
        this.what = what;
        this.most = most;
        this.maxWaiting = maxWaiting;
        this.patience = patience;
        this.free = new Semaphore(most, true);
        this.workers = workers;
    }

    /// A gate before work that waits more than it computes.
    ///
    /// @param what
    ///            for the message, such as `listeners`
    /// @param most
    ///            units at once
    /// @param maxWaiting
    ///            callers in line
    /// @param patience
    ///            how long a caller waits
    static Gate light(String what, int most, int maxWaiting, Duration patience) {
        return new Gate(what, most, maxWaiting, patience, null);
    }

    /// A gate before work that keeps a core busy.
    static Gate heavy(String what, int most, int maxWaiting, Duration patience) {
        var threads = Thread.ofPlatform().daemon().name(what + "-", 1).factory();
        return new Gate(what, most, maxWaiting, patience,
                Executors.newFixedThreadPool(Math.max(1, most), threads));
    }

    /// Does `work` as one unit.
    void pass(Runnable work) {
        pass(1, work);
    }

    /// Does `work`, which takes `units`.
    ///
    /// @throws ProblemException
    ///             of kind busy, if there is no room
    void pass(int units, Runnable work) {
        enter(units);
        try {
            if (workers == null) {
                work.run();
            } else {
                await(workers, work);
            }
        } finally {
            free.release(units);
        }
    }

    int inUse() {
        return most - free.availablePermits();
    }

    @Override
    public void close() {
        if (workers != null) {
            workers.shutdownNow();
        }
    }

    private void enter(int units) {
        try {
            boolean in = free.tryAcquire(units) || (free.getQueueLength() < maxWaiting
                    && free.tryAcquire(units, patience.toMillis(), TimeUnit.MILLISECONDS));
            if (!in) {
                throw new ProblemException(Kind.BUSY, "%d %s at once is what this server takes; try again in a moment"
                        .formatted(most, what));
            }
        } catch (InterruptedException _) {
            throw stopping();
        }
    }

    private static void await(ExecutorService workers, Runnable work) {
        try {
            workers.submit(work).get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException(failed);
            }
        } catch (InterruptedException _) {
            throw stopping();
        }
    }

    private static ProblemException stopping() {
        Thread.currentThread().interrupt();
        return new ProblemException(Kind.UNAVAILABLE, "the server is stopping");
    }
}
