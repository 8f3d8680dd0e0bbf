package dev.lookalike.gallery.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import dev.lookalike.gallery.Pair;
import dev.lookalike.gallery.algebra.Matrix;
import dev.lookalike.gallery.algebra.SymmetricEigen;
import dev.lookalike.gallery.catalogue.Embeddings;
import org.jspecify.annotations.Nullable;

/// Learns from pairs of pictures a space in which those that are alike lie closer together.
final class PairTraining {
    /*
     * Directions in which pictures that are alike differ are made shorter, and those in which others differ are kept. Both ways
     * to do that have a closed form, without a rate or a number of epochs:
     *
     * 1. values are divided by how much they differ within pairs that are alike (relevant components, Bar-Hillel, Hertz,
     *    Shental & Weinshall 2005);
     * 2. and of what results, the squared distance is how much less likely a difference is between pictures that are alike
     *    than between others (Köstinger, Hirzer, Wohlhart, Roth & Bischof 2012): a direction in which others differ lambda
     *    times as much counts 1 - 1/lambda, and one in which they differ less, nothing. The others are the pairs that are told
     *    not to be alike, or where there are too few, pictures of different pairs.
     *
     * Which of them, and how much spread each direction is thought to have besides what was seen, is chosen by pairs that were
     * left out of the fit: by the mean of one over the place at which the other one is found.
     */
    private static final double[] SHRINKAGES = {0.001, 0.01, 0.1, 1, 10, 100};
    private static final int PARTS = 5;
    private static final int MOST_ASKED = 400;
    private static final int MOST_ANSWERS = 2_000;
    private static final int MOST_PICTURES = 20_000;

    private final float[] mean;
    private final float[][] axes;
    /// The pictures of the pairs in the space before.
    private final float[][] rows;
    /// The places of the pairs' pictures among the rows.
    private final List<int[]> alike = new ArrayList<>();
    private final List<int[]> unlike = new ArrayList<>();
    private final int[] part;
    private final BooleanSupplier cancelled;

    /// A way to learn.
    private record Way(double shrinkage, boolean byOthers) {}

    private PairTraining(Space space, Embeddings embeddings, List<Pair> pairs, long seed, BooleanSupplier cancelled) {
        this.cancelled = cancelled;
        var wanted = new TreeSet<Long>();
        pairs.forEach(pair -> Collections.addAll(wanted, pair.one(), pair.other()));
        Map<Long, Integer> places = new HashMap<>();
        var raw = new ArrayList<float[]>();
        embeddings.forEach((id, unit, norm) -> {
            if (raw.size() < MOST_PICTURES && wanted.contains(id)) {
                places.put(id, raw.size());
                raw.add(SpaceIndex.floats(Space.raw(unit, norm)));
            }
        });
        for (Pair pair : pairs) {
            @Nullable
            Integer one = places.get(pair.one());
            @Nullable
            Integer other = places.get(pair.other());
            if (one != null && other != null) {
                (pair.alike() ? alike : unlike).add(new int[]{one, other});
            }
        }
        if (alike.size() < 2 * PARTS) {
            throw new IllegalArgumentException(
                    "%d pairs of pictures that are alike are left to learn from; give %d or more".formatted(
                            alike.size(),
                            2 * PARTS));
        }
        float[][] centred = raw.toArray(float[][]::new);
        mean = space.mean().length == 0 ? Matrix.mean(centred) : space.mean();
        for (float[] row : centred) {
            Matrix.addScaled(row, mean, -1);
        }
        float[][] given = Matrix.rows(space.axes(), space.dimension());
        axes = given.length == 0 ? Classifier.Rows.of(centred, SpaceFitting.AXES, seed).directions() : given;
        rows = axes.length == 0 ? centred : Matrix.times(centred, axes);
        part = parts(seed);
    }

    /// The space learnt from pairs.
    ///
    /// Costs seconds, on all cores; the same pairs and seed give the same space.
    ///
    /// @param space
    ///            that fits the collection, in which pictures would be compared otherwise
    /// @param seed
    ///            which pairs are left out together
    /// @throws IllegalArgumentException
    ///             if there are too few
    static Space learn(Space space, Embeddings embeddings, List<Pair> pairs, long seed, BooleanSupplier cancelled) {
        var training = new PairTraining(space, embeddings, pairs, seed, cancelled);
        float[][] map = training.map(training.best(), _ -> true);
        float[][] learnt = training.axes.length == 0 ? map : Matrix.times(training.axes, map);
        return new Space(space.dimension(), training.rows.length, training.mean, Matrix.flat(learnt),
                "%d pairs".formatted(training.alike.size() + training.unlike.size()), Memberships.NONE);
    }

