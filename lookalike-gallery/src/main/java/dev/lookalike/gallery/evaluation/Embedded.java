package dev.lookalike.gallery.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

import dev.lookalike.gallery.catalogue.Embeddings;
import dev.lookalike.gallery.catalogue.Float16;
import dev.lookalike.gallery.catalogue.StoredEmbedding;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Embedding;
import dev.lookalike.vision.Picture;
import dev.lookalike.vision.VisionException;
import org.jspecify.annotations.Nullable;

/// The embeddings of some pictures as a gallery would keep them, made once, to be compared in many ways. The id of a picture
/// is its number.
final class Embedded implements Embeddings {
    private final int dimension;
    private final List<@Nullable StoredEmbedding> rows;

    private Embedded(int dimension, List<@Nullable StoredEmbedding> rows) {
        this.dimension = dimension;
        this.rows = rows;
    }

    /// Embeds pictures number 0 to `count`, on all cores. What is no picture is left out.
    ///
    /// @param pictures
    ///            reads the picture with a number
    /// @param progress
    ///            hears how many more are done
    static Embedded of(Embedder embedder, int count, IntFunction<Picture> pictures, IntConsumer progress)
            throws InterruptedException {
        var batches = new ArrayList<Future<List<@Nullable StoredEmbedding>>>();
        try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            for (int from = 0; from < count; from += Embedder.BATCH) {
                int first = from;
                int last = Math.min(count, from + Embedder.BATCH);
                batches.add(threads.submit(() -> {
                    var batch = batch(embedder, first, last, pictures);
                    progress.accept(last - first);
                    return batch;
                }));
            }
            var rows = new ArrayList<@Nullable StoredEmbedding>(count);
            for (var batch : batches) {
                rows.addAll(batch.get());
            }
            return new Embedded(embedder.dimension(), rows);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failure.getCause());
        }
    }

    private static List<@Nullable StoredEmbedding> batch(Embedder embedder, int first, int last,
            IntFunction<Picture> pictures) {
        var numbers = new ArrayList<Integer>();
        var read = new ArrayList<Picture>();
        for (int number = first; number < last; number++) {
            Picture picture = readable(number, pictures);
            if (picture != null) {
                read.add(picture);
                numbers.add(number);
            }
        }
        var stored = new StoredEmbedding[last - first];
        List<Embedding> embeddings = embedder.embed(read);
        for (int i = 0; i < read.size(); i++) {
            stored[numbers.get(i) - first] = stored(numbers.get(i), embeddings.get(i).unit(),
                    embeddings.get(i).norm());
        }
        return Arrays.asList(stored);
    }

    private static @Nullable Picture readable(int number, IntFunction<Picture> pictures) {
        try {
            return pictures.apply(number);
        } catch (VisionException.Refused unusable) {
            return null;
        }
    }

    private static StoredEmbedding stored(long id, float[] unit, float norm) {
        return new StoredEmbedding(id, Float16.of(unit), norm);
    }

    /// What an ensemble makes of the same pictures: the unit vectors side by side, each times the square root of its share.
    ///
    /// @param shares
    ///            of each, together 1
    static Embedded joined(List<Embedded> members, double[] shares) {
        int dimension = members.stream().mapToInt(Embedded::dimension).sum();
        var rows = new ArrayList<@Nullable StoredEmbedding>();
        for (int number = 0; number < members.getFirst().rows.size(); number++) {
            rows.add(joined(members, shares, number, dimension));
        }
        return new Embedded(dimension, rows);
    }

    private static @Nullable StoredEmbedding joined(List<Embedded> members, double[] shares, int number,
            int dimension) {
        var unit = new float[dimension];
        int to = 0;
        for (int member = 0; member < shares.length; member++) {
            StoredEmbedding part = members.get(member).find(number);
            if (part == null) {
                return null;
            }
            for (short value : part.unit()) {
                unit[to++] = (float) (Math.sqrt(shares[member]) * Float.float16ToFloat(value));
            }
        }
        return stored(number, unit, 1);
    }

    /// Those of some numbers alone.
    Embedded only(IntPredicate wanted) {
        var some = new ArrayList<@Nullable StoredEmbedding>();
        for (int number = 0; number < rows.size(); number++) {
            some.add(wanted.test(number) ? rows.get(number) : null);
        }
        return new Embedded(dimension, some);
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public long count() {
        return rows.stream().filter(row -> row != null).count();
    }

    @Override
    public void forEach(Visitor visitor) {
        for (StoredEmbedding row : rows) {
            if (row != null) {
                visitor.visit(row.id(), row.unit(), row.norm());
            }
        }
    }

    @Override
    public @Nullable StoredEmbedding find(long id) {
        return rows.get((int) id);
    }
}
