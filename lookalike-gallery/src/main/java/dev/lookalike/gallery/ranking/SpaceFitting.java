package dev.lookalike.gallery.ranking;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

import dev.lookalike.gallery.algebra.Covariance;
import dev.lookalike.gallery.algebra.PrincipalAxes;
import dev.lookalike.gallery.catalogue.Embeddings;
import dev.lookalike.gallery.catalogue.StoredEmbedding;

/// Finds the space in which a collection's pictures are best compared.
///
/// The same embeddings give the same space, bit for bit, whenever and wherever it is fitted.
final class SpaceFitting {
    /*
     * Embeddings of a collection share what all its pictures share; taking their mean away leaves what tells them
     * apart, and retrieves better from about 60 pictures on, at every size. Keeping the directions in which they differ
     * most (principal axes) changes the quality no more, but makes vectors smaller and searches faster; 256 of them
     * lose nothing over classes and little over finding a picture by a part of it, 128 lose more of that. The figures
     * are in docs/measurements/similarity.md, the choice in docs/decisions/0035-the-gallerys-space.md.
     *
     * A space is fitted on the first pictures by id, and on how many is decided by a ladder of four steps a doubling:
     * so it is a function of the catalogue alone, and a space that was deleted comes back as it was.
     */

    /// Fewer pictures than this are compared as they are.
    static final int LEAST_CENTRED = 64;

    /// Fewer pictures than this keep all their values.
    static final int LEAST_PROJECTED = 1_024;

    /// How many principal axes are kept.
    static final int AXES = 256;

    /// A covariance needs no more embeddings than this; they are taken evenly.
    static final int MOST_SAMPLED = 8_192;

    private static final int STEPS_PER_DOUBLING = 4;
    private static final int SAMPLED = 500;

    private SpaceFitting() {}

    /// On how many embeddings the space of `count` pictures is fitted.
    static int fittedOn(long count) {
        if (count < LEAST_CENTRED) {
            return 0;
        }
        long step = LEAST_CENTRED;
        for (int i = 1; rung(i) <= Math.min(count, Integer.MAX_VALUE); i++) {
            step = rung(i);
        }
        return (int) step;
    }

    private static long rung(int step) {
        return (long) (LEAST_CENTRED * StrictMath.pow(2, (double) step / STEPS_PER_DOUBLING));
    }

    /// The space fitted on the first `fitted` embeddings.
    ///
    /// @throws CancellationException
    ///             soon after `cancelled` says so
    static Space fit(Embeddings embeddings, int fitted, BooleanSupplier cancelled) {
        int dimension = embeddings.dimension();
        if (fitted < LEAST_CENTRED) {
            return Space.asIs(dimension);
        }
        boolean projected = fitted >= LEAST_PROJECTED && dimension > AXES;
        var sums = new double[dimension];
        var covariance = projected ? new Covariance(dimension) : null;
        int stride = (fitted + MOST_SAMPLED - 1) / MOST_SAMPLED;
        int[] seen = {0};
        embeddings.forEach((id, unit, norm) -> {
            stopIf(cancelled);
            if (seen[0] >= fitted) {
                return;
            }
            double[] raw = Space.raw(unit, norm);
            for (int i = 0; i < dimension; i++) {
                sums[i] += raw[i];
            }
            if (covariance != null && seen[0] % stride == 0) {
                covariance.add(raw);
            }
            seen[0]++;
        });
        if (seen[0] < LEAST_CENTRED) {
            return Space.asIs(dimension);
        }
        float[] mean = mean(sums, seen[0]);
        float[] axes = covariance == null ? new float[0] : PrincipalAxes.of(covariance.matrix(), AXES, cancelled);
        return new Space(dimension, seen[0], mean, axes);
    }

    /// Raw embeddings of pictures taken evenly, some hundred at most.
    static List<double[]> sample(Embeddings embeddings, BooleanSupplier cancelled) {
        long[] ids = embeddings.contents(embeddings.version()).ids();
        int stride = Math.max(1, ids.length / SAMPLED);
        var sample = new ArrayList<double[]>();
        for (int i = 0; i < ids.length; i += stride) {
            stopIf(cancelled);
            StoredEmbedding found = embeddings.find(ids[i]);
            if (found != null) {
                sample.add(Space.raw(found.unit(), found.norm()));
            }
        }
        return sample;
    }

    static void stopIf(BooleanSupplier cancelled) {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("the gallery is being closed");
        }
    }

    private static float[] mean(double[] sums, int count) {
        var mean = new float[sums.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sums[i] / count);
        }
        return mean;
    }
}
