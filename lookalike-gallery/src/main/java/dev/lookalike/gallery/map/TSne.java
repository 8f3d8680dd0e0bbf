package dev.lookalike.gallery.map;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleConsumer;

/// Lays points out in a plane so that neighbours in many dimensions are neighbours there.
final class TSne {
    /*
     * t-SNE by Barnes and Hut's approximation (van der Maaten, "Accelerating t-SNE using tree-based algorithms", JMLR 15, 2014).
     * Affinities draw neighbours together, only along the few values of a sparse matrix; every point pushes every other away by a
     * Student kernel, and far away ones are taken together as a quadtree groups them (theta 0.5). Gradient descent with momentum and
     * a gain for each value (section 4 there).
     *
     * 1. The start is the points' two principal axes, made small (Kobak & Berens, "The art of using t-SNE", 2019): the large shape is
     *    that of the data, and the same data gives the same map. The seed moves each point by a hundredth of that, for copies of one
     *    picture would else stay in one place for ever.
     * 2. Affinities are exaggerated twelvefold at first, and the learning rate grows with the points (Belkina and others 2019), as
     *    scikit-learn does, which docs/measurements/quality.md compares with.
     * 3. Each point's forces are summed by one thread in one order, and sums over points by one thread: the same seed gives the same
     *    bits with any number of cores.
     *
     * Names: perplexity and theta are the paper's; its P is an Affinities, its Z the sum of kernels.
     */
    /// How many neighbours a point heeds, about.
    static final double PERPLEXITY = 30;
    static final int STEPS = 1_000;

    private static final float THETA = 0.5f;
    private static final int EXAGGERATED_STEPS = 250;
    private static final float EXAGGERATION = 12;
    private static final float FIRST_MOMENTUM = 0.5f;
    private static final float MOMENTUM = 0.8f;
    private static final float LEAST_RATE = 50;
    private static final float LEAST_GAIN = 0.01f;
    private static final double START_SPREAD = 1e-4;
    private static final double START_NOISE = 1e-6;
    private static final double NO_SPREAD = 1e-7;

    private final Affinities affinities;
    private final Cores cores;
    private final int count;
    private final float[] x;
    private final float[] y;
    private final QuadTree tree;
    private final float[] pullX;
    private final float[] pullY;
    private final float[] pushX;
    private final float[] pushY;
    private final double[] kernels;

    /// @param startX
    ///            where the points are at first, in any unit; `startY` too
    TSne(Affinities affinities, float[] startX, float[] startY, long seed, Cores cores) {
        this.affinities = affinities;
        this.cores = cores;
        count = startX.length;
        var random = new Random(seed);
        // Copies of one picture have no axes: noise alone sets them apart.
        double scale = spread(startX) > NO_SPREAD ? START_SPREAD / spread(startX) : 0;
        x = start(startX, scale, random);
        y = start(startY, scale, random);
        tree = new QuadTree(count);
        pullX = new float[count];
        pullY = new float[count];
        pushX = new float[count];
        pushY = new float[count];
        kernels = new double[count];
    }

    private static double spread(float[] values) {
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        double mean = sum / values.length;
        return Math.sqrt(Math.max(0, squares / values.length - mean * mean));
    }

    private static float[] start(float[] values, double scale, Random random) {
        var start = new float[values.length];
        for (int i = 0; i < start.length; i++) {
            start[i] = (float) (values[i] * scale + random.nextGaussian() * START_NOISE);
        }
        return start;
    }

    /// Lays them out.
    ///
    /// @param progress
    ///            told the share that is done after each step
    /// @return x, then y
    float[][] run(DoubleConsumer progress) {
        float rate = Math.max(count / EXAGGERATION / 4, LEAST_RATE);
        var moveX = new float[count];
        var moveY = new float[count];
        var gainX = ones();
        var gainY = ones();
        for (int step = 0; step < STEPS; step++) {
            boolean exaggerated = step < EXAGGERATED_STEPS;
            tree.build(x, y, cores);
            cores.each(count, (first, end) -> {
                for (int place = first; place < end; place++) {
                    feel(tree.point(place));
                }
            });
            double sum = 0;
            for (double kernel : kernels) {
                sum += kernel;
            }
            // A point does not push itself away, but its kernel, which is 1, was counted.
            float normaliser = (float) (1 / Math.max(sum - count, Double.MIN_NORMAL));
            float exaggeration = exaggerated ? EXAGGERATION : 1;
            float momentum = exaggerated ? FIRST_MOMENTUM : MOMENTUM;
            move(x, moveX, gainX, pullX, pushX, exaggeration, normaliser, momentum, rate);
            move(y, moveY, gainY, pullY, pushY, exaggeration, normaliser, momentum, rate);
            progress.accept((step + 1.0) / STEPS);
        }
        return new float[][]{x, y};
    }

    private float[] ones() {
        var ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private void feel(int point) {
        float px = x[point];
        float py = y[point];
        kernels[point] = tree.push(point, px, py, THETA, pushX, pushY);
        float sumX = 0;
        float sumY = 0;
        int end = affinities.starts()[point + 1];
        for (int i = affinities.starts()[point]; i < end; i++) {
            int other = affinities.columns()[i];
            float dx = px - x[other];
            float dy = py - y[other];
            float force = affinities.values()[i] / (1 + dx * dx + dy * dy);
            sumX += force * dx;
            sumY += force * dy;
        }
        pullX[point] = sumX;
        pullY[point] = sumY;
    }

    // A gain grows while a value keeps its direction and shrinks when it turns (Jacobs 1988).
    private static void move(float[] values, float[] moves, float[] gains, float[] pull, float[] push,
            float exaggeration,
            float normaliser, float momentum, float rate) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            float gradient = 4 * (exaggeration * pull[i] - normaliser * push[i]);
            boolean turns = gradient > 0 == moves[i] > 0;
            gains[i] = turns ? Math.max(LEAST_GAIN, gains[i] * 0.8f) : gains[i] + 0.2f;
            moves[i] = momentum * moves[i] - rate * gains[i] * gradient;
            values[i] += moves[i];
            sum += values[i];
        }
        float mean = (float) (sum / values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] -= mean;
        }
    }
}
