package dev.lookalike.engines.annoy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.SplittableRandom;

/// One tree while it is built, over items that are there.
final class Tree {
    /*
     * A plane between two centres halves the items; each half is halved again until it fits into a bucket. The centres begin
     * as two items at random and move towards 200 others (fewer among few), each to the centre it is nearer to. A plane that leaves more than
     * 95 % on one side is tried again, twice; after that, where hardly anything is on the other side, chance decides.
     * (E. Bernhardsson, Annoy 1.17.3, `_make_tree` and `two_means`.)
     *
     * For inner products items have one more value, their extra, which makes all of them equally long; a query has a zero there
     * (Bachrach et al. 2014, "Speeding up the Xbox recommender system"). Annoy 1.17.3 leaves that value out when it puts items
     * on a side and adds its square when it asks for a query's. Here items are put where they belong, and the plane is written
     * with a zero, for which Annoy's own formula is right.
     *
     * Nodes of a tree are numbered from the number of items on, and moved to where the tree comes to stand in the file.
     */
    private static final int CENTRE_STEPS = 200;
    /// Among few items, more steps look at the same ones again.
    private static final int LOOKS_AT_EACH = 4;
    private static final int ATTEMPTS = 3;
    private static final double UNEVEN = 0.95;
    private static final double HOPELESS = 0.99;
    private static final int FIRST_CAPACITY = 16;

    private final Nodes items;
    private final int itemCount;
    private final SplittableRandom random;
    private final Arena arena;
    private Nodes nodes;
    private int nodeCount;

    /// @param arena
    ///            where the tree's nodes are
    Tree(Nodes items, int itemCount, long seed, Arena arena) {
        this.items = items;
        this.itemCount = itemCount;
        this.arena = arena;
        random = new SplittableRandom(seed);
        nodes = room(FIRST_CAPACITY);
        var all = new int[itemCount];
        Arrays.setAll(all, item -> item);
        grow(all, true);
    }

    /// The nodes, the root last.
    ///
    /// @param first
    ///            which node of the file will be the tree's first
    MemorySegment nodesFrom(int first) {
        for (int node = 0; node < nodeCount; node++) {
            for (int side = 0; side < 2 && nodes.descendants(node) > nodes.maxChildren(); side++) {
                int child = nodes.child(node, side);
                nodes.setChild(node, side, child < itemCount ? child : child - itemCount + first);
            }
        }
        return nodes.memory().asSlice(0, nodes.start(nodeCount));
    }

    int nodeCount() {
        return nodeCount;
    }

    private Nodes room(int capacity) {
        long size = (long) capacity * items.size();
        return new Nodes(arena.allocate(size, Integer.BYTES), items.geometry(), items.dimension());
    }

    /// An empty node.
    private int next() {
        if (nodeCount == nodes.count()) {
            var wider = room(2 * nodeCount);
            MemorySegment.copy(nodes.memory(), 0, wider.memory(), 0, nodes.memory().byteSize());
            nodes = wider;
        }
        return nodeCount++;
    }

    /// Makes the node above these items.
    ///
    /// @return its number, or the item if there is just one
    private int grow(int[] below, boolean isRoot) {
        if (below.length == 1 && !isRoot) {
            return below[0];
        }
        if (below.length <= items.maxChildren()) {
            int bucket = next();
            nodes.setDescendants(bucket, below.length);
            for (int i = 0; i < below.length; i++) {
                nodes.setChild(bucket, i, below[i]);
            }
            return itemCount + bucket;
        }
        var plane = new float[items.dimension() + 1];
        boolean[] isSecond = split(below, plane);
        int firstCount = count(isSecond, false);
        var first = new int[firstCount];
        var second = new int[below.length - firstCount];
        int firstFilled = 0;
        for (int i = 0; i < below.length; i++) {
            if (isSecond[i]) {
                second[i - firstFilled] = below[i];
            } else {
                first[firstFilled++] = below[i];
            }
        }
        int firstChild = grow(first, false);
        int secondChild = grow(second, false);
        int node = next();
        nodes.setDescendants(node, below.length);
        nodes.setExtra(node, items.geometry() == Geometry.DOT ? 0 : plane[items.dimension()]);
        nodes.write(node, plane);
        nodes.setChild(node, 0, firstChild);
        nodes.setChild(node, 1, secondChild);
        return itemCount + node;
    }

