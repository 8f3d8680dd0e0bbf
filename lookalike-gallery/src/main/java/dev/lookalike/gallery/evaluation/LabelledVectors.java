package dev.lookalike.gallery.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import dev.lookalike.index.Metric;

/// Vectors with labels, each ranked against the others without ever holding all of them, or all scores, in memory.
final class LabelledVectors implements AutoCloseable {
    /*
     * Queries go in blocks, and the vectors in tiles that stay in the cache while a block of queries looks at them. A
     * tile is stored value by value, not vector by vector: then the innermost loop adds to independent sums, which the
     * compiler does with wide registers. Tiles lie in a file; a block needs a row of scores for each of its queries, and
     * the more vectors there are, the fewer queries a block has.
     *
     * A ranking is not sorted. What the measures need is the places of the right answers alone: they are sorted among
     * themselves, and for each wrong answer a binary search finds how many right ones are before it.
     *
     * Whether two pictures share a label is looked up: there are few different sets of labels, numbered as they come.
     */
    private static final int BLOCK = 16;
    private static final int SCORES = 1 << 23;
    private static final int TILE = Tiles.WIDTH;

    private final Metric metric;
    private final Tiles tiles = new Tiles();
    private final List<Set<String>> sets = new ArrayList<>();
    private final Map<Set<String>, Integer> numbers = new HashMap<>();
    private long[] ids = new long[TILE];
    private int[] setOf = new int[TILE];
    private boolean[] asks = new boolean[TILE];
    private boolean[] answers = new boolean[TILE];
    private double[] scales = new double[TILE];
    private double[] halves = new double[TILE];
    private int count;

    /// Hears how one query was answered, from any thread.
    interface Listener {
        /// A query was answered.
        ///
        /// @param query
        ///            which one, in the order of adding
        /// @param ranks
        ///            the places of the right answers, ascending
        /// @param answers
        ///            the first of all answers, best first
        void ranked(int query, int[] ranks, int[] answers);
    }

    LabelledVectors(Metric metric) {
        this.metric = metric;
    }

