package dev.lookalike.engines.annoy;

import dev.lookalike.index.Metric;

/// What Annoy compares by, and where it keeps what in a node.
enum Geometry {
    /// The angle between vectors.
    ANGULAR(Metric.COSINE, 4, 4, 12) {
        @Override
        float distance(Nodes nodes, int item, float[] vector, float square) {
            float squares = nodes.extra(item) * square;
            return squares > 0 ? (float) (2 - 2 * nodes.dot(item, vector) / Math.sqrt(squares)) : 2;
        }

        @Override
        float margin(Nodes nodes, int split, float[] vector) {
            return nodes.dot(split, vector);
        }
    },

    /// The distance between vectors.
    EUCLIDEAN(Metric.EUCLIDEAN, 8, 4, 16) {
        @Override
        float distance(Nodes nodes, int item, float[] vector, float square) {
            return nodes.squaredDistance(item, vector);
        }

        @Override
        float margin(Nodes nodes, int split, float[] vector) {
            return nodes.extra(split) + nodes.dot(split, vector);
        }
    },

    /// The inner product of vectors.
    DOT(Metric.INNER_PRODUCT, 4, 12, 16) {
        @Override
        float distance(Nodes nodes, int item, float[] vector, float square) {
            return -nodes.dot(item, vector);
        }

        /// The square is Annoy's own, and files are read by both.
        @Override
        float margin(Nodes nodes, int split, float[] vector) {
            float extra = nodes.extra(split);
            return nodes.dot(split, vector) + extra * extra;
        }
    };

    private final Metric metric;
    private final int childrenOffset;
    private final int extraOffset;
    private final int vectorOffset;

    Geometry(Metric metric, int childrenOffset, int extraOffset, int vectorOffset) {
        this.metric = metric;
        this.childrenOffset = childrenOffset;
        this.extraOffset = extraOffset;
        this.vectorOffset = vectorOffset;
    }

    static Geometry of(Metric metric) {
        return switch (metric) {
            case COSINE -> ANGULAR;
            case EUCLIDEAN -> EUCLIDEAN;
            case INNER_PRODUCT -> DOT;
        };
    }

    Metric metric() {
        return metric;
    }

    int childrenOffset() {
        return childrenOffset;
    }

    int extraOffset() {
        return extraOffset;
    }

    int vectorOffset() {
        return vectorOffset;
    }

    /// How far an item is from a vector, in a number that grows with the distance.
    ///
    /// @param square
    ///            the vector's squared length
    abstract float distance(Nodes nodes, int item, float[] vector, float square);

    /// On which side of a split's plane a vector is, and how far from it: negative on the side of the first child.
    abstract float margin(Nodes nodes, int split, float[] vector);
}
