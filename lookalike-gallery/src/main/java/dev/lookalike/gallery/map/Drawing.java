package dev.lookalike.gallery.map;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;

import dev.lookalike.gallery.Image;
import dev.lookalike.gallery.PictureMap;
import dev.lookalike.gallery.Progress;
import dev.lookalike.gallery.Vectors;

/// Draws a map of vectors, from their neighbours to the names of their clusters.
public final class Drawing {
    /// Finding neighbours takes about as long as so many steps of laying out.
    private static final int NEIGHBOUR_STEPS = 200;
    private static final int STEPS = NEIGHBOUR_STEPS + TSne.STEPS;
    /// Fewer points than this have no neighbourhoods to keep: they lie along their principal axes.
    private static final int LEAST_LAID_OUT = 8;
    private static final int EACH_PER_PERPLEXITY = 3;

    private final long[] ids;
    private final float[][] units;
    private final long seed;
    private final Progress progress;
    private final long begun = System.nanoTime();

    private Drawing(Rows rows, long seed, Progress progress) {
        ids = rows.ids();
        units = rows.units();
        this.seed = seed;
        this.progress = progress;
    }

    /// See [PictureMap#of].
    public static PictureMap of(Vectors vectors, LongFunction<List<Image.Category>> guesses, long seed,
            Progress progress) {
        return new Drawing(Rows.of(vectors, PictureMap.MAX_DRAWN), seed, progress).draw(guesses);
    }

    private PictureMap draw(LongFunction<List<Image.Category>> guesses) {
        tell(0);
        if (ids.length == 0) {
            return new PictureMap(List.of(), List.of(), Instant.now(), 0, false);
        }
        float[][] axes = Axes.along(units);
        float[][] laidOut = {axes[0].clone(), axes[1].clone()};
        var clusters = new int[ids.length];
        Arrays.fill(clusters, Clustering.NONE);
        if (ids.length >= LEAST_LAID_OUT) {
            try (var cores = new Cores()) {
                double perplexity = Math.min(TSne.PERPLEXITY, (ids.length - 1.0) / EACH_PER_PERPLEXITY);
                int each = Math.min((int) (EACH_PER_PERPLEXITY * perplexity), ids.length - 1);
                var neighbours = Neighbours.of(units, each, cores);
                var affinities = Affinities.of(neighbours, perplexity, cores);
                tell(NEIGHBOUR_STEPS);
                clusters = Clustering.of(affinities, seed);
                laidOut = new TSne(affinities, axes[0], axes[1], seed, cores)
                        .run(share -> tell(NEIGHBOUR_STEPS + (int) (share * TSne.STEPS)));
            }
        }
        return new PictureMap(places(fitted(laidOut), fitted(axes), clusters), clusters(clusters, guesses),
                Instant.now(), 0, false);
    }

    private void tell(int steps) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        double left = steps <= NEIGHBOUR_STEPS ? -1 : seconds / steps * (STEPS - steps);
        progress.at(new Progress.State(STEPS, steps, 0, 0, left, steps == STEPS));
    }

    private List<PictureMap.Place> places(float[][] laidOut, float[][] axes, int[] clusters) {
        var places = new ArrayList<PictureMap.Place>(ids.length);
        for (int i = 0; i < ids.length; i++) {
            places.add(new PictureMap.Place(ids[i], laidOut[0][i], laidOut[1][i], axes[0][i], axes[1][i],
                    clusters[i]));
        }
        return places;
    }

    /// Moved and scaled, both sides alike, so that the longer one is 0 to 1 and the shorter one in the middle.
    private static float[][] fitted(float[][] map) {
        float[] least = new float[2];
        float longer = Float.MIN_NORMAL;
        for (int side = 0; side < 2; side++) {
            least[side] = Float.POSITIVE_INFINITY;
            float most = Float.NEGATIVE_INFINITY;
            for (float value : map[side]) {
                least[side] = Math.min(least[side], value);
                most = Math.max(most, value);
            }
            longer = Math.max(longer, most - least[side]);
            least[side] = (least[side] + most) / 2;
        }
        for (int side = 0; side < 2; side++) {
            for (int i = 0; i < map[side].length; i++) {
                map[side][i] = Math.clamp((map[side][i] - least[side]) / longer + 0.5f, 0, 1);
            }
        }
        return map;
    }

    private List<PictureMap.Cluster> clusters(int[] clusters, LongFunction<List<Image.Category>> guesses) {
        int count = Arrays.stream(clusters).max().orElse(Clustering.NONE) + 1;
        var names = new ClusterNames(count);
        var means = new float[count][units[0].length];
        var members = new int[count];
        for (int i = 0; i < ids.length; i++) {
            names.count(clusters[i], guesses.apply(ids[i]));
            if (clusters[i] != Clustering.NONE) {
                members[clusters[i]]++;
                for (int j = 0; j < units[i].length; j++) {
                    means[clusters[i]][j] += units[i][j];
                }
            }
        }
        var typical = new long[count];
        var nearest = new double[count];
        Arrays.fill(nearest, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < ids.length; i++) {
            int cluster = clusters[i];
            if (cluster != Clustering.NONE) {
                double score = Rows.dot(means[cluster], units[i]);
                if (score > nearest[cluster]) {
                    nearest[cluster] = score;
                    typical[cluster] = ids[i];
                }
            }
        }
        List<String> named = names.names();
        var described = new ArrayList<PictureMap.Cluster>();
        for (int cluster = 0; cluster < count; cluster++) {
            described.add(new PictureMap.Cluster(named.get(cluster), typical[cluster], members[cluster]));
        }
        return described;
    }
}
