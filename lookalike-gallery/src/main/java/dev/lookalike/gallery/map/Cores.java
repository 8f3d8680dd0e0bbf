package dev.lookalike.gallery.map;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// All cores, for loops whose rounds do not depend on each other.
///
/// Which core does what is left to chance, what comes of it is not: each round writes to places of its own.
final class Cores implements AutoCloseable {
    private static final int BLOCK = 64;

    private final int count = Runtime.getRuntime().availableProcessors();
    private final ExecutorService others = Executors.newFixedThreadPool(Math.max(1, count - 1),
            task -> Thread.ofPlatform().name("lookalike-map").daemon().unstarted(task));

    /// Some rounds of a loop.
    @FunctionalInterface
    interface Rounds {
        /// Does the rounds from `first` up to `end`, which is not done.
        void run(int first, int end);
    }

    /// Does `total` rounds, some at a time on each core.
    ///
    /// @throws CancellationException
    ///             if the thread is interrupted, soon; it stays so
    void each(int total, Rounds rounds) {
        stopIfInterrupted();
        var next = new AtomicInteger();
        Runnable share = () -> {
            for (int first = next.getAndAdd(BLOCK); first < total; first = next.getAndAdd(BLOCK)) {
                rounds.run(first, Math.min(total, first + BLOCK));
            }
        };
        List<Future<?>> shares = new ArrayList<>();
        for (int core = 1; core < count && core * BLOCK < total; core++) {
            shares.add(others.submit(share));
        }
        try {
            while (next.get() < total) {
                int first = next.getAndAdd(BLOCK);
                if (first < total) {
                    rounds.run(first, Math.min(total, first + BLOCK));
                }
                stopIfInterrupted();
            }
        } finally {
            // What has begun is waited for: it reads what the caller is about to change.
            next.set(total);
            shares.forEach(Cores::await);
        }
    }

    private static void await(Future<?> share) {
        boolean interrupted = false;
        while (true) {
            try {
                share.get();
                break;
            } catch (InterruptedException again) {
                interrupted = true;
            } catch (ExecutionException failure) {
                if (failure.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new IllegalStateException("a part of the map could not be made", failure.getCause());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static void stopIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the map was stopped before it was drawn");
        }
    }

    @Override
    public void close() {
        others.shutdownNow();
    }
}
