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
     * 3. A random rotation within that space. It spreads the energy evenly over the values, so that one scale fits all the
     *    codes (as in ITQ, Gong & Lazebnik 2011, without its fitting, and in RaBitQ, Gao & Long 2024).
     *
     * With as many values out as in there is nothing to choose and only the rotation is made. The basis need not be
     * perfect: how far it is from orthonormal is measured (Projection), and the certified search counts with it.
     */
    private static final int ROUNDS = 6;
    private static final long SAMPLE_VALUES = 20_000_000;
    private static final int SAMPLE_MIN = 2_048;
    private static final int SAMPLE_MAX = 16_384;
    private static final double LOST = 1e-5;

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
        float[] directions;
        if (count == dimension) {
            directions = identity();
        } else if (sample.count() <= count) {
            directions = spanned(sample, mean);
        } else {
            directions = iterated(Covariance.of(sample, mean, dimension));
        }
        return Projection.of(dimension, count, mean, rotated(directions));
    }

    private float[] mean(Sample sample) {
        var sums = new double[stride];
        var row = new float[stride];
        for (int i = 0; i < sample.count(); i++) {
            sample.read(i, row);
            for (int j = 0; j < dimension; j++) {
                sums[j] += row[j];
            }
        }
        var mean = new float[stride];
        for (int j = 0; j < dimension; j++) {
            mean[j] = (float) (sums[j] / Math.max(1, sample.count()));
        }
        return mean;
    }

    private float[] iterated(Covariance covariance) {
        var basis = new float[count * stride];
        for (int i = 0; i < count; i++) {
            randomize(basis, i, stride, dimension);
        }
        orthonormalize(basis, stride, dimension);
        for (int round = 0; round < ROUNDS; round++) {
            var old = basis;
            var next = new float[count * stride];
            IntStream.range(0, count).parallel().forEach(i -> {
                var row = Arrays.copyOfRange(old, i * stride, (i + 1) * stride);
                var product = new float[dimension];
                covariance.times(row, product);
                System.arraycopy(product, 0, next, i * stride, dimension);
            });
            orthonormalize(next, stride, dimension);
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
        orthonormalize(basis, stride, dimension);
        return basis;
    }

    private float[] identity() {
        var basis = new float[count * stride];
        for (int i = 0; i < count; i++) {
            basis[i * stride + i] = 1;
        }
        return basis;
    }

    private float[] rotated(float[] basis) {
        int width = Kernels.padded(count);
        var rotation = new float[count * width];
        for (int i = 0; i < count; i++) {
            randomize(rotation, i, width, count);
        }
        orthonormalize(rotation, width, count);
        var rotated = new float[count * stride];
        IntStream.range(0, count).parallel().forEach(i -> {
            for (int k = 0; k < count; k++) {
                addTimes(rotated, i * stride, basis, k * stride, rotation[i * width + k], stride);
            }
        });
        return rotated;
    }

    private void randomize(float[] rows, int row, int width, int values) {
        for (int j = 0; j < values; j++) {
            rows[row * width + j] = (float) random.nextGaussian();
        }
    }

    /// Gram-Schmidt, each row twice ("twice is enough", Giraud and others 2005). A row that the ones before it leave
    /// nothing of, as where the sample spans less than the basis, is replaced by a random one.
    private void orthonormalize(float[] rows, int width, int values) {
        var products = new float[count];
        for (int i = 0; i < count; i++) {
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
