package dev.lookalike.gallery.ranking;

import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.regex.Pattern;

import dev.lookalike.gallery.algebra.Covariance;
import dev.lookalike.gallery.algebra.PrincipalAxes;
import dev.lookalike.gallery.catalogue.Embeddings;

/// A way to map embeddings before they are compared, to be measured beside others.
///
/// @param name
///            `usual` (what a gallery of so many pictures does), `as-is`, `centred`, `pca-N` (centred, then the N principal
///            axes), `whitened-N` (the same, each axis scaled to one variance), or `learnt` (from the labels)
public record SpaceChoice(String name) {
    private static final Set<String> NAMES = Set.of("usual", "as-is", "centred", "learnt");
    private static final Pattern AXES = Pattern.compile("(pca|whitened)-([1-9][0-9]{0,3})");

    /// Where embeddings lie in a space.
    public interface Placing {
        /// Where a stored embedding lies: as many values for each.
        double[] place(short[] unit, float norm);

        /// How likely it is of each class that was learnt, by name; empty where none was.
        Map<String, Double> labels(short[] unit, float norm);
    }

    private record In(Space space) implements Placing {
        @Override
        public double[] place(short[] unit, float norm) {
            return space.map(unit, norm);
        }

        @Override
        public Map<String, Double> labels(short[] unit, float norm) {
            return space.labels(Space.raw(unit, norm));
        }
    }

    public SpaceChoice {
        if (!NAMES.contains(name) && !AXES.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "`%s` is no space; use usual, as-is, centred, learnt, pca-N or whitened-N, such as pca-128"
                            .formatted(name));
        }
    }

    /// The space of this kind, fitted on embeddings.
    ///
    /// @param labels
    ///            of the picture with an id; read by `learnt` alone
    /// @param seed
    ///            of what `learnt` leaves to chance
    /// @throws IllegalArgumentException
    ///             if more axes are asked for than embeddings have values, there are fewer than two embeddings, or too few
    ///             labels to learn from
    public Placing fit(Embeddings embeddings, LongFunction<Set<String>> labels, long seed) {
        int count = (int) Math.min(embeddings.count(), Integer.MAX_VALUE);
        if (count < 2) {
            throw new IllegalArgumentException("%d embeddings; a space is fitted on two or more".formatted(count));
        }
        var axes = AXES.matcher(name);
        Space space = switch (name) {
            case "usual" -> usual(embeddings);
            case "learnt" -> HeadTraining.learn(usual(embeddings), Lessons.of(embeddings, labels), "labels", seed,
                    () -> false);
            case "as-is" -> Space.asIs(embeddings.dimension());
            default -> axes.matches()
                    ? onAxes(embeddings, Integer.parseInt(axes.group(2)), axes.group(1).equals("whitened"))
                    : around(embeddings, mean(embeddings), new float[0]);
        };
        return new In(space);
    }

    private static Space usual(Embeddings embeddings) {
        int count = (int) Math.min(embeddings.count(), Integer.MAX_VALUE);
        return SpaceFitting.fit(embeddings, SpaceFitting.fittedOn(count), () -> false);
    }

    private static float[] mean(Embeddings embeddings) {
        var sums = new double[embeddings.dimension()];
        embeddings.forEach((id, unit, norm) -> {
            double[] raw = Space.raw(unit, norm);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += raw[i];
            }
        });
        var mean = new float[sums.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sums[i] / embeddings.count());
        }
        return mean;
    }

    private static Space around(Embeddings embeddings, float[] mean, float[] axes) {
        return new Space(embeddings.dimension(), (int) embeddings.count(), mean, axes);
    }

    private Space onAxes(Embeddings embeddings, int count, boolean whitened) {
        if (count > embeddings.dimension()) {
            throw new IllegalArgumentException(
                    "%s of embeddings of %d values; ask for as many axes at most".formatted(name,
                            embeddings.dimension()));
        }
        var gathered = new Covariance(embeddings.dimension());
        embeddings.forEach((id, unit, norm) -> gathered.add(Space.raw(unit, norm)));
        double[][] covariance = gathered.matrix();
        float[] axes = PrincipalAxes.of(covariance, count, () -> false);
        if (whitened) {
            whiten(axes, covariance, count);
        }
        return around(embeddings, mean(embeddings), axes);
    }

    // The variance along an axis is axis * covariance * axis; what has none is left as it is.
    private static void whiten(float[] axes, double[][] covariance, int count) {
        for (int axis = 0; axis < count; axis++) {
            double variance = 0;
            for (int i = 0; i < covariance.length; i++) {
                double sum = 0;
                for (int j = 0; j < covariance.length; j++) {
                    sum += covariance[i][j] * axes[j * count + axis];
                }
                variance += sum * axes[i * count + axis];
            }
            double scale = variance > 0 ? 1 / Math.sqrt(variance) : 1;
            for (int i = 0; i < covariance.length; i++) {
                axes[i * count + axis] = (float) (axes[i * count + axis] * scale);
            }
        }
    }
}
