package dev.lookalike.gallery.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

import dev.lookalike.gallery.catalogue.Embeddings;
import dev.lookalike.gallery.catalogue.StoredEmbedding;

/// Brings an index up to the catalogue while pictures come and go.
final class Filling {
    /*
     * Only the difference is read: ids that the index lacks, and those whose embedding is newer than the version its file
     * was written at. Where that is a quarter of all, one pass over all embeddings is faster than so many searches for one.
     *
     * A picture that comes or goes meanwhile goes into the index at once; what the filling reads of it afterwards is older
     * and left out.
     */
    private static final int PASS_SHARE = 4;
    /// How many vectors are put together: an index that merges by itself does so once for them all.
    private static final int TOGETHER = 1 << 16;

    private final SpaceIndex index;
    private final Embeddings embeddings;
    private final BooleanSupplier cancelled;
    private final Set<Long> newer = new HashSet<>();
    private final List<StoredEmbedding> waiting = new ArrayList<>();

    Filling(SpaceIndex index, Embeddings embeddings, BooleanSupplier cancelled) {
        this.index = index;
        this.embeddings = embeddings;
        this.cancelled = cancelled;
    }

    SpaceIndex index() {
        return index;
    }

    synchronized void put(long id, short[] unit, float norm) {
        newer.add(id);
        index.put(id, unit, norm);
    }

    synchronized void remove(long id) {
        newer.add(id);
        index.remove(id);
    }

    /// Puts what the index lacks, and removes what the catalogue lacks.
    ///
    /// @param since
    ///            the version of the embeddings that the index holds
    /// @return how many were put or removed
    /// @throws java.util.concurrent.CancellationException
    ///             soon after it was cancelled
    long run(long since) {
        Embeddings.Contents contents = embeddings.contents(since);
        long[] stored = index.ids();
        long[] gone = without(stored, contents.ids());
        for (long id : gone) {
            removeUnlessNewer(id);
        }
        long[] wanted = union(without(contents.ids(), stored), contents.written());
        if (wanted.length > contents.ids().length / PASS_SHARE) {
            embeddings.forEach((id, unit, norm) -> {
                if (Arrays.binarySearch(wanted, id) >= 0) {
                    take(new StoredEmbedding(id, unit, norm));
                }
            });
        } else {
            for (long id : wanted) {
                StoredEmbedding found = embeddings.find(id);
                if (found != null) {
                    take(found);
                }
            }
        }
        flush();
        return (long) gone.length + wanted.length;
    }

    private synchronized void removeUnlessNewer(long id) {
        if (!newer.contains(id)) {
            index.remove(id);
        }
    }

    private void take(StoredEmbedding embedding) {
        SpaceFitting.stopIf(cancelled);
        waiting.add(embedding);
        if (waiting.size() == TOGETHER) {
            flush();
        }
    }

    private void flush() {
        float[][] vectors = waiting.parallelStream()
                .map(each -> SpaceIndex.floats(index.space().map(each.unit(), each.norm()))).toArray(float[][]::new);
        putAll(vectors);
        waiting.clear();
    }

    private synchronized void putAll(float[][] vectors) {
        var ids = new long[vectors.length];
        int count = 0;
        for (int i = 0; i < vectors.length; i++) {
            long id = waiting.get(i).id();
            if (!newer.contains(id)) {
                vectors[count] = vectors[i];
                ids[count++] = id;
            }
        }
        index.putAll(Arrays.copyOf(ids, count), Arrays.copyOf(vectors, count));
    }

    /// Those of `some` that are not in `others`; both ascending.
    private static long[] without(long[] some, long[] others) {
        return Arrays.stream(some).filter(id -> Arrays.binarySearch(others, id) < 0).toArray();
    }

    private static long[] union(long[] some, long[] others) {
        return LongStream.concat(Arrays.stream(some), Arrays.stream(others)).sorted().distinct()
                .toArray();
    }
}
