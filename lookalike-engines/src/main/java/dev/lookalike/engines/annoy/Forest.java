package dev.lookalike.engines.annoy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.PriorityQueue;

import dev.lookalike.engines.Proposer;

/// An Annoy file, mapped and searched.
final class Forest implements Proposer {
    /*
     * Each tree halves the items by planes until a few are left. A search goes down all trees at once: of all nodes that are
     * waiting it takes the one whose way there crossed the planes by the least, and stops when it has met enough items. Those
     * are compared with the query one by one. (E. Bernhardsson, Annoy 1.17.3, `_get_all_nns`; the same order, so that the same
     * file gives the same neighbours.)
     */
    private final Path file;
    private final Arena arena;
    private final Nodes nodes;
    private final int[] roots;
    private final int itemCount;

    private Forest(Path file, Arena arena, Nodes nodes) throws IOException {
        this.file = file;
        this.arena = arena;
        this.nodes = nodes;
        roots = roots(nodes);
        itemCount = nodes.descendants(nodes.count() - 1);
        if (itemCount < 1 || itemCount > nodes.count()) {
            throw new IOException(
                    "%s says that it has %d items in %d nodes; it is damaged or for another dimension or metric"
                            .formatted(file, itemCount, nodes.count()));
        }
    }

    /// Maps a file.
    ///
    /// @throws IOException
    ///             if it cannot be an Annoy file of this geometry and dimension
    static Forest read(Path file, Geometry geometry, int dimension) throws IOException {
        var arena = Arena.ofShared();
        try (var channel = FileChannel.open(file)) {
            int size = Nodes.size(geometry, dimension);
            if (channel.size() == 0 || channel.size() % size != 0) {
                throw new IOException(
                        "%s has %d bytes, which are not whole nodes of %d; is it for another dimension or metric?"
                                .formatted(file, channel.size(), size));
            }
            MemorySegment memory = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new Forest(file, arena, new Nodes(memory, geometry, dimension));
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /// The roots are the nodes at the end that have as many descendants as the last one; before their copies stands the last
    /// tree's root itself.
    private static int[] roots(Nodes nodes) {
        int last = nodes.count() - 1;
        int first = last;
        while (first > 0 && nodes.descendants(first - 1) == nodes.descendants(last)) {
            first--;
        }
        boolean isRepeated = first < last && nodes.child(first, 0) == nodes.child(last, 0);
        int from = isRepeated ? first + 1 : first;
        var roots = new int[last - from + 1];
        Arrays.setAll(roots, i -> last - i);
        return roots;
    }

    @Override
    public int count() {
        return itemCount;
    }

    /// How many trees there are.
    int treeCount() {
        return roots.length;
    }

    /// The vector of an item.
    float[] vector(int item) {
        if (item < 0 || item >= itemCount) {
            throw new IllegalArgumentException("item is " + item + "; there are 0 to " + (itemCount - 1));
        }
        var vector = new float[nodes.dimension()];
        nodes.read(item, vector);
        return vector;
    }

    @Override
    public long[] propose(float[] query, int count) {
        return nearest(query, count, (int) Math.min((long) count * roots.length, Integer.MAX_VALUE));
    }

    /// The nearest items among those met.
    ///
    /// @param toMeet
    ///            how many items to meet before stopping, repeats included (`search_k`)
    /// @return at most `count` items, nearest first
    long[] nearest(float[] query, int count, int toMeet) {
        if (query.length != nodes.dimension()) {
            throw new IllegalArgumentException(
                    "query has %d values; this index holds vectors of %d".formatted(query.length, nodes.dimension()));
        }
        int[] met = met(query, toMeet);
        float square = 0;
        for (float value : query) {
            square += value * value;
        }
        var keys = new long[met.length];
        for (int i = 0; i < met.length; i++) {
            keys[i] = key(nodes.geometry().distance(nodes, met[i], query, square), met[i]);
        }
        Arrays.sort(keys);
        var nearest = new long[Math.min(count, keys.length)];
        Arrays.setAll(nearest, i -> (int) keys[i]);
        return nearest;
    }

    /// The items met on the way down, ascending, each once.
    private int[] met(float[] query, int toMeet) {
        var waiting = new PriorityQueue<Long>(Collections.reverseOrder());
        for (int root : roots) {
            waiting.add(key(Float.POSITIVE_INFINITY, root));
        }
        var met = new int[Math.max(nodes.maxChildren(), 64)];
        int metCount = 0;
        long stepsMax = nodes.count() + (long) roots.length * itemCount;
        long steps = 0;
        while (metCount < toMeet && !waiting.isEmpty()) {
            long next = waiting.poll();
            int node = (int) next;
            int descendants = nodes.descendants(checked(node, nodes.count()));
            if (steps++ > stepsMax) {
                throw damaged("its trees have circles");
            }
            if (descendants == 1 && node < itemCount) {
                met = room(met, metCount + 1);
                met[metCount++] = node;
            } else if (descendants <= nodes.maxChildren()) {
                met = room(met, metCount + descendants);
                for (int i = 0; i < descendants; i++) {
                    met[metCount++] = checked(nodes.child(node, i), itemCount);
                }
            } else {
                float margin = nodes.geometry().margin(nodes, node, query);
                float distance = distance(next);
                waiting.add(key(Math.min(distance, margin), nodes.child(node, 1)));
                waiting.add(key(Math.min(distance, -margin), nodes.child(node, 0)));
            }
        }
        return Arrays.stream(met, 0, metCount).sorted().distinct().toArray();
    }

    private int checked(int node, int end) {
        if (node < 0 || node >= end) {
            throw damaged("it names node %d of %d".formatted(node, end));
        }
        return node;
    }

    private IllegalStateException damaged(String what) {
        return new IllegalStateException("%s is damaged: %s; delete it and build it again".formatted(file, what));
    }

    private static int[] room(int[] array, int count) {
        return count <= array.length ? array : Arrays.copyOf(array, Math.max(count, 2 * array.length));
    }

    /// Keys sort by the number first, then by the node. Both zeros are the same number.
    private static long key(float number, int node) {
        int bits = Float.floatToIntBits(number + 0.0f);
        int ordered = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
        return (long) ordered << Integer.SIZE | (node & 0xFFFF_FFFFL);
    }

    private static float distance(long key) {
        int ordered = (int) (key >> Integer.SIZE);
        return Float.intBitsToFloat(ordered ^ ((ordered >> 31) & Integer.MAX_VALUE));
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
