package dev.lookalike.training.pictures;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.lookalike.vision.Picture;

/// What is shown in which step: every picture once in an epoch, in an order left to chance. A step is the same whenever it is
/// asked for, so a course that goes on sees what one that was never stopped would have.
public final class Batches implements AutoCloseable {
    private final Album album;
    private final Views views;
    private final int[] pictures;
    private final int[] classes;
    private final int size;
    private final long seed;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// What a step is shown.
    public record Batch(float[] pixels, long[] shape, int[] classes) {}

    /// @param pictures
    ///            the numbers in the album
    /// @param classes
    ///            of each of these
    /// @param size
    ///            how many are shown in a step
    public Batches(Album album, Views views, int[] pictures, int[] classes, int size, long seed) {
        this.album = album;
        this.views = views;
        this.pictures = pictures;
        this.classes = classes;
        this.size = Math.min(size, pictures.length);
        this.seed = seed;
    }

    /// How many steps an epoch has; what is left over is shown in another epoch.
    public int perEpoch() {
        return pictures.length / size;
    }

    /// Begins to prepare what a step is shown.
    ///
    /// @param step
    ///            from 0
    public Future<Batch> prepare(int step) {
        return threads.submit(() -> batch(step));
    }

    private Batch batch(int step) throws InterruptedException, ExecutionException {
        List<Integer> order = order(step / perEpoch());
        int first = step % perEpoch() * size;
        var pixels = new float[size * views.size()];
        var shown = new int[size];
        var drawn = new ArrayList<Future<?>>();
        for (int i = 0; i < size; i++) {
            int one = order.get(first + i);
            int at = i;
            shown[i] = classes[one];
            drawn.add(threads.submit(() -> {
                var random = new SplittableRandom((seed * 1_000_003 + step) * 1_000_003 + at);
                views.varied(album.picture(pictures[one]), random, pixels, at * views.size());
            }));
        }
        for (Future<?> one : drawn) {
            one.get();
        }
        return new Batch(pixels, views.shape(size), shown);
    }

    private List<Integer> order(int epoch) {
        var order = new ArrayList<Integer>();
        for (int i = 0; i < pictures.length; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed * 31 + epoch));
        return order;
    }

    /// Some pictures as they are.
    ///
    /// @param shown
    ///            their places among the pictures
    public float[] plain(List<Integer> shown) {
        var pixels = new float[shown.size() * views.size()];
        for (int i = 0; i < shown.size(); i++) {
            Picture picture = album.picture(pictures[shown.get(i)]);
            views.plain(picture, pixels, i * views.size());
        }
        return pixels;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
