package dev.lookalike.gallery.ranking;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.lookalike.gallery.algebra.Covariance;
import dev.lookalike.gallery.algebra.PrincipalAxes;
import dev.lookalike.gallery.catalogue.Float16;
import dev.lookalike.gallery.traits.KeptTraits;
import dev.lookalike.gallery.traits.Trait;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.VectorIndex;
import org.jspecify.annotations.Nullable;

/// The gallery's pictures as one of their traits compares them. All methods may be called from any thread.
final class TraitIndex implements AutoCloseable {
    /*
     * Made when it is first asked. Of a large gallery the values along the strongest directions are kept, which hold nearly all
     * there is. Mean and directions are those of the pictures there were when they were taken; they are taken again when the
     * gallery has grown by a quarter.
     */
    private static final int AXES = 128;
    private static final int WHOLE_UP_TO = 4_096;
    private static final int SAMPLE = 2_048;
    private static final double GROWTH = 1.25;
    private static final int LEAST_CENTRED = 3;

    private final KeptTraits traits;
    private final Trait kind;
    private final boolean isCentred;
    private final ConcurrentLinkedQueue<Long> changed = new ConcurrentLinkedQueue<>();
    private @Nullable Taken taken;
    private boolean closed;

    /// @param isCentred
    ///            whether the mean of all says nothing, and is taken off
    TraitIndex(KeptTraits traits, Trait kind, boolean isCentred) {
        this.traits = traits;
        this.kind = kind;
        this.isCentred = isCentred;
        traits.follow(changed::add);
    }

    /// What was taken from the pictures there were.
    ///
    /// @param axes
    ///            value `i * AXES + j` is value `i` of direction `j`; null where vectors are kept whole
    @SuppressWarnings("ArrayRecordComponent") // not compared
    record Taken(VectorIndex index, double[] mean, float @Nullable [] axes, long from) {
        /// What values become before they are compared; null if they are like all.
        float @Nullable [] place(float[] values) {
            float[] place = kept(values);
            return isZero(place) ? null : place;
        }

        /// Where a picture lies, or null if that is not known.
        float @Nullable [] place(long id) {
            return index.vector(id).orElse(null);
        }

        /// The pictures nearest to a place, best first.
        List<Hit> nearest(float[] place, Ids ids, int count) {
            return index.count() == 0 ? List.of() : index.search(place, SearchSpec.nearest(count).among(ids));
        }

        void put(long id, short[] values) {
            float[] place = place(Float16.floats(values));
            if (place != null) {
                index.put(id, place);
            }
        }

        private float[] kept(float[] values) {
            if (axes == null) {
                var kept = new float[values.length];
                for (int i = 0; i < kept.length; i++) {
                    kept[i] = (float) (values[i] - mean[i]);
                }
                return kept;
            }
            var kept = new float[AXES];
            for (int i = 0; i < values.length; i++) {
                float value = (float) (values[i] - mean[i]);
                for (int j = 0, at = i * AXES; value != 0 && j < AXES; j++, at++) {
                    kept[j] += value * axes[at];
                }
            }
            return kept;
        }
    }

    /// A picture's values, those that are kept or else made now.
    ///
    /// @param pixels
    ///            shows the picture where it must be looked at
    float[] values(long id, Ranking.Shown pixels) {
        short[] known = traits.find(kind.name(), id);
        return known == null ? kind.of(List.of(pixels.picture(id))).getFirst() : Float16.floats(known);
    }

    Trait kind() {
        return kind;
    }

    /// The pictures there are now, for one question: what is compared with each other must lie along the same directions.
    synchronized Taken now() {
        if (closed) {
            throw new IllegalStateException("the gallery is closed");
        }
        long there = traits.count(kind.name());
        Taken known = taken;
        if (known == null || there > GROWTH * known.from) {
            changed.clear();
            known = take(there);
            taken = known;
        }
        for (Long id = changed.poll(); id != null; id = changed.poll()) {
            short[] values = traits.find(kind.name(), id);
            if (values == null) {
                known.index.remove(id);
            } else {
                known.put(id, values);
            }
        }
        return known;
    }

    private Taken take(long there) {
        int dimension = kind.dimension();
        var mean = new double[dimension];
        if (isCentred && there >= LEAST_CENTRED) {
            traits.forEach(kind.name(), (_, values) -> {
                for (int i = 0; i < dimension; i++) {
                    mean[i] += Float.float16ToFloat(values[i]) / (double) there;
                }
            });
        }
        float @Nullable [] axes = there > WHOLE_UP_TO && dimension > AXES ? axes(there, mean) : null;
        var made = new Taken(VectorIndex.inMemory(axes == null ? dimension : AXES), mean, axes, there);
        traits.forEach(kind.name(), made::put);
        return made;
    }

    private float[] axes(long there, double[] mean) {
        var moments = new Covariance(mean.length);
        long step = Math.max(1, there / SAMPLE);
        var seen = new long[1];
        traits.forEach(kind.name(), (_, values) -> {
            if (seen[0]++ % step == 0) {
                double[] vector = SpaceIndex.doubles(Float16.floats(values));
                for (int i = 0; i < vector.length; i++) {
                    vector[i] -= mean[i];
                }
                moments.add(vector);
            }
        });
        return PrincipalAxes.of(moments.moments(), AXES, () -> false);
    }

    private static boolean isZero(float[] values) {
        for (float value : values) {
            if (value != 0) {
                return false;
            }
        }
        return true;
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