    /// Adds a vector, kept as floats; where scores are equal, vectors added before come first.
    void add(long id, Labelled known, double[] vector) {
        if (count == ids.length) {
            int more = Math.multiplyExact(2, count);
            ids = Arrays.copyOf(ids, more);
            setOf = Arrays.copyOf(setOf, more);
            asks = Arrays.copyOf(asks, more);
            answers = Arrays.copyOf(answers, more);
            scales = Arrays.copyOf(scales, more);
            halves = Arrays.copyOf(halves, more);
        }
        var values = new float[vector.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) vector[i];
        }
        tiles.add(values);
        scales[count] = metric == Metric.COSINE ? 1 / Math.sqrt(square(values)) : 1;
        halves[count] = metric == Metric.COSINE ? 0 : square(values) / 2;
        ids[count] = id;
        asks[count] = known.asks();
        answers[count] = known.answers();
        setOf[count] = numbers.computeIfAbsent(known.labels(), labels -> {
            sets.add(labels);
            return sets.size() - 1;
        });
        count++;
    }

    long id(int ordinal) {
        return ids[ordinal];
    }

    Set<String> labels(int ordinal) {
        return sets.get(setOf[ordinal]);
    }

    /// The vectors that ask and have a right answer, or `most` of those, evenly.
    int[] queries(int most) {
        Map<String, Integer> members = members();
        int[] all = IntStream.range(0, count).filter(i -> asks[i] && labels(i).stream()
                .anyMatch(label -> members.getOrDefault(label, 0) > (answers[i] ? 1 : 0))).toArray();
        return all.length <= most
                ? all
                : IntStream.range(0, most).map(i -> all[(int) ((long) i * all.length / most)]).toArray();
    }

    /// Ranks all others that answer for each of these.
    void rank(int[] queries, Listener listener) {
        int block = Math.clamp(SCORES / Math.max(1, count), 1, BLOCK);
        IntStream.range(0, Math.ceilDiv(queries.length, block)).parallel().forEach(number -> {
            int[] some = Arrays.copyOfRange(queries, number * block, Math.min(queries.length, (number + 1) * block));
            double[][] scores = scores(some);
            for (int i = 0; i < some.length; i++) {
                boolean[] right = right(some[i]);
                int[] ordered = ordered(some[i], scores[i], right);
                listener.ranked(some[i], ranks(some[i], scores[i], right, ordered), first(some[i], scores[i]));
            }
        });
    }

    private Map<String, Integer> members() {
        var members = new HashMap<String, Integer>();
        for (int i = 0; i < count; i++) {
            if (answers[i]) {
                labels(i).forEach(label -> members.merge(label, 1, Integer::sum));
            }
        }
        return members;
    }

    private boolean[] right(int query) {
        var right = new boolean[sets.size()];
        for (int set = 0; set < right.length; set++) {
            right[set] = !Collections.disjoint(labels(query), sets.get(set));
        }
        return right;
    }

    // Higher is more alike; equal to the metric's score but for a monotone map: q.x / |x| orders as the cosine does, and
    // q.x - |x|^2 / 2 as the negative distance.
    private double[][] scores(int[] queries) {
        var scores = new double[queries.length][tiles.capacity()];
        double[][] vectors = Arrays.stream(queries).mapToObj(tiles::vector).toArray(double[][]::new);
        float[] tile = tiles.room();
        for (int number = 0; number < tiles.count(); number++) {
            tiles.read(number, tile);
            for (int i = 0; i < queries.length; i++) {
                addDots(scores[i], number * TILE, vectors[i], tile);
            }
        }
        for (double[] row : scores) {
            for (int j = 0; j < count; j++) {
                row[j] = row[j] * scales[j] - halves[j];
            }
        }
        return scores;
    }

    private static void addDots(double[] sums, int offset, double[] query, float[] tile) {
        var local = new double[TILE];
        for (int i = 0; i < query.length; i++) {
            double value = query[i];
            int row = i * TILE;
            for (int j = 0; j < TILE; j++) {
                local[j] += value * tile[row + j];
            }
        }
        System.arraycopy(local, 0, sums, offset, TILE);
    }

    // The right answers, best first. Sorted as whole numbers (the score as a float, then the place), then put into the
    // order of the doubles, from which they are never far.
    private int[] ordered(int query, double[] scores, boolean[] right) {
        var keys = new long[count];
        int size = 0;
        for (int i = 0; i < count; i++) {
            if (i != query && answers[i] && right[setOf[i]]) {
                int bits = Float.floatToIntBits((float) -scores[i]);
                int sortable = bits >= 0 ? bits : bits ^ Integer.MAX_VALUE;
                keys[size++] = ((long) sortable << Integer.SIZE) | i;
            }
        }
        Arrays.sort(keys, 0, size);
        int[] ordered = Arrays.stream(keys, 0, size).mapToInt(key -> (int) key).toArray();
        for (int i = 1; i < size; i++) {
            int moving = ordered[i];
            int to = i;
            for (; to > 0 && before(scores, moving, ordered[to - 1]); to--) {
                ordered[to] = ordered[to - 1];
            }
            ordered[to] = moving;
        }
        return ordered;
    }

    private int[] ranks(int query, double[] scores, boolean[] right, int[] ordered) {
        var wrongAfter = new int[ordered.length + 1];
        for (int i = 0; i < count; i++) {
            if (i != query && answers[i] && !right[setOf[i]]) {
                wrongAfter[rightBefore(scores, ordered, i)]++;
            }
        }
        var ranks = new int[ordered.length];
        int wrong = 0;
        for (int i = 0; i < ranks.length; i++) {
            wrong += wrongAfter[i];
            ranks[i] = i + wrong;
        }
        return ranks;
    }

    private int[] first(int query, double[] scores) {
        var first = new int[Asked.KEPT];
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (i == query || !answers[i] || (kept == first.length && !before(scores, i, first[kept - 1]))) {
                continue;
            }
            int to = kept < first.length ? kept++ : kept - 1;
            for (; to > 0 && before(scores, i, first[to - 1]); to--) {
                first[to] = first[to - 1];
            }
            first[to] = i;
        }
        return Arrays.copyOf(first, kept);
    }

    private static int rightBefore(double[] scores, int[] best, int ordinal) {
        int low = 0;
        int high = best.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (before(scores, best[middle], ordinal)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static boolean before(double[] scores, int a, int b) {
        return scores[a] > scores[b] || (scores[a] == scores[b] && a < b);
    }

    private static double square(float[] vector) {
        double sum = 0;
        for (double value : vector) {
            sum += value * value;
        }
        return sum;
    }

    @Override
    public void close() {
        tiles.close();
    }
}
