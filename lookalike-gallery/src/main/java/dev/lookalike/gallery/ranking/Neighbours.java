package dev.lookalike.gallery.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import dev.lookalike.gallery.catalogue.Embeddings;
import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;
import dev.lookalike.index.SearchSpec;
import dev.lookalike.index.VectorIndex;

/// Of every picture, the others most like it.
///
/// @param ids
///            of the pictures, ascending
/// @param nearest
///            of each, the places of others in `ids`, best first
/// @param scores
///            of these, cosines
@SuppressWarnings("ArrayRecordComponent") // not compared
public record Neighbours(long[] ids, int[][] nearest, float[][] scores) {
    /*
     * Pictures are asked for some hundred at a time, on all cores, each part of them in one look at the vectors.
     */
    private static final int TOGETHER = 64;
    private static final int AT_ONCE = 16;

    /// @param wanted
    ///            whose neighbours, and which may be neighbours
    /// @param search
    ///            finds the nearest of each of some vectors
    static Neighbours of(Embeddings embeddings, Space space, Ids wanted, int count,
            Function<List<double[]>, List<List<Hit>>> search, IntConsumer progress) {
        var ids = new ArrayList<Long>();
        var hits = new ArrayList<List<Hit>>();
        var waiting = new ArrayList<double[]>();
        Runnable ask = () -> {
            int parts = Math.ceilDiv(waiting.size(), TOGETHER);
            IntStream.range(0, parts).parallel()
                    .mapToObj(part -> search.apply(waiting.subList(part * TOGETHER,
                            Math.min(waiting.size(), (part + 1) * TOGETHER))))
                    .toList().forEach(hits::addAll);
            progress.accept(waiting.size());
            waiting.clear();
        };
        embeddings.forEach((id, unit, norm) -> {
            if (wanted.contains(id)) {
                ids.add(id);
                waiting.add(space.map(unit, norm));
                if (waiting.size() == TOGETHER * AT_ONCE) {
                    ask.run();
                }
            }
        });
        ask.run();
        return of(ids.stream().mapToLong(Long::longValue).toArray(), hits, count);
    }

    /// The same by an index that is made for it, in memory.
    static Neighbours of(Embeddings embeddings, Space space, Ids wanted, int count, IntConsumer progress) {
        try (var index = VectorIndex.inMemory(space.size())) {
            embeddings.forEach((id, unit, norm) -> index.put(id, SpaceIndex.floats(space.map(unit, norm))));
            return of(embeddings, space, wanted, count, vectors -> index.searchAll(
                    vectors.stream().map(SpaceIndex::floats).toArray(float[][]::new),
                    SearchSpec.nearest(count + 1).among(wanted)), progress);
        }
    }

    private static Neighbours of(long[] ids, List<List<Hit>> hits, int count) {
        var nearest = new int[ids.length][];
        var scores = new float[ids.length][];
        for (int i = 0; i < ids.length; i++) {
            long id = ids[i];
            List<Hit> others = hits.get(i).stream()
                    .filter(hit -> hit.id() != id && Arrays.binarySearch(ids, hit.id()) >= 0).limit(count).toList();
            nearest[i] = others.stream().mapToInt(hit -> Arrays.binarySearch(ids, hit.id())).toArray();
            scores[i] = SpaceIndex.floats(others.stream().mapToDouble(Hit::score).toArray());
        }
        return new Neighbours(ids, nearest, scores);
    }

    /// The first `count` of each.
    public Neighbours first(int count) {
        return new Neighbours(ids,
                Arrays.stream(nearest).map(each -> Arrays.copyOf(each, Math.min(count, each.length)))
                        .toArray(int[][]::new),
                Arrays.stream(scores).map(each -> Arrays.copyOf(each, Math.min(count, each.length)))
                        .toArray(float[][]::new));
    }

    /// How many pictures there are.
    public int count() {
        return ids.length;
    }
}
