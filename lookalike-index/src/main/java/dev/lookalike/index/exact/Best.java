package dev.lookalike.index.exact;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import dev.lookalike.index.Hit;

/// The best hits so far: a heap whose root is the worst of them.
public final class Best {
    private final double[] scores;
    private final long[] ids;
    private final double atLeast;
    private int count;

    /// Room for `limit` hits that score at least `atLeast`.
    public Best(int limit, double atLeast) {
        scores = new double[limit];
        ids = new long[limit];
        this.atLeast = atLeast;
    }

    /// The score below which a hit is of no use.
    public double threshold() {
        return count < scores.length ? atLeast : Math.max(atLeast, scores[0]);
    }

    /// Takes the hit if it is among the best.
    ///
    /// @return whether it was taken
    public boolean offer(double score, long id) {
        if (score < atLeast) {
            return false;
        }
        if (count < scores.length) {
            scores[count] = score;
            ids[count] = id;
            up(count++);
            return true;
        }
        if (!isWorse(scores[0], ids[0], score, id)) {
            return false;
        }
        scores[0] = score;
        ids[0] = id;
        down();
        return true;
    }

    /// The hits, best first; empties the heap.
    public List<Hit> drain() {
        var hits = new Hit[count];
        while (count > 0) {
            count--;
            hits[count] = new Hit(ids[0], scores[0]);
            scores[0] = scores[count];
            ids[0] = ids[count];
            down();
        }
        return Collections.unmodifiableList(Arrays.asList(hits));
    }

    /// The ids of the hits, in no order.
    public long[] ids() {
        return Arrays.copyOf(ids, count);
    }

    private static boolean isWorse(double score, long id, double otherScore, long otherId) {
        return score < otherScore || (score == otherScore && id > otherId);
    }

    private void up(int place) {
        int child = place;
        while (child > 0) {
            int parent = (child - 1) / 2;
            if (!isWorse(scores[child], ids[child], scores[parent], ids[parent])) {
                return;
            }
            swap(child, parent);
            child = parent;
        }
    }

    private void down() {
        int parent = 0;
        while (true) {
            int worst = parent;
            for (int child = 2 * parent + 1; child <= 2 * parent + 2 && child < count; child++) {
                if (isWorse(scores[child], ids[child], scores[worst], ids[worst])) {
                    worst = child;
                }
            }
            if (worst == parent) {
                return;
            }
            swap(worst, parent);
            parent = worst;
        }
    }

    private void swap(int one, int other) {
        double score = scores[one];
        scores[one] = scores[other];
        scores[other] = score;
        long id = ids[one];
        ids[one] = ids[other];
        ids[other] = id;
    }
}
