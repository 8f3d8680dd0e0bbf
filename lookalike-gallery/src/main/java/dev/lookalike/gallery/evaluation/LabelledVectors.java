package dev.lookalike.gallery.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import dev.lookalike.index.Metric;

/// Vectors with labels, each ranked against all others without ever holding all scores at once.
final class LabelledVectors {
    /*
     * Queries go in blocks, and the vectors in tiles of TILE that stay in the cache while a block of queries looks at
     * them. A tile is stored value by value, not vector by vector: then the innermost loop adds to TILE independent sums,
     * which the compiler does with wide registers. A block needs BLOCK rows of scores, whatever the number of vectors.
     *
     * A ranking is not sorted. What the measures need is the places of the right answers alone: they are sorted among
     * themselves, and for each wrong answer a binary search finds how many right ones are before it.
     */
    private static final int BLOCK = 16;
    private static final int TILE = 256;

    private final Metric metric;
    private final List<float[]> tiles = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private int size;

    /// Hears the places of the right answers of one query, ascending, from any thread.
    interface Listener {
        void ranked(String label, int[] ranks);
    }

    LabelledVectors(Metric metric) {
        this.metric = metric;
    }

    /// Adds a vector; where scores are equal, vectors added before come first.
    void add(String label, double[] vector) {
        int ordinal = labels.size();
        if (ordinal == 0) {
            size = vector.length;
        }
        if (ordinal % TILE == 0) {
            tiles.add(new float[size * TILE]);
        }
        double scale = metric == Metric.COSINE ? 1 / Math.sqrt(dot(vector)) : 1;
        float[] tile = tiles.getLast();
        for (int i = 0; i < size; i++) {
            tile[i * TILE + ordinal % TILE] = (float) (vector[i] * scale);
        }
        labels.add(numbers.computeIfAbsent(label, name -> {
            names.add(name);
            return names.size() - 1;
        }));
    }

    /// Ranks all others for each vector that has another of its label.
    void rank(Listener listener) {
        int count = labels.size();
        int[] label = labels.stream().mapToInt(Integer::intValue).toArray();
        var members = new int[names.size()];
        for (int each : label) {
            members[each]++;
        }
        double[] halves = halfSquares(count);
        IntStream.range(0, (count + BLOCK - 1) / BLOCK).parallel().forEach(block -> {
            int start = block * BLOCK;
            double[][] scores = scores(start, Math.min(BLOCK, count - start), halves);
            for (int i = 0; i < scores.length; i++) {
                int query = start + i;
                if (members[label[query]] > 1) {
                    listener.ranked(names.get(label[query]),
                            ranks(scores[i], label, query, members[label[query]] - 1));
                }
            }
        });
    }

    // Higher is more alike; equal to the metric's score but for a monotone map: q.x orders unit vectors as the cosine
    // does, and q.x - |x|^2 / 2 all vectors as the negative distance.
    private double[][] scores(int start, int queries, double[] halves) {
        var scores = new double[queries][tiles.size() * TILE];
        var query = new double[queries][];
        for (int i = 0; i < queries; i++) {
            query[i] = vector(start + i);
        }
        for (int tile = 0; tile < tiles.size(); tile++) {
            for (int i = 0; i < queries; i++) {
                addDots(scores[i], tile * TILE, query[i], tiles.get(tile));
            }
        }
        for (double[] row : scores) {
            for (int j = 0; j < halves.length; j++) {
                row[j] -= halves[j];
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

    private double[] halfSquares(int count) {
        var halves = new double[count];
        if (metric == Metric.EUCLIDEAN) {
            Arrays.setAll(halves, i -> dot(vector(i)) / 2);
        }
        return halves;
    }

    private double[] vector(int ordinal) {
        float[] tile = tiles.get(ordinal / TILE);
        var vector = new double[size];
        Arrays.setAll(vector, i -> tile[i * TILE + ordinal % TILE]);
        return vector;
    }

    private static int[] ranks(double[] scores, int[] labels, int query, int right) {
        int[] best = IntStream.range(0, labels.length).filter(i -> i != query && labels[i] == labels[query]).boxed()
                .sorted((a, b) -> before(scores, a, b) ? -1 : 1).mapToInt(Integer::intValue).toArray();
        var wrongAfter = new int[right + 1];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] != labels[query]) {
                wrongAfter[rightBefore(scores, best, i)]++;
            }
        }
        var ranks = new int[right];
        int wrong = 0;
        for (int i = 0; i < right; i++) {
            wrong += wrongAfter[i];
            ranks[i] = i + wrong;
        }
        return ranks;
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

    private static double dot(double[] vector) {
        double sum = 0;
        for (double value : vector) {
            sum += value * value;
        }
        return sum;
    }
}