    /// Finds a plane.
    ///
    /// @param plane
    ///            becomes its normal and its extra, or zeros if there is none
    /// @return which items are on its second side
    private boolean[] split(int[] below, float[] plane) {
        var isSecond = new boolean[below.length];
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            new Centres(items, below, random).plane(plane);
            for (int i = 0; i < below.length; i++) {
                float margin = margin(below[i], plane);
                isSecond[i] = margin == 0 ? random.nextBoolean() : margin > 0;
            }
            if (unevenness(isSecond) < UNEVEN) {
                return isSecond;
            }
        }
        while (unevenness(isSecond) > HOPELESS) {
            Arrays.fill(plane, 0);
            for (int i = 0; i < below.length; i++) {
                isSecond[i] = random.nextBoolean();
            }
        }
        return isSecond;
    }

    private float margin(int item, float[] plane) {
        float extra = plane[items.dimension()];
        return items.dot(item, plane) + switch (items.geometry()) {
            case ANGULAR -> 0;
            case EUCLIDEAN -> extra;
            case DOT -> extra * items.extra(item);
        };
    }

    private static double unevenness(boolean[] isSecond) {
        double share = (double) count(isSecond, true) / isSecond.length;
        return Math.max(share, 1 - share);
    }

    private static int count(boolean[] values, boolean wanted) {
        int count = 0;
        for (boolean value : values) {
            count += value == wanted ? 1 : 0;
        }
        return count;
    }

    /// Two centres of some items: vectors with one more value, the extra of items for inner products and zero otherwise.
    private static final class Centres {
        private final Nodes items;
        private final boolean isOfDirections;
        private final float[] first;
        private final float[] second;

        Centres(Nodes items, int[] below, SplittableRandom random) {
            this.items = items;
            isOfDirections = items.geometry() != Geometry.EUCLIDEAN;
            int one = random.nextInt(below.length);
            int other = random.nextInt(below.length - 1);
            first = item(below[one]);
            second = item(below[other >= one ? other + 1 : other]);
            int firstCount = 1;
            int secondCount = 1;
            int steps = Math.min(CENTRE_STEPS, below.length * LOOKS_AT_EACH);
            for (int step = 0; step < steps; step++) {
                float[] item = item(below[random.nextInt(below.length)]);
                double toFirst = firstCount * distance(item, first);
                double toSecond = secondCount * distance(item, second);
                if (toFirst < toSecond) {
                    move(first, firstCount++, item);
                } else if (toSecond < toFirst) {
                    move(second, secondCount++, item);
                }
            }
        }

        /// An item, of length one where only directions count.
        private float[] item(int item) {
            var vector = new float[items.dimension() + 1];
            items.read(item, vector);
            if (items.geometry() == Geometry.DOT) {
                vector[items.dimension()] = items.extra(item);
            }
            if (isOfDirections) {
                normalise(vector);
            }
            return vector;
        }

        private double distance(float[] item, float[] centre) {
            double sum = 0;
            double square = 0;
            for (int i = 0; i < centre.length; i++) {
                double difference = item[i] - centre[i];
                sum += isOfDirections ? item[i] * centre[i] : difference * difference;
                square += centre[i] * centre[i];
            }
            return isOfDirections ? 2 - 2 * sum / Math.sqrt(Math.max(square, Float.MIN_NORMAL)) : sum;
        }

        private static void move(float[] centre, int count, float[] item) {
            for (int i = 0; i < centre.length; i++) {
                centre[i] = (centre[i] * count + item[i]) / (count + 1);
            }
        }

        /// The plane in the middle between the centres.
        void plane(float[] plane) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = first[i] - second[i];
            }
            normalise(plane);
            if (!isOfDirections) {
                double offset = 0;
                for (int i = 0; i < items.dimension(); i++) {
                    offset -= (double) plane[i] * ((double) first[i] + second[i]) / 2;
                }
                plane[items.dimension()] = (float) offset;
            }
        }

        private static void normalise(float[] vector) {
            double square = 0;
            for (float value : vector) {
                square += (double) value * value;
            }
            double length = Math.sqrt(square);
            for (int i = 0; length > 0 && i < vector.length; i++) {
                vector[i] = (float) (vector[i] / length);
            }
        }
    }
}
