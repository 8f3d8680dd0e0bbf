package dev.lookalike.gallery.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

import dev.lookalike.gallery.GalleryException;
import org.jspecify.annotations.Nullable;

/// The one thread that writes the catalogue.
final class Writer implements AutoCloseable {
    /*
     * Group commit: what waits while a commit syncs goes into the next transaction together, each piece of work in a
     * savepoint of its own, so that one that fails takes nothing with it. A caller returns after the commit that holds
     * its work, so what it acknowledges is on stable storage.
     *
     * A failed sync is never retried and believed: the kernel may have dropped the pages and report success the next
     * time. From then on the writer refuses, and reading goes on. So it does where its thread breaks off.
     */
    private static final int GROUP = 64;
    private static final int WAITING = 1024;
    private static final long CHECKPOINT_BYTES = 16L << 20;
    private static final long RESET_BYTES = 256L << 20;
    private static final long IDLE_MILLIS = 500;

    private final Sql sql;
    private final LongSupplier logBytes;
    private final Change change;
    private final BlockingQueue<Task<?>> queue = new ArrayBlockingQueue<>(WAITING);
    private final List<Task<?>> group = new ArrayList<>(GROUP);
    private final Thread thread;
    private volatile long told;
    private volatile boolean closing;
    private volatile boolean ended;
    private volatile @Nullable String refusal;

    /// @param fields
    ///            hears of every item that is committed
    /// @param logBytes
    ///            how long the write-ahead log is now
    Writer(Sql sql, Generation generation, Fields fields, LongSupplier logBytes) {
        this.sql = sql;
        this.logBytes = logBytes;
        this.change = new Change(sql, generation, fields);
        this.told = generation.ledger(sql).version();
        this.thread = Thread.ofPlatform().name("gallery-writer").daemon().start(this::run);
    }

    /// Does `work` in a transaction and returns once that is on stable storage.
    <T extends @Nullable Object> T write(Function<Change, T> work) {
        if (thread.equals(Thread.currentThread())) {
            throw new IllegalStateException("a write waits for the writer's own thread");
        }
        var task = new Task<T>(work);
        offer(task);
        return task.await();
    }

    private void offer(Task<?> task) {
        boolean interrupted = false;
        try {
            while (true) {
                if (closing || ended) {
                    throw refused();
                }
                try {
                    if (queue.offer(task, 100, TimeUnit.MILLISECONDS)) {
                        if (ended) {
                            refuseWaiting();
                        }
                        return;
                    }
                } catch (InterruptedException stop) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private RuntimeException refused() {
        String refused = refusal;
        return refused == null
                ? new IllegalStateException("the gallery is closed")
                : new GalleryException.Storage(refused, null);
    }

    private void refuseWaiting() {
        for (Task<?> late = queue.poll(); late != null; late = queue.poll()) {
            late.fail(refused());
        }
    }

    private void run() {
        try {
            work();
        } catch (Throwable broken) {
            refusal = "%s is read-only now: writing it broke off (%s); open the gallery again"
                    .formatted(sql.file(), broken);
            change.rolledBack();
            rollBack();
        } finally {
            ended = true;
            group.forEach(task -> task.fail(refused()));
            refuseWaiting();
        }
    }

    private void work() {
        boolean settled = true;
        while (true) {
            group.clear();
            Task<?> first = next();
            if (first != null) {
                group.add(first);
                queue.drainTo(group, GROUP - 1);
                commit();
                settled = false;
            } else if (closing) {
                checkpoint(true);
                return;
            }
            settled = settled || checkpoint(first == null);
        }
    }

    private @Nullable Task<?> next() {
        try {
            return queue.poll(closing ? 0 : IDLE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException closed) {
            return queue.poll();
        }
    }

    private void commit() {
        if (refusal != null) {
            group.forEach(task -> task.fail(refused()));
            return;
        }
        try {
            sql.control("BEGIN IMMEDIATE");
            for (Task<?> task : group) {
                task.run(sql, change);
            }
            change.settle();
            sql.control("COMMIT");
            change.committed();
        } catch (GalleryException failure) {
            refuseAfterFailedSync(failure);
            change.rolledBack();
            rollBack();
            group.forEach(task -> task.fail(failure));
            return;
        }
        group.forEach(Task::finish);
        told = change.version();
        group.forEach(Task::release);
    }

    /// Tells `follower` of each item that is committed from now on.
    void follow(LongConsumer follower) {
        change.follow(follower);
    }

    /// The version of the embeddings up to which all that was to be done after their commits is done.
    long told() {
        return told;
    }

    private void rollBack() {
        try {
            sql.control("ROLLBACK");
        } catch (GalleryException alreadyRolledBack) {
            // SQLite rolls back by itself after most failures of the disk; if it did not, the next BEGIN says so.
        }
    }

    private void refuseAfterFailedSync(GalleryException failure) {
        if (SqlFailure.isFailedSync(failure)) {
            refusal = ("%s is read-only now: the system could not promise that a write reached the disk (%s); check "
                    + "the disk, then open the gallery again").formatted(sql.file(), failure.getMessage());
        }
    }

    /// Carries the log into the file where it is long, holds what was to be erased, or while nobody waits.
    ///
    /// @return whether it was tried
    private boolean checkpoint(boolean idle) {
        long bytes = logBytes.getAsLong();
        boolean erasing = change.takeErasing();
        if (refusal != null || !(idle || erasing || bytes > CHECKPOINT_BYTES)) {
            return false;
        }
        try {
            String mode = bytes > RESET_BYTES || erasing || closing ? "TRUNCATE" : "PASSIVE";
            sql.number("PRAGMA wal_checkpoint(" + mode + ")");
        } catch (GalleryException failure) {
            refuseAfterFailedSync(failure);
        }
        return true;
    }

    /// Does what was asked for, then stops.
    void finish() {
        closing = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException stop) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finish();
        sql.close();
    }
}
