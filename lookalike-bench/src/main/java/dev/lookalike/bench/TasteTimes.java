package dev.lookalike.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import dev.lookalike.gallery.taste.Course;
import dev.lookalike.gallery.taste.Interactions;
import dev.lookalike.gallery.taste.VisualFactors;

/// How long an epoch of VBPR takes here and in Cornac, on the same likes, features, sizes and batches, in turn.
final class TasteTimes {
    private static final int ROUNDS = 5;
    private static final int EPOCHS = 20;
    private static final int PER_USER = 26;
    private static final Course COURSE = new Course(10, 10, EPOCHS, 100, 0.005, 0.01, 0);

    private TasteTimes() {}

    /// Arguments: peer.py and the interpreter that has Cornac; optionally how many users, items and values a picture has.
    static void main(String[] arguments) throws IOException, InterruptedException {
        int users = size(arguments, 2, 300);
        int items = size(arguments, 3, 1_200);
        int values = size(arguments, 4, 256);
        var random = new SplittableRandom(1);
        var likes = new Interactions(items, IntStream.range(0, users)
                .mapToObj(_ -> random.ints(PER_USER, 0, items).toArray()).toArray(int[][]::new));
        float[][] features = IntStream.range(0, items).mapToObj(_ -> floats(random, values)).toArray(float[][]::new);
        System.out.printf(Locale.ROOT, "%d users, %d items, %d likes, %d values a picture; seconds of an epoch%n",
                users,
                items, likes.count(), values);
        Path folder = Files.createTempDirectory("lookalike-tastes");
        try {
            write(folder, likes, features);
            var ratios = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                double ours = ours(likes, features);
                double theirs = theirs(arguments, folder, users);
                ratios[round] = theirs / ours;
                System.out.printf(Locale.ROOT, "lookalike %.4f  Cornac %.4f  %.1f times%n", ours, theirs,
                        ratios[round]);
            }
            Arrays.sort(ratios);
            System.out.printf(Locale.ROOT, "in the median %.1f times%n", ratios[ROUNDS / 2]);
        } finally {
            Ingest.delete(folder);
        }
    }

    private static int size(String[] arguments, int place, int standard) {
        return arguments.length > place ? Integer.parseInt(arguments[place]) : standard;
    }

    private static float[] floats(SplittableRandom random, int count) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /// As long as a fresh learner takes for all epochs: the first round warms the compiler up.
    private static double ours(Interactions likes, float[][] features) {
        var learner = new VisualFactors(likes, features, COURSE);
        long begun = System.nanoTime();
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            learner.epoch(epoch);
        }
        return (System.nanoTime() - begun) / 1e9 / EPOCHS;
    }

    private static double theirs(String[] arguments, Path folder, int users) throws IOException, InterruptedException {
        var command = List.of(arguments[1], arguments[0], folder.toString(), "vbpr", Integer.toString(users),
                Integer.toString(COURSE.factors()), Integer.toString(COURSE.visualFactors()), Integer.toString(EPOCHS),
                Integer.toString(COURSE.batch()), Double.toString(COURSE.rate()), Double.toString(COURSE.decay()), "0");
        var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException("the peer failed: " + said);
        }
        return Double.parseDouble(said.substring(said.lastIndexOf('\n') + 1));
    }

    private static void write(Path folder, Interactions likes, float[][] features) throws IOException {
        var lines = new ArrayList<String>();
        for (int user = 0; user < likes.users(); user++) {
            for (int item : likes.of(user)) {
                lines.add(user + "," + item);
            }
        }
        Files.write(folder.resolve("likes.csv"), lines);
        var rows = new ArrayList<String>();
        for (float[] row : features) {
            var line = new StringBuilder();
            for (float value : row) {
                line.append(line.isEmpty() ? "" : ",").append(value);
            }
            rows.add(line.toString());
        }
        Files.write(folder.resolve("features.csv"), rows);
    }
}
