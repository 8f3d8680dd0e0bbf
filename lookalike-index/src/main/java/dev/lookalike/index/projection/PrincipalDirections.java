package dev.lookalike.index.projection;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

import dev.lookalike.index.kernel.Kernels;

/// Learns a collection's [Projection].
public final class PrincipalDirections {
    /*
     * Embeddings of 1,280 values live near a space of far fewer: of ImageNet networks' on photos, 256 directions hold 80 to
     * 90 % of the energy. This finds the directions that hold the most (principal component analysis), then turns them
     * at random.
     *
     * 1. The covariance of a sample of unit vectors around their mean (Covariance).
     * 2. Orthogonal iteration (Golub & Van Loan, Matrix Computations, 8.2.4): multiply a random basis by the covariance and
     *    make it orthonormal again, a few times. Single eigenvectors do not matter, only the space they span, so few rounds
     *    do: what a direction of energy a keeps of one of energy b shrinks by (b / a) each round.
     * 3. A turn within that space: the directions that hold the most, found in the same way, come first (Projection.HEAD). A walk
     *    reads only these.
     * 4. A random rotation of these and one of the others. It spreads the energy evenly over the values of each, so that one scale
     *    fits all their codes (as in ITQ, Gong & Lazebnik 2011, without its fitting, and in RaBitQ, Gao & Long 2024).
     *
     * With as many values out as in there is nothing to choose, and they are only turned and rotated. The basis need not be
     * perfect: how far it is from orthonormal is measured (Projection), and the certified search counts with it.
     */
    private static final int ROUNDS = 6;
    /// Of the turn, which costs little.
    private static final int TURN_ROUNDS = 30;
    private static final long SAMPLE_VALUES = 20_000_000;
    private static final int SAMPLE_MIN = 2_048;
    private static final int SAMPLE_MAX = 16_384;
    private static final double LOST = 1e-5;
    /// Rows that one thread takes at a time.
    private static final int TOGETHER = 32;

    private final Kernels kernels = Kernels.chosen();
    private final Random random;
    private final int dimension;
    private final int stride;
    private final int count;

    private PrincipalDirections(int dimension, int count, long seed) {
        this.dimension = dimension;
        this.count = count;
        stride = Kernels.padded(dimension);
        random = new Random(seed);
    }

    /// How many rows are worth learning from.
    public static int sampleCount(int dimension) {
        return Math.clamp(SAMPLE_VALUES / dimension, SAMPLE_MIN, SAMPLE_MAX);
    }

    /// The projection of `dimension` values to `count`, at most as many; the same for the same sample and seed.
    public static Projection learn(Sample sample, int dimension, int count, long seed) {
        return new PrincipalDirections(dimension, count, seed).learn(sample);
    }

    private Projection learn(Sample sample) {
        float[] mean = mean(sample);
        var covariance = Covariance.of(sample, mean, dimension);
        float[] directions;
        if (count == dimension) {
            directions = identity();
        } else if (sample.count() <= count) {
            directions = spanned(sample, mean);
        } else {
            directions = iterated(covariance, dimension, count, ROUNDS);
        }
        return Projection.of(dimension, count, mean, times(turn(directions, covariance), directions));
    }

    /// How the directions are mixed: the first [Projection#headCount] of the result hold the most energy.
    private float[] turn(float[] directions, Covariance covariance) {
        int head = Projection.headCount(count);
        int width = Kernels.padded(count);
        var turn = new float[count * width];
        if (head < count) {
            float[] strongest = iterated(within(directions, covariance), count, head, TURN_ROUNDS);
            float[] mixed = times(randomRotation(head), head, strongest, head, width);
            System.arraycopy(mixed, 0, turn, 0, mixed.length);
        }
        for (int i = head < count ? head : 0; i < count; i++) {
            randomize(turn, i, width, count);
        }
        orthonormalize(turn, count, width, count);
        return turn;
    }

    /// The covariance of the values along some directions.
    private Covariance within(float[] directions, Covariance covariance) {
        int width = Kernels.padded(count);
        var matrix = new float[count * width];
        together(count, (first, end) -> {
            var products = new float[end - first][stride];
            covariance.times(rows(directions, stride, first, end), products);
            var lines = new float[end - first][count];
            kernels.products(products, directions, stride, count, lines);
            for (int i = first; i < end; i++) {
                System.arraycopy(lines[i - first], 0, matrix, i * width, count);
            }
        });
        return new Covariance.Full(count, width, matrix);
    }

    private interface Rows {
        void take(int first, int end);
    }

    /// Takes some rows at a time, on all cores.
    private static void together(int count, Rows rows) {
        IntStream.range(0, Math.ceilDiv(count, TOGETHER)).parallel()
                .forEach(group -> rows.take(group * TOGETHER, Math.min(count, (group + 1) * TOGETHER)));
    }

    private static float[][] rows(float[] all, int width, int first, int end) {
        var rows = new float[end - first][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(all, (first + i) * width, (first + i + 1) * width));
        return rows;
    }