    /// Pairs of one first picture are left out together.
    private int[] parts(long seed) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, rows.length).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        var parts = new int[rows.length];
        for (int i = 0; i < parts.length; i++) {
            parts[order.get(i)] = i % PARTS;
        }
        return parts;
    }

    /// The way by which pairs that were left out are found best.
    private Way best() {
        double most = -1;
        var best = new Way(SHRINKAGES[SHRINKAGES.length - 1], false);
        for (double shrinkage : SHRINKAGES) {
            for (boolean byOthers : new boolean[]{false, true}) {
                var way = new Way(shrinkage, byOthers);
                double found = 0;
                for (int left = 0; left < PARTS; left++) {
                    SpaceFitting.stopIf(cancelled);
                    int leftOut = left;
                    found += found(Matrix.times(rows, map(way, pair -> part[pair[0]] != leftOut)), left);
                }
                if (found > most) {
                    most = found;
                    best = way;
                }
            }
        }
        return best;
    }

    private float[][] map(Way way, Predicate<int[]> taught) {
        float[][] apart = differences(alike.stream().filter(taught).toList());
        double[][] within = Matrix.doubles(Matrix.transposedTimes(apart, apart), 1.0 / apart.length);
        Matrix.shrink(within, way.shrinkage);
        float[][] map = Matrix.inverseRoot(within);
        if (way.byOthers) {
            float[][] others = Matrix.times(differences(others(taught)), map);
            map = Matrix.times(map,
                    lengths(Matrix.doubles(Matrix.transposedTimes(others, others), 1.0 / others.length)));
        }
        Matrix.multiply(map, Matrix.scale(rows) / Matrix.scale(Matrix.times(rows, map)));
        return map;
    }

    /// The symmetric root of what counts of each direction, where differences of pictures that are alike have covariance one
    /// and those of others have this one; all of it where others differ no more in any direction.
    private static float[][] lengths(double[][] others) {
        int count = others.length;
        double[][] vectors = SymmetricEigen.vectors(others);
        var kept = new float[count][count];
        boolean isOfUse = IntStream.range(0, count).anyMatch(value -> others[value][value] > 1);
        for (int value = 0; value < count; value++) {
            double length = !isOfUse
                    ? 1
                    : Math.sqrt(Math.max(0, 1 - 1 / Math.max(others[value][value], Float.MIN_NORMAL)));
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < count; j++) {
                    kept[i][j] += (float) (length * vectors[i][value] * vectors[j][value]);
                }
            }
        }
        return kept;
    }

    private List<int[]> others(Predicate<int[]> taught) {
        List<int[]> told = unlike.stream().filter(taught).toList();
        if (told.size() >= rows[0].length) {
            return told;
        }
        List<int[]> pairs = alike.stream().filter(taught).toList();
        var others = new ArrayList<>(told);
        for (int i = 0; i < pairs.size(); i++) {
            int one = pairs.get(i)[0];
            int other = pairs.get((i + pairs.size() / 2) % pairs.size())[1];
            if (one != other) {
                others.add(new int[]{one, other});
            }
        }
        return others;
    }

    /// The pictures' differences, shorter by the root of two: as long as from the middle between the two, in the mean.
    private float[][] differences(List<int[]> pairs) {
        var differences = new float[pairs.size()][];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = rows[pairs.get(i)[0]].clone();
            Matrix.addScaled(differences[i], rows[pairs.get(i)[1]], -1);
        }
        Matrix.multiply(differences, Math.sqrt(0.5));
        return differences;
    }

    /// The mean of one over the place at which the other picture of each pair that was left out is found among some.
    private double found(float[][] vectors, int leftOut) {
        List<int[]> asked = alike.stream().filter(pair -> part[pair[0]] == leftOut).limit(MOST_ASKED).toList();
        if (asked.isEmpty()) {
            return 0;
        }
        float[][] directions = Matrix.units(vectors);
        int stride = Math.ceilDiv(vectors.length, MOST_ANSWERS);
        int[] answers = IntStream.range(0, vectors.length).filter(row -> row % stride == 0).toArray();
        float[][] scores = Matrix.times(asked.stream().map(pair -> directions[pair[0]]).toArray(float[][]::new),
                Matrix.transposed(Arrays.stream(answers).mapToObj(row -> directions[row]).toArray(float[][]::new)));
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            int one = asked.get(i)[0];
            int other = asked.get(i)[1];
            float wanted = 0;
            for (int j = 0; j < directions[one].length; j++) {
                wanted += directions[one][j] * directions[other][j];
            }
            int place = 1;
            for (int j = 0; j < answers.length; j++) {
                place += answers[j] != one && answers[j] != other && scores[i][j] > wanted ? 1 : 0;
            }
            sum += 1.0 / place;
        }
        return sum / scores.length;
    }
}
