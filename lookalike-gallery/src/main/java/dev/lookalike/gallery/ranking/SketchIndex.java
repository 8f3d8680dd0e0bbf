package dev.lookalike.gallery.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.lookalike.gallery.algebra.Covariance;
import dev.lookalike.gallery.algebra.PrincipalAxes;
import dev.lookalike.gallery.catalogue.Embeddings;
import dev.lookalike.gallery.catalogue.Float16;
import dev.lookalike.gallery.catalogue.StoredEmbedding;
import dev.lookalike.gallery.traits.Edges;
import dev.lookalike.gallery.traits.KeptTraits;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import dev.lookalike.index.Metric;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.VectorIndex;
import org.jspecify.annotations.Nullable;

/// The gallery's pictures as they are compared with sketches. All methods may be called from any thread.
final class SketchIndex implements AutoCloseable {
    /*
     * A network puts drawings in one place and photos in another, whatever they show. So each kind is centred by its own mean:
     * photos by the mean of the pictures' embeddings, drawings by the mean of the pictures' edge maps, and a sketch, which has no
     * mean of its own, by that of the edge maps, too, because edge maps are made as coarse as sketches are drawn. What a sketch is
     * compared with is the picture and its edge map at once:
     *
     *     v = unit(unit(picture - mean of pictures) + unit(edges - mean of edges)),    score = unit(sketch - mean of edges) . v
     *
     * which is the mean of both cosines but for the length of the sum. Choice: docs/decisions/0101-a-space-for-sketches.md,
     * figures: docs/measurements/recommendation.md.
     *
     * A large gallery keeps of v the values along its strongest directions, which answers as well at a fifth of the memory and
     * the time. Every vector is looked at. Means and directions are those of the pictures there were when they were taken;
     * they are taken again when the gallery has grown by a quarter.
     */
    static final int AXES = 256;
    static final int WHOLE_UP_TO = 2_048;
    private static final double GROWTH = 1.25;
    private static final int SAMPLE = 4_096;
    private static final int ASKED = 200;
    private static final int LEAST_CENTRED = 3;

    private final KeptTraits traits;
    private final Embeddings embeddings;
    private final ConcurrentLinkedQueue<Long> changed = new ConcurrentLinkedQueue<>();
    private @Nullable Taken taken;
    private boolean closed;

    SketchIndex(KeptTraits traits, Embeddings embeddings) {
        this.traits = traits;
        this.embeddings = embeddings;
        traits.follow(changed::add);
    }

    /// What was taken from the pictures there were.
    ///
    /// @param pictures
    ///            their mean
    /// @param edges
    ///            the mean of their edge maps
    /// @param axes
    ///            value `i * AXES + j` is value `i` of direction `j`; null where vectors are kept whole
    /// @param from
    ///            how many there were
    /// @param unrelated
    ///            the median score of an edge map and a picture taken at random
    /// @param same
    ///            the median score of a picture's own edge map
    @SuppressWarnings("ArrayRecordComponent") // private and not compared
    private record Taken(VectorIndex index, double[] pictures, double[] edges, float @Nullable [] axes, long from,
            double unrelated, double same) {

        float[] kept(double[] vector) {
            if (axes == null) {
                return SpaceIndex.floats(vector);
            }
            var kept = new float[AXES];
            for (int i = 0; i < vector.length; i++) {
                float value = (float) vector[i];
                for (int j = 0, at = i * AXES; j < AXES; j++, at++) {
                    kept[j] += value * axes[at];
                }
            }
            return kept;
        }

        void put(long id, double[] picture, double[] edge) {
            float[] vector = kept(joined(picture, pictures, edge, edges));
            if (Scores.length(vector) > 0) {
                index.put(id, vector);
            }
        }
    }

    /// What a sketch finds.
    ///
    /// @param hits
    ///            best first
    /// @param count
    ///            among how many pictures
    record Found(List<Hit> hits, long count, Judgement judgement) {}

    /// The pictures most like a sketch.
    ///
    /// @param sketch
    ///            its embedding
    Found nearest(float[] sketch, Ids ids, int count) {
        Taken now = broughtUp();
        float[] query = now.kept(unit(less(SpaceIndex.doubles(sketch), now.edges)));
        boolean any = now.index.count() > 0 && Scores.length(query) > 0;
        List<Hit> hits = any
                ? now.index.search(query, SearchSpec.nearest(count).by(Metric.INNER_PRODUCT).among(ids).exact())
                : List.of();
        return new Found(hits, now.index.count(),
                new Judgement(false, -Double.MAX_VALUE, now.unrelated, now.same));
    }

