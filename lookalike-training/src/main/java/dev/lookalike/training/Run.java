package dev.lookalike.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import dev.lookalike.training.onnx.GraphReader;
import dev.lookalike.training.onnx.GraphWriter;
import dev.lookalike.training.onnx.Int8;
import dev.lookalike.training.onnx.LayerGraph;
import dev.lookalike.training.onnx.Tensor;
import dev.lookalike.training.pictures.Album;
import dev.lookalike.training.pictures.Batches;
import dev.lookalike.training.pictures.Views;
import dev.lookalike.training.torch.Teaching;
import dev.lookalike.training.torch.TorchNetwork;
import dev.lookalike.vision.EmbeddingGraph;
import dev.lookalike.vision.FineTuner.Course;
import dev.lookalike.vision.FineTuner.Lesson;
import dev.lookalike.vision.FineTuner.Progress;
import dev.lookalike.vision.FineTuner.Tuned;
import dev.lookalike.vision.Model;
import dev.lookalike.vision.VisionException;

/// One course: from the last step that was kept to the files that come of it.
final class Run implements AutoCloseable {
    private static final double PROXY_RATE = 1e-2;
    /// How much larger than the network's input pictures are kept, so that a part of one is not blown up.
    private static final double MARGIN = 1.15;
    private static final int SHOWN_OF_A_CLASS = 16;
    private static final int CALIBRATING = 200;
    private static final int TOGETHER = 8;
    private static final double SECONDS_BETWEEN_CHECKPOINTS = 60;
    private static final float SCALE = 16;

    private final Path folder;
    private final Path kept;
    private final Course course;
    private final String fingerprint;
    private final List<String> classes;
    private final LayerGraph graph;
    private final Set<String> weights;
    private final TorchNetwork network;
    private final Views views;
    private final Batches batches;
    private final int[] classOf;
    private final int unreadable;
    private final int steps;

    Run(Model.Network model, List<Lesson> lessons, List<String> classes, Course course, Path folder)
            throws InterruptedException {
        this.folder = folder;
        this.course = course;
        this.classes = classes;
        kept = folder.resolve("checkpoint");
        fingerprint = TorchFineTuner.fingerprint(model, lessons, course);
        var opened = EmbeddingGraph.of(model);
        graph = GraphReader.read(opened.onnx());
        weights = graph.weights(course.layers());
        if (course.layers() > graph.linearLayers()) {
            throw new IllegalArgumentException("layers is %d and %s has %d with weights; use fewer, or 0 for all"
                    .formatted(course.layers(), model.name(), graph.linearLayers()));
        }
        var card = model.card();
        views = new Views(card.width(), card.height(), card.preprocessing().normalisation(), opened.channelsLast());
        var album = new Album(lessons.stream().map(Lesson::picture).toList(),
                (int) Math.ceil(MARGIN * Math.max(card.width(), card.height())));
        int[] pictures = album.readable().stream().mapToInt(Integer::intValue).toArray();
        int[] numbers = TorchFineTuner.numbers(lessons, classes);
        classOf = Arrays.stream(pictures).map(picture -> numbers[picture]).toArray();
        unreadable = lessons.size() - pictures.length;
        requireAll(classes);
        network = new TorchNetwork(graph);
        batches = new Batches(album, views, pictures, classOf, course.batch(), course.seed());
        steps = course.epochs() * batches.perEpoch();
    }

    private void requireAll(List<String> names) {
        for (int number = 0; number < names.size(); number++) {
            int one = number;
            if (Arrays.stream(classOf).noneMatch(each -> each == one)) {
                throw new IllegalArgumentException("no picture of the class `%s` can be read; `lookalike add` says why"
                        .formatted(names.get(number)));
            }
        }
    }

    Tuned finish(Progress progress) throws InterruptedException {
        Checkpoint before = Checkpoint.read(kept);
        if (before != null && !before.fingerprint().equals(fingerprint)) {
            throw new IllegalArgumentException(
                    "%s holds the beginning of another course (other network, pictures or settings); finish that one, or name another folder"
                            .formatted(folder));
        }
        Tensor proxies = before == null
                ? firstProxies()
                : new Tensor(new long[]{classes.size(), dimension()},
                        new float[classes.size() * dimension()]);
        try (var teaching = new Teaching(network, weights, proxies)) {
            double seconds = 0;
            if (before != null) {
                teaching.restore(before.state(), before.steps());
                seconds = before.seconds();
            }
            seconds = teach(teaching, seconds, progress);
            return written(teaching, seconds);
        }
    }

    private double teach(Teaching teaching, double before, Progress progress) throws InterruptedException {
        var schedule = new Schedule(steps);
        long start = System.nanoTime();
        double written = before;
        Future<Batches.Batch> next = batches.prepare(teaching.steps());
        while (teaching.steps() < steps) {
            int step = teaching.steps();
            Batches.Batch batch = taken(next);
            if (step + 1 < steps) {
                next = batches.prepare(step + 1);
            }
            double share = schedule.share(step);
            Teaching.Outcome outcome = stepped(teaching, batch, share);
            progress.stepped(step + 1, steps, outcome.loss(), outcome.right());
            double seconds = before + (System.nanoTime() - start) / 1e9;
            boolean stop = Thread.currentThread().isInterrupted();
            if (stop || seconds - written > SECONDS_BETWEEN_CHECKPOINTS || step + 1 == steps) {
                Thread.interrupted();
                new Checkpoint(fingerprint, teaching.steps(), seconds, teaching.state()).write(kept);
                written = seconds;
            }
            if (stop) {
                throw new InterruptedException("stopped after step %d of %d".formatted(step + 1, steps));
            }
        }
        return before + (System.nanoTime() - start) / 1e9;
    }

