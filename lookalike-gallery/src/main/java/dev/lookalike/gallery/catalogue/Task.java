package dev.lookalike.gallery.catalogue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

import dev.lookalike.gallery.GalleryException;
import org.jspecify.annotations.Nullable;

/// A piece of work for the writer, and what became of it.
final class Task<T extends @Nullable Object> {
    private final Function<Change, T> work;
    private final CountDownLatch done = new CountDownLatch(1);
    private List<Runnable> afterwards = List.of();
    private @Nullable T answer;
    private @Nullable RuntimeException failure;

    Task(Function<Change, T> work) {
        this.work = work;
    }

    /// Does the work inside the open transaction. A failure of the store ends the whole transaction, any other only
    /// this work.
    void run(Sql sql, Change change) {
        sql.control("SAVEPOINT work");
        Change.Mark mark = change.mark();
        try {
            answer = work.apply(change);
            afterwards = change.takeAfterwards();
        } catch (GalleryException.Storage | GalleryException.Corrupt store) {
            throw store;
        } catch (RuntimeException own) {
            failure = own;
            change.backTo(mark);
            sql.control("ROLLBACK TO work");
        }
        sql.control("RELEASE work");
    }

    /// Does every action for after the commit, whatever becomes of the others.
    void finish() {
        for (Runnable action : afterwards) {
            try {
                action.run();
            } catch (RuntimeException | Error late) {
                if (failure == null) {
                    failure = late instanceof RuntimeException known ? known : new IllegalStateException(late);
                }
            }
        }
    }

    /// Lets the caller go on.
    void release() {
        done.countDown();
    }

    /// Lets the caller go on without the work, unless it goes on already.
    void fail(RuntimeException failure) {
        if (done.getCount() == 0) {
            return;
        }
        this.failure = failure;
        done.countDown();
    }

    /*
     * Waits through interrupts: the caller must learn whether its work was committed.
     */
    @SuppressWarnings("NullAway") // the answer is set where there is no failure
    T await() {
        boolean interrupted = false;
        while (true) {
            try {
                done.await();
                break;
            } catch (InterruptedException stop) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw failure;
        }
        return answer;
    }
}