    private synchronized Taken broughtUp() {
        if (closed) {
            throw new IllegalStateException("the gallery is closed");
        }
        long there = traits.count(Edges.NAME);
        Taken known = taken;
        if (known == null || there > GROWTH * known.from) {
            changed.clear();
            known = take(there);
            taken = known;
        }
        for (Long id = changed.poll(); id != null; id = changed.poll()) {
            short[] edge = traits.find(Edges.NAME, id);
            StoredEmbedding stored = embeddings.find(id);
            if (edge == null || stored == null) {
                known.index.remove(id);
            } else {
                known.put(id, doubles(stored.unit()), doubles(edge));
            }
        }
        return known;
    }

    private Taken take(long there) {
        int dimension = embeddings.dimension();
        var pictures = new Mean(dimension);
        var edges = new Mean(dimension);
        embeddings.forEach((_, unit, _) -> pictures.add(unit));
        traits.forEach(Edges.NAME, (_, values) -> edges.add(values));
        double[] pictureMean = pictures.value();
        double[] edgeMean = edges.value();
        var sample = new ArrayList<double[][]>();
        long step = Math.max(1, there / SAMPLE);
        var seen = new long[1];
        embeddings.forEach((id, unit, _) -> {
            if (seen[0]++ % step == 0) {
                short[] edge = traits.find(Edges.NAME, id);
                if (edge != null) {
                    sample.add(new double[][]{doubles(unit), doubles(edge)});
                }
            }
        });
        float @Nullable [] axes = there > WHOLE_UP_TO && dimension > AXES
                ? axes(sample, pictureMean, edgeMean)
                : null;
        var index = VectorIndex.inMemory(axes == null ? dimension : AXES);
        var open = new Taken(index, pictureMean, edgeMean, axes, there, 0, 1);
        embeddings.forEach((id, unit, _) -> {
            short[] edge = traits.find(Edges.NAME, id);
            if (edge != null) {
                open.put(id, doubles(unit), doubles(edge));
            }
        });
        return judged(open, sample);
    }

    private static float[] axes(List<double[][]> sample, double[] pictures, double[] edges) {
        var moments = new Covariance(pictures.length);
        sample.forEach(each -> moments.add(joined(each[0], pictures, each[1], edges)));
        return PrincipalAxes.of(moments.moments(), AXES, () -> false);
    }

    private static Taken judged(Taken taken, List<double[][]> sample) {
        int step = Math.max(1, sample.size() / ASKED);
        var asked = new ArrayList<double[][]>();
        for (int i = 0; i < sample.size(); i += step) {
            asked.add(sample.get(i));
        }
        if (asked.size() < LEAST_CENTRED) {
            return taken;
        }
        var same = new double[asked.size()];
        var unrelated = new double[asked.size()];
        for (int i = 0; i < same.length; i++) {
            double[] query = unit(less(asked.get(i)[1], taken.edges));
            double[][] other = asked.get((i + same.length / 2) % same.length);
            same[i] = Scores.dot(query, joined(asked.get(i)[0], taken.pictures, asked.get(i)[1], taken.edges));
            unrelated[i] = Scores.dot(query, joined(other[0], taken.pictures, other[1], taken.edges));
        }
        Arrays.sort(same);
        Arrays.sort(unrelated);
        double like = same[same.length / 2];
        double unlike = Math.min(unrelated[same.length / 2], like - 1e-6);
        return new Taken(taken.index, taken.pictures, taken.edges, taken.axes, taken.from, unlike, like);
    }

    /// The mean of unit vectors; of a few, none.
    private static final class Mean {
        private final double[] sum;
        private long count;

        Mean(int dimension) {
            sum = new double[dimension];
        }

        void add(short[] values) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += Float.float16ToFloat(values[i]);
            }
            count++;
        }

        double[] value() {
            var mean = new double[sum.length];
            for (int i = 0; count >= LEAST_CENTRED && i < mean.length; i++) {
                mean[i] = sum[i] / count;
            }
            return mean;
        }
    }

    private static double[] joined(double[] picture, double[] pictures, double[] edge, double[] edges) {
        double[] joined = unit(less(picture, pictures));
        double[] other = unit(less(edge, edges));
        for (int i = 0; i < joined.length; i++) {
            joined[i] += other[i];
        }
        return unit(joined);
    }

    private static double[] less(double[] values, double[] mean) {
        var less = new double[values.length];
        for (int i = 0; i < less.length; i++) {
            less[i] = values[i] - mean[i];
        }
        return less;
    }

    private static double[] unit(double[] values) {
        double length = Scores.length(values);
        if (length > 1e-6) {
            for (int i = 0; i < values.length; i++) {
                values[i] /= length;
            }
        }
        return values;
    }

    private static double[] doubles(short[] bits) {
        return SpaceIndex.doubles(Float16.floats(bits));
    }

    @Override
    public synchronized void close() {
        closed = true;
        Taken known = taken;
        if (known != null) {
            known.index.close();
        }
    }
}
