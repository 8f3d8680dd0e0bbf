package dev.lookalike.gallery.taste;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.DoubleStream;

import dev.lookalike.gallery.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// BPR and VBPR are as good as Cornac's on the same likes, split, epochs and batch.
final class CornacTest {
    private static final int SEEDS = 3;

    private final World world = World.drawn(Trials.seed());
    private final Split split = Split.of(world.likes(), 0.1, 0.2, 5);

    @TempDir
    private Path folder;

    @Test
    void bpr_besideCornacs_ranksAsWell() throws IOException, InterruptedException {
        compare("bpr", new Course(8, 1, 40, 1, 0.05, 0.01, 0), course -> new RankedFactors(split.train(), course));
    }

    @Test
    void vbpr_besideCornacs_ranksAsWell() throws IOException, InterruptedException {
        compare("vbpr", new Course(4, 8, 15, 50, 0.01, 0.01, 0),
                course -> new VisualFactors(split.train(), world.features(), course));
    }

    private void compare(String model, Course course, Function<Course, Learner> made)
            throws IOException, InterruptedException {
        Path python = python();
        write();
        var ours = new double[SEEDS];
        var theirs = new double[SEEDS];
        var measuring = new Measuring(split);
        for (int seed = 0; seed < SEEDS; seed++) {
            Learner learner = made.apply(course.seed(seed));
            for (int epoch = 0; epoch < course.epochs(); epoch++) {
                learner.epoch(epoch);
            }
            ours[seed] = measuring.of(learner, false).auc();
            theirs[seed] = measuring.of(cornac(python, model, course.seed(seed)), false).auc();
        }
        double spread = Math.max(0.01, spread(ours) + spread(theirs));
        System.out.printf(Locale.ROOT, "%s: AUC %s here, %s by Cornac%n", model, List.of(boxed(ours)),
                List.of(boxed(theirs)));
        assertThat(mean(ours)).isGreaterThan(mean(theirs) - spread);
    }

    private static Double[] boxed(double[] values) {
        return DoubleStream.of(values).boxed().toArray(Double[]::new);
    }

    private static double mean(double[] values) {
        return DoubleStream.of(values).average().orElseThrow();
    }

    private static double spread(double[] values) {
        return DoubleStream.of(values).max().orElseThrow() - DoubleStream.of(values).min().orElseThrow();
    }

    private static Path python() {
        String home = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        Path python = Path.of(home, "lookalike", "taste", "bin", "python");
        assumeTrue(Files.isExecutable(python), () -> "no Cornac at %s; run tools/taste/python".formatted(python));
        return python;
    }

    private void write() throws IOException {
        var likes = new ArrayList<String>();
        for (int user = 0; user < split.train().users(); user++) {
            for (int item : split.train().of(user)) {
                likes.add(user + "," + item);
            }
        }
        Files.write(folder.resolve("likes.csv"), likes);
        var features = new ArrayList<String>();
        for (float[] row : world.features()) {
            var line = new StringBuilder();
            for (float value : row) {
                line.append(line.isEmpty() ? "" : ",").append(value);
            }
            features.add(line.toString());
        }
        Files.write(folder.resolve("features.csv"), features);
    }

    private Scorer cornac(Path python, String model, Course course) throws IOException, InterruptedException {
        Path tool = Path.of("..", "tools", "taste", "peer.py").toAbsolutePath().normalize();
        int users = split.train().users();
        var arguments = List.of(python, tool, folder, model, users, course.factors(), course.visualFactors(),
                course.epochs(),
                course.batch(), course.rate(), course.decay(), course.seed());
        var process = new ProcessBuilder(arguments.stream().map(String::valueOf).toList()).redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        var scores = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("scores.bin"))).order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        return (user, into) -> scores.get(user * into.length, into);
    }
}
