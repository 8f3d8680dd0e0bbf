package dev.lookalike.gallery.taste;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import dev.lookalike.gallery.Event;
import dev.lookalike.gallery.ranking.Foreseen;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import org.jspecify.annotations.Nullable;

/// Where the pictures of a gallery lie for people's tastes. All methods may be called from any thread.
final class Places {
    /*
     * Rows of floats in blocks, in the order they came in; a score is the product of a row and a person's weights. All of 60,000
     * rows of 129 values take some milliseconds, and are exact, so there is no index over them.
     */
    private static final int BLOCK = 1_024;
    private static final double LEAST_SPREAD = 1e-9;

    private final int size;
    private final List<float[]> blocks = new ArrayList<>();
    private final Map<Long, Integer> rows = new HashMap<>();
    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private final double[] sum;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    /// By row; 0 where it is free.
    private long[] ids = new long[BLOCK];
    private int used;

    Places(int size) {
        this.size = size;
        sum = new double[size];
    }

    void put(long id, float[] place) {
        lock.writeLock().lock();
        try {
            remove(id);
            int row = free.isEmpty() ? used++ : free.pop();
            if (row == ids.length) {
                ids = Arrays.copyOf(ids, 2 * row);
            }
            if (row / BLOCK == blocks.size()) {
                blocks.add(new float[BLOCK * size]);
            }
            System.arraycopy(place, 0, blocks.get(row / BLOCK), row % BLOCK * size, size);
            rows.put(id, row);
            ids[row] = id;
            add(row, 1);
        } finally {
            lock.writeLock().unlock();
        }
    }

    void remove(long id) {
        lock.writeLock().lock();
        try {
            Integer row = rows.remove(id);
            if (row != null) {
                ids[row] = 0;
                add(row, -1);
                free.push(row);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void add(int row, int times) {
        float[] block = blocks.get(row / BLOCK);
        for (int i = 0, at = row % BLOCK * size; i < size; i++, at++) {
            sum[i] += times * block[at];
        }
    }

    /// A person of whom these events are known, the last first; null if nothing is liked, or what is liked is liked no more than others.
    @Nullable
    Foreseen of(Iterable<Event> did) {
        Likes likes = Likes.of(did);
        lock.readLock().lock();
        try {
            List<Long> liked = likes.liked().stream().filter(rows::containsKey).limit(SharedPrior.MOST).toList();
            List<Long> disliked = likes.disliked().stream().filter(rows::containsKey).limit(SharedPrior.MOST).toList();
            if (liked.isEmpty()) {
                return null;
            }
            var solved = new Solved(places(liked), places(disliked), size - 1);
            var weights = new float[size];
            weights[size - 1] = 1;
            double mean = 0;
            for (int i = 0; i < size; i++) {
                weights[i] = i < size - 1 ? (float) solved.weights[i] : 1;
                mean += weights[i] * sum[i] / rows.size();
            }
            double usual = 0;
            for (long id : liked) {
                usual += score(weights, rows.getOrDefault(id, 0)) / liked.size();
            }
            return usual - mean < LEAST_SPREAD ? null : new Person(liked, solved, weights, mean, usual - mean);
        } finally {
            lock.readLock().unlock();
        }
    }

    // Without the appeal, which is no part of what a person's weights are solved from.
    private List<float[]> places(List<Long> of) {
        return of.stream().map(id -> {
            int row = rows.getOrDefault(id, 0);
            int at = row % BLOCK * size;
            return Arrays.copyOfRange(blocks.get(row / BLOCK), at, at + size - 1);
        }).toList();
    }

    private float score(float[] weights, int row) {
        return Floats.dot(weights, 0, blocks.get(row / BLOCK), row % BLOCK * size, size);
    }

    private final class Person implements Foreseen {
        private final List<Long> liked;
        private final Solved solved;
        private final float[] weights;
        private final double mean;
        private final double spread;

        Person(List<Long> liked, Solved solved, float[] weights, double mean, double spread) {
            this.liked = liked;
            this.solved = solved;
            this.weights = weights;
            this.mean = mean;
            this.spread = spread;
        }

        @Override
        public double taste(long id) {
            lock.readLock().lock();
            try {
                Integer row = rows.get(id);
                return row == null ? 0 : (score(weights, row) - mean) / spread;
            } finally {
                lock.readLock().unlock();
            }
        }

        @Override
        public List<Hit> best(Ids among, int count) {
            var best = new PriorityQueue<>(WORST_FIRST);
            lock.readLock().lock();
            try {
                if (among instanceof Ids.Only only) {
                    for (long id : only.toArray()) {
                        Integer row = rows.get(id);
                        if (row != null) {
                            offer(best, id, score(weights, row), count);
                        }
                    }
                } else {
                    for (int row = 0; row < used; row++) {
                        float score = ids[row] == 0 ? 0 : score(weights, row);
                        if (ids[row] != 0 && (best.size() < count || score >= best.element().score())
                                && among.contains(ids[row])) {
                            offer(best, ids[row], score, count);
                        }
                    }
                }
            } finally {
                lock.readLock().unlock();
            }
            return best.stream().sorted(WORST_FIRST.reversed())
                    .map(hit -> new Hit(hit.id(), (hit.score() - mean) / spread)).toList();
        }

        private static void offer(PriorityQueue<Hit> best, long id, double score, int count) {
            best.add(new Hit(id, score));
            if (best.size() > count) {
                best.remove();
            }
        }

        @Override
        public long because(long id) {
            lock.readLock().lock();
            try {
                if (!rows.containsKey(id)) {
                    return liked.getFirst();
                }
                float[] place = places(List.of(id)).getFirst();
                int most = 0;
                for (int i = 1; i < liked.size(); i++) {
                    most = solved.share(i, place) > solved.share(most, place) ? i : most;
                }
                return liked.get(most);
            } finally {
                lock.readLock().unlock();
            }
        }
    }

    /// Of equal ones, the smaller id is the better.
    private static final Comparator<Hit> WORST_FIRST = Comparator.comparingDouble(Hit::score)
            .thenComparing(Comparator.comparingLong(Hit::id).reversed());
}
