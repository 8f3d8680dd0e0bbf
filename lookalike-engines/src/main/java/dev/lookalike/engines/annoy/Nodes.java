package dev.lookalike.engines.annoy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The nodes of an Annoy file: an array in which all take the same space, as C lays them out on a little-endian machine.
///
/// | | angular | Euclidean | dot |
/// |---|---|---|---|
/// | descendants, an int | 0 | 0 | 0 |
/// | children, ints | 4 | 8 | 4 |
/// | extra, a float | 4, of items alone | 4 | 12 |
/// | vector, floats | 12 | 16 | 16 |
///
/// The first nodes are the items, in their order: one descendant, and the vector. A node with more descendants than
/// [#maxChildren()] is a split: its vector is the normal of a plane, and its two children are nodes. Any other node is a bucket:
/// its children, as many as descendants, are items and reach into the space of the vector. Roots say that they have as many
/// descendants as there are items, and stand at the end of the file once more. The extra is an item's squared length (angular),
/// a plane's distance from the origin (Euclidean), or the value that fills vectors up to one length (dot).
///
/// @param memory
///            all nodes
record Nodes(MemorySegment memory, Geometry geometry, int dimension) {
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// How many bytes a node takes.
    static int size(Geometry geometry, int dimension) {
        return geometry.vectorOffset() + dimension * Float.BYTES;
    }

    int size() {
        return size(geometry, dimension);
    }

    int count() {
        return (int) (memory.byteSize() / size());
    }

    /// How many items a bucket can name.
    int maxChildren() {
        return (size() - geometry.childrenOffset()) / Integer.BYTES;
    }

    long start(int node) {
        return (long) node * size();
    }

    int descendants(int node) {
        return memory.get(INT, start(node));
    }

    void setDescendants(int node, int count) {
        memory.set(INT, start(node), count);
    }

    int child(int node, int place) {
        return memory.get(INT, start(node) + geometry.childrenOffset() + (long) place * Integer.BYTES);
    }

    void setChild(int node, int place, int child) {
        memory.set(INT, start(node) + geometry.childrenOffset() + (long) place * Integer.BYTES, child);
    }

    float extra(int node) {
        return memory.get(FLOAT, start(node) + geometry.extraOffset());
    }

    void setExtra(int node, float extra) {
        memory.set(FLOAT, start(node) + geometry.extraOffset(), extra);
    }

    /// Copies a node's vector to the beginning of `into`.
    void read(int node, float[] into) {
        MemorySegment.copy(memory, FLOAT, start(node) + geometry.vectorOffset(), into, 0, dimension);
    }

    void write(int node, float[] vector) {
        MemorySegment.copy(vector, 0, memory, FLOAT, start(node) + geometry.vectorOffset(), dimension);
    }

    /// The inner product with a node's vector. Four sums, so that the processor need not wait for each.
    float dot(int node, float[] vector) {
        long at = start(node) + geometry.vectorOffset();
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int i = 0;
        for (; i + 3 < dimension; i += 4, at += 4 * Float.BYTES) {
            sum0 += memory.get(FLOAT, at) * vector[i];
            sum1 += memory.get(FLOAT, at + 4) * vector[i + 1];
            sum2 += memory.get(FLOAT, at + 8) * vector[i + 2];
            sum3 += memory.get(FLOAT, at + 12) * vector[i + 3];
        }
        for (; i < dimension; i++, at += Float.BYTES) {
            sum0 += memory.get(FLOAT, at) * vector[i];
        }
        return sum0 + sum1 + sum2 + sum3;
    }

    /// The squared distance from a node's vector.
    float squaredDistance(int node, float[] vector) {
        long at = start(node) + geometry.vectorOffset();
        float sum0 = 0;
        float sum1 = 0;
        int i = 0;
        for (; i + 1 < dimension; i += 2, at += 2 * Float.BYTES) {
            float difference0 = memory.get(FLOAT, at) - vector[i];
            float difference1 = memory.get(FLOAT, at + 4) - vector[i + 1];
            sum0 += difference0 * difference0;
            sum1 += difference1 * difference1;
        }
        if (i < dimension) {
            float difference = memory.get(FLOAT, at) - vector[i];
            sum0 += difference * difference;
        }
        return sum0 + sum1;
    }
}