    private float[] mean(Sample sample) {
        var sums = new double[Math.ceilDiv(sample.count(), TOGETHER)][stride];
        together(sample.count(), (first, end) -> {
            var row = new float[stride];
            for (int i = first; i < end; i++) {
                sample.read(i, row);
                for (int j = 0; j < dimension; j++) {
                    sums[first / TOGETHER][j] += row[j];
                }
            }
        });
        var mean = new float[stride];
        for (int j = 0; j < dimension; j++) {
            double sum = 0;
            for (double[] some : sums) {
                sum += some[j];
            }
            mean[j] = (float) (sum / Math.max(1, sample.count()));
        }
        return mean;
    }

    /// About the `wanted` directions of `values` values that hold the most energy.
    private float[] iterated(Covariance covariance, int values, int wanted, int rounds) {
        int width = Kernels.padded(values);
        var basis = new float[wanted * width];
        for (int i = 0; i < wanted; i++) {
            randomize(basis, i, width, values);
        }
        orthonormalize(basis, wanted, width, values);
        for (int round = 0; round < rounds; round++) {
            var old = basis;
            var next = new float[wanted * width];
            together(wanted, (first, end) -> {
                var products = new float[end - first][values];
                covariance.times(rows(old, width, first, end), products);
                for (int i = first; i < end; i++) {
                    System.arraycopy(products[i - first], 0, next, i * width, values);
                }
            });
            orthonormalize(next, wanted, width, values);
            basis = next;
        }
        return basis;
    }

    /// The rows of a sample so small that they span all there is, and random directions.
    private float[] spanned(Sample sample, float[] mean) {
        var basis = new float[count * stride];
        var row = new float[stride];
        for (int i = 0; i < count; i++) {
            if (i < sample.count()) {
                sample.read(i, row);
                for (int j = 0; j < dimension; j++) {
                    basis[i * stride + j] = row[j] - mean[j];
                }
            } else {
                randomize(basis, i, stride, dimension);
            }
        }
        orthonormalize(basis, count, stride, dimension);
        return basis;
    }

    private float[] identity() {
        var basis = new float[count * stride];
        for (int i = 0; i < count; i++) {
            basis[i * stride + i] = 1;
        }
        return basis;
    }

    private float[] randomRotation(int size) {
        int width = Kernels.padded(size);
        var rotation = new float[size * width];
        for (int i = 0; i < size; i++) {
            randomize(rotation, i, width, size);
        }
        orthonormalize(rotation, size, width, size);
        return rotation;
    }

    private float[] times(float[] turn, float[] directions) {
        return times(turn, count, directions, count, stride);
    }

    /// Mixes `size` rows of `width` values: row i of the result is the sum of the rows, each times a value of row i of
    /// the mixing.
    private static float[] times(float[] mixing, int size, float[] rows, int rowCount, int width) {
        int mixingWidth = Kernels.padded(rowCount);
        var mixed = new float[size * width];
        IntStream.range(0, size).parallel().forEach(i -> {
            for (int k = 0; k < rowCount; k++) {
                addTimes(mixed, i * width, rows, k * width, mixing[i * mixingWidth + k], width);
            }
        });
        return mixed;
    }

    private void randomize(float[] rows, int row, int width, int values) {
        for (int j = 0; j < values; j++) {
            rows[row * width + j] = (float) random.nextGaussian();
        }
    }

    /// Gram-Schmidt, each row twice ("twice is enough", Giraud and others 2005). A row that the ones before it leave
    /// nothing of, as where the sample spans less than the basis, is replaced by a random one.
    private void orthonormalize(float[] rows, int rowCount, int width, int values) {
        var products = new float[rowCount];
        for (int i = 0; i < rowCount; i++) {
            scale(rows, i * width, width);
            for (int pass = 0; pass < 2; pass++) {
                var row = Arrays.copyOfRange(rows, i * width, (i + 1) * width);
                kernels.dots(row, rows, 0, width, i, products);
                for (int k = 0; k < i; k++) {
                    addTimes(rows, i * width, rows, k * width, -products[k], width);
                }
                if (scale(rows, i * width, width) < LOST) {
                    randomize(rows, i, width, values);
                    scale(rows, i * width, width);
                    pass = -1;
                }
            }
        }
    }

    /// Makes a row a unit vector.
    ///
    /// @return how long it was
    private double scale(float[] rows, int start, int width) {
        double length = Math.sqrt(kernels.dot(rows, start, rows, start, width));
        if (length > 0) {
            for (int j = 0; j < width; j++) {
                rows[start + j] = (float) (rows[start + j] / length);
            }
        }
        return length;
    }

    private static void addTimes(float[] to, int toStart, float[] from, int fromStart, float factor, int width) {
        for (int j = 0; j < width; j++) {
            to[toStart + j] += from[fromStart + j] * factor;
        }
    }
}
