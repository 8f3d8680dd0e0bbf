package dev.lookalike.gallery.map;

import java.util.Arrays;
import java.util.Random;

/// Groups of points that hold together more than chance would have it.
final class Communities {
    /*
     * Louvain's method (Blondel and others 2008) for the modularity of the graph of affinities: each point joins the neighbouring
     * group that gains most, until nobody wants to move; groups become points of a smaller graph, and so on. At last single points
     * may move once more in the whole graph, which mends what was decided early (Rotta & Noack 2011). How many groups there are is
     * not asked for: it comes from the data.
     */
    private static final int PASSES = 32;
    private static final double LEAST_SHARE_MOVED = 0.001;

    private final int count;
    private final int[] starts;
    private final int[] columns;
    private final float[] weights;
    /// Of each point, the sum of its weights, those within it counted twice.
    private final double[] strengths;
    private final double total;
    private final Random random;

    private Communities(int[] starts, int[] columns, float[] weights, double[] strengths, Random random) {
        count = starts.length - 1;
        this.starts = starts;
        this.columns = columns;
        this.weights = weights;
        this.strengths = strengths;
        total = Arrays.stream(strengths).sum();
        this.random = random;
    }

    /// The group of each point: numbers from 0 on.
    static int[] of(Affinities affinities, long seed) {
        int count = affinities.starts().length - 1;
        var strengths = new double[count];
        for (int point = 0; point < count; point++) {
            for (int i = affinities.starts()[point]; i < affinities.starts()[point + 1]; i++) {
                strengths[point] += affinities.values()[i];
            }
        }
        var graph = new Communities(affinities.starts(), affinities.columns(), affinities.values(), strengths,
                new Random(seed));
        int[] groups = graph.divide();
        graph.move(groups);
        compact(groups);
        return groups;
    }

    private int[] divide() {
        var groups = new int[count];
        Arrays.setAll(groups, point -> point);
        boolean moved = move(groups);
        int found = compact(groups);
        if (!moved || found == count) {
            return groups;
        }
        int[] above = merged(groups, found).divide();
        Arrays.setAll(groups, point -> above[groups[point]]);
        return groups;
    }

    /// Lets each point join the group that gains most, until few want to move.
    ///
    /// @return whether any did
    private boolean move(int[] groups) {
        var sums = new double[count];
        for (int point = 0; point < count; point++) {
            sums[groups[point]] += strengths[point];
        }
        var towards = new double[count];
        var met = new int[count];
        int[] order = shuffled();
        boolean any = false;
        for (int pass = 0; pass < PASSES; pass++) {
            Cores.stopIfInterrupted();
            int moved = 0;
            for (int point : order) {
                int before = groups[point];
                int after = best(point, groups, sums, towards, met);
                if (after != before) {
                    sums[before] -= strengths[point];
                    sums[after] += strengths[point];
                    groups[point] = after;
                    moved++;
                }
            }
            any |= moved > 0;
            if (moved <= LEAST_SHARE_MOVED * count) {
                break;
            }
        }
        return any;
    }

    private int best(int point, int[] groups, double[] sums, double[] towards, int[] met) {
        int groupsMet = 0;
        for (int i = starts[point]; i < starts[point + 1]; i++) {
            int group = groups[columns[i]];
            if (columns[i] != point && weights[i] > 0) {
                if (towards[group] == 0) {
                    met[groupsMet++] = group;
                }
                towards[group] += weights[i];
            }
        }
        int own = groups[point];
        double strength = strengths[point];
        int best = own;
        double most = towards[own] - strength * (sums[own] - strength) / total;
        for (int i = 0; i < groupsMet; i++) {
            int group = met[i];
            double gain = towards[group] - strength * (sums[group] - (group == own ? strength : 0)) / total;
            if (gain > most || (gain == most && group < best && best != own)) {
                most = gain;
                best = group;
            }
        }
        for (int i = 0; i < groupsMet; i++) {
            towards[met[i]] = 0;
        }
        return best;
    }

    private int[] shuffled() {
        var order = new int[count];
        Arrays.setAll(order, point -> point);
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int other = order[j];
            order[j] = order[i];
            order[i] = other;
        }
        return order;
    }

    /// Numbers groups from 0 on, in the order of their first points.
    ///
    /// @return how many there are
    private static int compact(int[] groups) {
        var numbers = new int[groups.length];
        Arrays.fill(numbers, -1);
        int found = 0;
        for (int point = 0; point < groups.length; point++) {
            if (numbers[groups[point]] < 0) {
                numbers[groups[point]] = found++;
            }
            groups[point] = numbers[groups[point]];
        }
        return found;
    }

    /// The graph whose points are these groups.
    private Communities merged(int[] groups, int found) {
        var ends = new int[found + 1];
        for (int group : groups) {
            ends[group + 1]++;
        }
        for (int group = 0; group < found; group++) {
            ends[group + 1] += ends[group];
        }
        var members = new int[count];
        int[] next = ends.clone();
        for (int point = 0; point < count; point++) {
            members[next[groups[point]]++] = point;
        }
        var newStarts = new int[found + 1];
        var newColumns = new int[columns.length];
        var newWeights = new float[columns.length];
        var newStrengths = new double[found];
        var sums = new double[found];
        var met = new int[found];
        int at = 0;
        for (int group = 0; group < found; group++) {
            int groupsMet = 0;
            for (int i = ends[group]; i < ends[group + 1]; i++) {
                int point = members[i];
                newStrengths[group] += strengths[point];
                for (int j = starts[point]; j < starts[point + 1]; j++) {
                    int other = groups[columns[j]];
                    if (weights[j] > 0 && sums[other] == 0) {
                        met[groupsMet++] = other;
                    }
                    sums[other] += weights[j];
                }
            }
            for (int i = 0; i < groupsMet; i++) {
                newColumns[at] = met[i];
                newWeights[at++] = (float) sums[met[i]];
                sums[met[i]] = 0;
            }
            newStarts[group + 1] = at;
        }
        return new Communities(newStarts, Arrays.copyOf(newColumns, at), Arrays.copyOf(newWeights, at), newStrengths,
                random);
    }
}
