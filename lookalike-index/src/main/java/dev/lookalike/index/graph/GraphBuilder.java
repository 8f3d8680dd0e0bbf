package dev.lookalike.index.graph;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/// Builds the graph of a file's rows.
public final class GraphBuilder {
    /*
     * A proximity graph as in HNSW (Malkov & Yashunin 2016): rows are inserted one after the other; each is connected to near
     * rows that a walk through the graph so far finds, chosen so that they lie in different directions (their algorithm 4);
     * and each of those is connected back. Five things differ.
     *
     * 1. One layer, not a hierarchy. Walks begin at the nearest of some hundred random rows, the entries, whose codes are scanned
     *    in 5 us: less than descending layers costs, and no worse on data that comes in clusters.
     * 2. Distances are between six-bit codes (package code), as sums of squared differences of codes: whole numbers, so that the
     *    graph is the same on every machine.
     * 3. Rows are inserted in batches (as in ParlayANN, Manohar and others 2024): all rows of a batch look for their neighbours in
     *    the graph as it was before, in parallel; then all rows that were chosen get their edges back, in parallel, each from
     *    one thread and in the order of ordinals. So the result does not depend on how threads run, and nothing is locked. A
     *    batch is a small part of what is in the graph, so that little is missed.
     * 4. A row's own edges fill only part of its places; the rest is for edges back.
     * 5. Rows of a batch that are near each other do not see each other. When all are in, each row looks once more, from its
     *    neighbours on in the whole graph, and keeps the best of what it had and what it finds: a graph that needs fewer steps
     *    for the same recall. So the first look may be a narrow one: half as wide, it costs no recall and saves an eighth of the time.
     *
     * A graph of earlier rows, most of which are still there, is gone on with: the rows that came are inserted, and they look once
     * more, and so do those that had edges to rows that are gone. One that lost most of its edges is inserted anew: it might be
     * led to by none.
     *
     * Names: maxDegree is the paper's M0, lookBeamWidth its efConstruction.
     */
    public static final int MAX_DEGREE = 32;

    private static final int OWN_EDGES = 24;
    private static final int INSERT_BEAM_WIDTH = 64;
    private static final int LOOK_BEAM_WIDTH = 128;
    /// So many that clusters with nothing between them, such as bursts of photos, have one each. With a hundredth of
    /// the rows, recall on such clusters falls from 0.99 to 0.98.
    private static final int ENTRIES_MAX = 256;
    private static final int BATCH_SHARE = 16;
    private static final int BATCH_MAX_SHARE = 50;

    private final int count;
    private final Neighbours neighbours;
    private final CodeDistances distances;
    private final @Nullable EarlierGraph earlier;
    /// The rows in the order they are inserted in: first those that have the edges they had, then those that lost some, then
    /// all others.
    private final int[] order;
    private final int wholeCount;
    private final int presentCount;
    private final int[] entries;
    private final ConcurrentLinkedQueue<EdgeChoice> idle = new ConcurrentLinkedQueue<>();

    /// How many entries a graph of `count` rows has.
    public static int entryCount(int count) {
        return Math.min(count, ENTRIES_MAX);
    }

    /// @param codes
    ///            the rows' codes, `codeSize` bytes each
    /// @param edges
    ///            where the graph is written: [#MAX_DEGREE] ordinals of 4 bytes for each row
    /// @param earlier
    ///            the graph to go on with, null to begin one
    public GraphBuilder(MemorySegment codes, int codeSize, int count, MemorySegment edges,
            @Nullable EarlierGraph earlier,
            long seed) {
        this.count = count;
        this.earlier = earlier;
        neighbours = new Neighbours(edges, MAX_DEGREE);
        distances = CodeDistances.of(codes, codeSize, count);
        int[] shuffled = shuffled(count, seed);
        entries = Arrays.copyOf(shuffled, entryCount(count));
        var whole = new BitSet();
        var present = new BitSet();
        if (earlier != null) {
            note(earlier, whole, present);
        }
        wholeCount = whole.cardinality();
        presentCount = present.cardinality();
        order = IntStream.of(shuffled).boxed()
                .sorted(Comparator.comparingInt(row -> whole.get(row) ? 0 : present.get(row) ? 1 : 2))
                .mapToInt(row -> row)
                .toArray();
    }

