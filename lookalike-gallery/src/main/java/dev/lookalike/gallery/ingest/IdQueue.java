package dev.lookalike.gallery.ingest;

import java.util.Arrays;

/// The ids that wait to be worked on: eight bytes each, so that a million files need no list of paths.
final class IdQueue {
    private long[] ids = new long[1024];
    private int from;
    private int to;
    private boolean ended;

    synchronized void add(long id) {
        if (to == ids.length) {
            int waiting = to - from;
            ids = Arrays.copyOfRange(ids, from, from + Math.max(1024, 2 * waiting));
            from = 0;
            to = waiting;
        }
        ids[to++] = id;
        notifyAll();
    }

    /// Nothing more will be added.
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /// Forgets what waits.
    synchronized void drop() {
        from = to;
        end();
    }

    /// Up to `count` ids, in the order they were added; none once there are no more.
    synchronized long[] take(int count) {
        boolean interrupted = false;
        while (to - from < count && !ended) {
            try {
                wait();
            } catch (InterruptedException stop) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        long[] taken = Arrays.copyOfRange(ids, from, Math.min(to, from + count));
        from += taken.length;
        return taken;
    }
}
