package dev.lookalike.gallery.map;

import java.util.Arrays;

/// Points of the plane in nested squares, so that those far away can be taken together.
final class QuadTree {
    /*
     * Points are sorted along a Morton curve (the bits of both coordinates in turn): a square of the tree is then a run of points,
     * and what is near in the plane is near in memory. Squares with points in one quadrant alone are passed over, so there are less
     * than two squares a point. They are kept in the order of a walk, each with the number of the square that comes after all
     * within it: a walk needs no stack, and one that does not look into a square jumps.
     *
     * Points closer than 2^-15 of the whole width lie in one square.
     */
    private static final int BITS = 15;

    private final float[] centreX;
    private final float[] centreY;
    private final float[] squaredWidth;
    private final float[] points;
    private final int[] after;
    private final long[] keys;
    private int squares;

    QuadTree(int count) {
        keys = new long[count];
        int most = 2 * count;
        centreX = new float[most];
        centreY = new float[most];
        squaredWidth = new float[most];
        points = new float[most];
        after = new int[most];
    }

    /// Holds these points from now on.
    void build(float[] x, float[] y, Cores cores) {
        float left = least(x);
        float top = least(y);
        float width = Math.max(Math.max(most(x) - left, most(y) - top), Float.MIN_NORMAL);
        float scale = ((1 << BITS) - 1) / width;
        cores.each(keys.length, (first, end) -> {
            for (int i = first; i < end; i++) {
                long code = spread((int) ((x[i] - left) * scale)) | (spread((int) ((y[i] - top) * scale)) << 1);
                keys[i] = code << Integer.SIZE | i;
            }
        });
        Arrays.parallelSort(keys);
        squares = 0;
        square(0, keys.length, width, x, y);
    }

    /// The points in an order in which neighbours follow each other.
    int point(int place) {
        return (int) keys[place];
    }

    private static float least(float[] values) {
        float least = values[0];
        for (float value : values) {
            least = Math.min(least, value);
        }
        return least;
    }

    private static float most(float[] values) {
        float most = values[0];
        for (float value : values) {
            most = Math.max(most, value);
        }
        return most;
    }

    /// The lower 16 bits of a number, each followed by a zero.
    private static long spread(int value) {
        int bits = value & 0xFFFF;
        bits = (bits | bits << 8) & 0x00FF00FF;
        bits = (bits | bits << 4) & 0x0F0F0F0F;
        bits = (bits | bits << 2) & 0x33333333;
        return (bits | bits << 1) & 0x55555555;
    }

    private void square(int first, int end, float width, float[] x, float[] y) {
        int square = squares++;
        long differing = (keys[first] ^ keys[end - 1]) >>> Integer.SIZE;
        double sumX = 0;
        double sumY = 0;
        if (differing == 0) {
            for (int i = first; i < end; i++) {
                sumX += x[point(i)];
                sumY += y[point(i)];
            }
            squaredWidth[square] = 0;
        } else {
            int level = (Long.SIZE - 1 - Long.numberOfLeadingZeros(differing)) / 2;
            int shift = Integer.SIZE + 2 * level;
            float side = width * (1 << (level + 1)) / (1 << BITS);
            squaredWidth[square] = side * side;
            for (int from = first; from < end;) {
                int to = endOfQuadrant(from, end, shift);
                int child = squares;
                square(from, to, width, x, y);
                sumX += (double) centreX[child] * points[child];
                sumY += (double) centreY[child] * points[child];
                from = to;
            }
        }
        points[square] = end - first;
        centreX[square] = (float) (sumX / (end - first));
        centreY[square] = (float) (sumY / (end - first));
        after[square] = squares;
    }

    private int endOfQuadrant(int from, int end, int shift) {
        long quadrant = keys[from] >>> shift;
        int low = from + 1;
        int high = end;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (keys[middle] >>> shift == quadrant) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// How all points push one away, by the kernel 1 / (1 + d^2).
    ///
    /// @param theta
    ///            a square is taken as one point if its width is less than this share of its distance
    /// @param pushX
    ///            takes the sum of squared kernels times differences at the point's place, not yet normalised; `pushY` too
    /// @return the sum of kernels, the point's own counted
    double push(int point, float x, float y, float theta, float[] pushX, float[] pushY) {
        float squaredTheta = theta * theta;
        double forceX = 0;
        double forceY = 0;
        double sum = 0;
        int square = 0;
        while (square < squares) {
            float dx = x - centreX[square];
            float dy = y - centreY[square];
            float squared = dx * dx + dy * dy;
            if (squaredWidth[square] <= squaredTheta * squared) {
                float kernel = 1 / (1 + squared);
                float weight = points[square] * kernel;
                float force = weight * kernel;
                sum += weight;
                forceX += force * dx;
                forceY += force * dy;
                square = after[square];
            } else {
                square++;
            }
        }
        pushX[point] = (float) forceX;
        pushY[point] = (float) forceY;
        return sum;
    }
}