    /// Notes which rows have all edges that they had, and which have most.
    private static void note(EarlierGraph earlier, BitSet whole, BitSet present) {
        var found = new int[MAX_DEGREE];
        for (int row = 0; row < earlier.now().length; row++) {
            int now = earlier.now()[row];
            if (now >= 0) {
                int count = earlier.count(row, found);
                int kept = earlier.kept(row, found);
                whole.set(now, kept > 0 && kept == count);
                present.set(now, kept > 0);
            }
        }
    }

    private static int[] shuffled(int count, long seed) {
        var random = new Random(seed);
        int[] order = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    /// Writes the edges.
    ///
    /// @param from
    ///            how far the edges that are there are built, 0 to begin
    /// @param afterBatch
    ///            told after each batch how far the edges are built: each row counts when it is inserted and when it looks again,
    ///            so up to twice as far as there are rows; may throw to end the building
    /// @return the entries
    public int[] build(int from, IntConsumer afterBatch) {
        if (from == 0) {
            begin();
        }
        int most = Math.max(1, count / BATCH_MAX_SHARE);
        int looks = 2 * count - wholeCount;
        for (int done = Math.max(from, presentCount); done < looks;) {
            int end;
            if (done < count) {
                end = Math.min(count, done + Math.clamp(done / BATCH_SHARE, 1, most));
                insert(done, end, done, INSERT_BEAM_WIDTH);
            } else {
                end = Math.min(looks, done + most);
                insert(done - count + wholeCount, end - count + wholeCount, count, LOOK_BEAM_WIDTH);
            }
            done = end;
            afterBatch.accept(done);
        }
        return entries;
    }

    /// Writes the edges that rows have to begin with.
    private void begin() {
        for (int row = 0; row < count; row++) {
            neighbours.write(row, order, 0);
        }
        var found = new int[MAX_DEGREE];
        for (int row = 0; earlier != null && row < earlier.now().length; row++) {
            int now = earlier.now()[row];
            if (now >= 0) {
                neighbours.write(now, found, earlier.kept(row, found));
            }
        }
    }

    /// Connects the rows from `first` to `end` in the order with the first `present` ones.
    private void insert(int first, int end, int present, int width) {
        int[] starts = Arrays.copyOf(order, Math.min(present, entryCount(count)));
        var chosen = new int[end - first][];
        each(chosen.length, (i, choice) -> chosen[i] = choice.own(order[first + i], starts, width));
        each(chosen.length, (i, choice) -> neighbours.write(order[first + i], chosen[i], chosen[i].length));
        long[] back = edgesBack(first, chosen);
        int[] groups = IntStream.range(0, back.length)
                .filter(i -> i == 0 || EdgeChoice.from(back[i]) != EdgeChoice.from(back[i - 1])).toArray();
        each(groups.length,
                (i, choice) -> choice.connectBack(back, groups[i],
                        i + 1 < groups.length ? groups[i + 1] : back.length));
    }

    /// The edges back, by the row they leave from and then by the row they lead to.
    private long[] edgesBack(int first, int[][] chosen) {
        var back = new long[Arrays.stream(chosen).mapToInt(edges -> edges.length).sum()];
        int next = 0;
        for (int i = 0; i < chosen.length; i++) {
            for (int neighbour : chosen[i]) {
                back[next++] = (long) neighbour << Integer.SIZE | order[first + i];
            }
        }
        Arrays.sort(back);
        return back;
    }

    private interface Step {
        void take(int place, EdgeChoice choice);
    }

    /// Takes a step for each place below `stepCount`, on all cores.
    private void each(int stepCount, Step step) {
        IntStream.range(0, stepCount).parallel().forEach(place -> {
            var choice = idle.poll();
            if (choice == null) {
                choice = new EdgeChoice(neighbours, distances, OWN_EDGES);
            }
            step.take(place, choice);
            idle.add(choice);
        });
    }
}