    private Teaching.Outcome stepped(Teaching teaching, Batches.Batch batch, double share) {
        try {
            return teaching.step(batch.pixels(), batch.shape(), batch.classes(), share * course.rate(),
                    share * PROXY_RATE);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "at step %d %s: the rate %s is too high for this network; use a lower one in another folder"
                            .formatted(teaching.steps() + 1, e.getMessage(), course.rate()),
                    e);
        }
    }

    private static Batches.Batch taken(Future<Batches.Batch> prepared) throws InterruptedException {
        try {
            return prepared.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() instanceof ExecutionException inner ? inner.getCause() : e.getCause();
            throw cause instanceof RuntimeException plain ? plain : new IllegalStateException(cause);
        }
    }

    private int dimension() {
        return embeddings(List.of(0)).length;
    }

    private float[] embeddings(List<Integer> shown) {
        return network.embeddings(batches.plain(shown), views.shape(shown.size()));
    }

    /// For each class the direction from the middle of all to the mean of some of its pictures.
    private Tensor firstProxies() {
        int dimension = dimension();
        var sums = new double[classes.size()][dimension];
        var middle = new double[dimension];
        for (int number = 0; number < classes.size(); number++) {
            int one = number;
            int[] members = IntStream.range(0, classOf.length).filter(i -> classOf[i] == one).toArray();
            List<Integer> shown = evenly(members, SHOWN_OF_A_CLASS);
            for (List<Integer> some : parts(shown)) {
                float[] embeddings = embeddings(some);
                for (int i = 0; i < embeddings.length; i++) {
                    sums[number][i % dimension] += embeddings[i] / shown.size();
                }
            }
            for (int i = 0; i < dimension; i++) {
                middle[i] += sums[number][i] / classes.size();
            }
        }
        var proxies = new float[classes.size() * dimension];
        for (int i = 0; i < proxies.length; i++) {
            proxies[i] = (float) (sums[i / dimension][i % dimension] - middle[i % dimension]);
        }
        // The size of their numbers is what a step of PROXY_RATE is measured against: about 1.
        float[] rows = unit(proxies, dimension);
        for (int i = 0; i < rows.length; i++) {
            rows[i] *= (float) Math.sqrt(dimension);
        }
        return new Tensor(new long[]{classes.size(), dimension}, rows);
    }

    /// Rows of length 1.
    private static float[] unit(float[] rows, int dimension) {
        var units = new float[rows.length];
        for (int row = 0; row < rows.length / dimension; row++) {
            double squares = 1e-12;
            for (int i = 0; i < dimension; i++) {
                squares += (double) rows[row * dimension + i] * rows[row * dimension + i];
            }
            for (int i = 0; i < dimension; i++) {
                units[row * dimension + i] = (float) (rows[row * dimension + i] / Math.sqrt(squares));
            }
        }
        return units;
    }

    private static List<Integer> evenly(int[] from, int count) {
        int taken = Math.min(count, from.length);
        return IntStream.range(0, taken).mapToObj(i -> from[(int) ((long) i * from.length / taken)]).toList();
    }

    private static List<List<Integer>> parts(List<Integer> all) {
        var parts = new ArrayList<List<Integer>>();
        for (int from = 0; from < all.size(); from += TOGETHER) {
            parts.add(all.subList(from, Math.min(all.size(), from + TOGETHER)));
        }
        return parts;
    }

    private Tuned written(Teaching teaching, double seconds) {
        LayerGraph learnt = graph.with(network.tensors(weights));
        List<Integer> shown = evenly(IntStream.range(0, classOf.length).toArray(), CALIBRATING);
        var ranges = new HashMap<String, float[]>();
        double norms = 0;
        for (List<Integer> some : parts(shown)) {
            float[] pixels = batches.plain(some);
            network.ranges(pixels, views.shape(some.size())).forEach((name, range) -> ranges.merge(name, range,
                    (a, b) -> new float[]{Math.min(a[0], b[0]), Math.max(a[1], b[1])}));
            norms += norms(network.embeddings(pixels, views.shape(some.size())), some.size());
        }
        Tensor classifier = classifier(teaching.learntProxies(), norms / shown.size());
        Path onnx = kept("tuned", GraphWriter.write(learnt, classifier));
        Path int8 = kept("tuned-int8", Int8.write(learnt, Map.copyOf(ranges), classifier));
        return new Tuned(onnx, int8, classes, classOf.length, unreadable, teaching.steps(), seconds);
    }

    private static double norms(float[] embeddings, int count) {
        int dimension = embeddings.length / count;
        double sum = 0;
        for (int picture = 0; picture < count; picture++) {
            double squares = 0;
            for (int i = 0; i < dimension; i++) {
                squares += (double) embeddings[picture * dimension + i] * embeddings[picture * dimension + i];
            }
            sum += Math.sqrt(squares);
        }
        return sum;
    }

    /// What was learnt by cosine, for embeddings of the usual length.
    private static Tensor classifier(Tensor proxies, double norm) {
        float[] rows = unit(proxies.values(), (int) proxies.dims()[1]);
        for (int i = 0; i < rows.length; i++) {
            rows[i] *= (float) (SCALE / norm);
        }
        return new Tensor(proxies.dims(), rows);
    }

    private Path kept(String name, byte[] onnx) {
        Path file = folder.resolve(name + ".onnx");
        try {
            Files.write(folder.resolve(name + ".labels.txt"), classes);
            return Files.write(file, onnx);
        } catch (IOException e) {
            throw new VisionException.Unreadable(file, e);
        }
    }

    @Override
    public void close() {
        batches.close();
        network.close();
    }
}
