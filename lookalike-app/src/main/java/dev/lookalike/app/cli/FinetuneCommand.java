package dev.lookalike.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import dev.lookalike.app.problem.Exit;
import dev.lookalike.app.problem.Kind;
import dev.lookalike.app.problem.ProblemException;
import dev.lookalike.gallery.evaluation.Comparison;
import dev.lookalike.gallery.evaluation.Labelled;
import dev.lookalike.gallery.evaluation.Measure;
import dev.lookalike.gallery.evaluation.Photos;
import dev.lookalike.index.Metric;
import dev.lookalike.vision.FineTuner;
import dev.lookalike.vision.Model;
import dev.lookalike.vision.ModelCard;
import dev.lookalike.vision.ModelStore;
import dev.lookalike.vision.VisionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lookalike finetune`: teach the network itself.
@Command(name = "finetune", description = "Teaches a network itself to tell the classes of a folder of pictures apart, shows what that brings on pictures "
        + "it did not learn from, and adds it to the networks at hand unless it finds worse. Takes minutes to hours. Stopped or killed, the same command goes on.")
final class FinetuneCommand implements Callable<Integer> {
    private static final int HELD_OUT = 5;
    private static final int FOUND = 10;
    private static final String USUAL = "usual";

    @Mixin
    ModelOptions models = new ModelOptions();

    @Mixin
    Output output = new Output();

    @Parameters(paramLabel = "PHOTOS", description = "a folder with a folder for each class, at any depth")
    Path photos = Path.of("");

    @Option(names = "--model", paramLabel = "NAME", defaultValue = "efficientnet-lite0", description = "the network to begin with (default: ${DEFAULT-VALUE})")
    String model = "";

    @Option(names = "--name", paramLabel = "NAME", description = "what the outcome is to be called (default: the network's name and -tuned); NAME-int8 is the same in 8-bit "
            + "numbers")
    @Nullable
    String name;

    @Option(names = "--ask", paramLabel = "FOLDER", defaultValue = "", description = "hold out the pictures of this folder, such as `test` (default: every "
            + "fifth of each class)")
    String ask = "";

    @Option(names = "--among", paramLabel = "FOLDER", defaultValue = "", description = "learn from those of this folder, such as `train` (default: all others)")
    String among = "";

    @Option(names = "--epochs", paramLabel = "COUNT", defaultValue = "6", description = "how often each picture is looked at (default: ${DEFAULT-VALUE})")
    int epochs;

    @Option(names = "--batch", paramLabel = "COUNT", defaultValue = "32", description = "how many pictures a step learns from (default: ${DEFAULT-VALUE})")
    int batch;

    @Option(names = "--rate", paramLabel = "NUMBER", defaultValue = "0.0003", description = "the highest learning rate (default: ${DEFAULT-VALUE})")
    double rate;

    @Option(names = "--layers", paramLabel = "COUNT", defaultValue = "0", description = "let so many of the last layers learn, which is faster; 0 for all (default: "
            + "${DEFAULT-VALUE})")
    int layers;

    @Option(names = "--seed", paramLabel = "NUMBER", defaultValue = "0", description = "of what is left to chance (default: ${DEFAULT-VALUE})")
    long seed;

    /// The answer.
    record Finetuned(List<String> added, String reason, int classes, int learntFrom, int unreadable, int steps,
            double seconds, List<Figures> figures) {}

    /// How well a network finds the held-out pictures among those that were learnt from.
    record Figures(String model, String space, int queries, double precisionAt1, double precisionAt10,
            double meanAveragePrecision) {
        boolean worseThan(Figures other) {
            return precisionAt10 < other.precisionAt10 || meanAveragePrecision < other.meanAveragePrecision;
        }
    }

    @Override
    public Integer call() {
        FineTuner tuner = tuner();
        if (!Files.isDirectory(photos)) {
            throw Failures.usage("there is no folder %s; give one with a folder for each class".formatted(photos));
        }
        if (!(models.store().find(model) instanceof Model.Network network)) {
            throw Failures.usage("%s are several networks; teach one of them".formatted(model));
        }
        String called = name == null ? model + "-tuned" : name;
        requireFree(called);
        Photos divided = divided();
        var course = new FineTuner.Course(epochs, batch, rate, layers, seed);
        Path folder = models.folder.resolve(called + ".course");
        List<FineTuner.Lesson> lessons = lessons(divided);
        try (Stop _ = Stop.interruptingThisThread(); var line = new StepLine(lessons.size())) {
            var tuned = tuner.tune(network, lessons, course, folder, line);
            Finetuned outcome = measured(network, tuned, divided, folder, called);
            output.print(outcome, () -> show(outcome, folder));
            if (outcome.reason.isEmpty()) {
                delete(folder);
            }
            return outcome.reason.isEmpty() ? Exit.OK : Exit.REJECTED;
        } catch (InterruptedException stopped) {
            throw new ProblemException(Kind.UNAVAILABLE, "stopped; the same command goes on");
        }
    }

    private static FineTuner tuner() {
        FineTuner tuner = FineTuner.found().orElseThrow(() -> new ProblemException(Kind.UNAVAILABLE,
                "the room that teaches networks is not here; `./lookalike finetune` builds and brings it, or put lookalike-training and what it needs on the class path"));
        tuner.obstacle().ifPresent(obstacle -> {
            throw new ProblemException(Kind.UNAVAILABLE, obstacle);
        });
        return tuner;
    }

    private void requireFree(String called) {
        for (String each : List.of(called, called + "-int8")) {
            if (!ModelCard.NAME.matcher(each).matches()) {
                throw Failures.usage(
                        "`%s` is no model name; use lower-case letters, digits, dots, dashes and underscores, 64 with -int8"
                                .formatted(each));
            }
            if (models.store().networks().stream().anyMatch(network -> network.name().equals(each))) {
                throw Failures
                        .usage("there is a model `%s` already; choose another --name, or `lookalike models remove %s`"
                                .formatted(each, each));
            }
        }
    }

    /// The pictures that are learnt from, and those that are held out.
    private Photos divided() {
        var all = Photos.below(photos, "", "");
        var files = new ArrayList<Path>();
        var known = new ArrayList<Labelled>();
        var members = new HashMap<Set<String>, Integer>();
        for (int i = 0; i < all.files().size(); i++) {
            Path file = all.files().get(i);
            Set<String> labels = all.known().get(i).labels();
            boolean asks = ask.isEmpty()
                    ? file.startsWith(photos.resolve(among)) && members.merge(labels, 1, Integer::sum) % HELD_OUT == 0
                    : file.startsWith(photos.resolve(ask));
            if (asks || file.startsWith(photos.resolve(among))) {
                files.add(file);
                known.add(new Labelled(labels, asks ? Labelled.Role.QUERY : Labelled.Role.GALLERY));
            }
        }
        if (known.stream().noneMatch(each -> each.role() == Labelled.Role.QUERY)) {
            throw Failures
                    .usage("no picture is held out to measure with; give classes of five or more, or --ask FOLDER");
        }
        return new Photos(files, known);
    }

    private static List<FineTuner.Lesson> lessons(Photos divided) {
        var lessons = new ArrayList<FineTuner.Lesson>();
        for (int i = 0; i < divided.files().size(); i++) {
            Labelled known = divided.known().get(i);
            if (known.role() == Labelled.Role.GALLERY) {
                lessons.add(new FineTuner.Lesson(divided.files().get(i), known.labels().iterator().next()));
            }
        }
        return lessons;
    }

    private Finetuned measured(Model.Network before, FineTuner.Tuned tuned, Photos divided, Path folder, String called)
            throws InterruptedException {
        Path trial = folder.resolve("trial");
        delete(trial);
        ModelStore store = ModelStore.open(trial);
        var networks = List.<Model>of(before, add(store, tuned.onnx(), called, before),
                add(store, tuned.int8(), called + "-int8", before));
        var grid = new Comparison.Grid(networks, false, List.of(USUAL, "as-is"), List.of(Metric.COSINE),
                List.of(), FOUND, 0);
        List<Figures> figures = Comparison.run(divided, grid, _ -> {}).cells().stream()
                .map(FinetuneCommand::figures).toList();
        Figures first = found(figures, before.name());
        String reason = "";
        var added = new ArrayList<String>();
        if (found(figures, called).worseThan(first)) {
            reason = "the held-out pictures are not found better; see whether labels are right, or try a lower --rate or fewer --layers under another --name";
        } else {
            added.add(add(models.store(), tuned.onnx(), called, before).name());
            if (!found(figures, called + "-int8").worseThan(first)) {
                added.add(add(models.store(), tuned.int8(), called + "-int8", before).name());
            }
        }
        return new Finetuned(added, reason, tuned.classes().size(), tuned.pictures(), tuned.unreadable(), tuned.steps(),
                tuned.seconds(), figures);
    }

    private static Model.Network add(ModelStore store, Path onnx, String called, Model.Network before) {
        return store.add(onnx, called, before.card().preprocessing(), before.card().width());
    }

    private static Figures figures(Comparison.Cell cell) {
        var overall = cell.labelled().overall();
        return new Figures(cell.model(), cell.space(), overall.queries(), overall.mean(Measure.PRECISION_AT_1),
                overall.mean(Measure.PRECISION_AT_10), overall.mean(Measure.MEAN_AVERAGE_PRECISION));
    }

    private static Figures found(List<Figures> figures, String name) {
        return figures.stream().filter(each -> each.model.equals(name) && each.space.equals(USUAL)).findFirst()
                .orElseThrow();
    }

    private void show(Finetuned outcome, Path folder) {
        output.line("learnt    %d classes from %s in %,d steps, %s", outcome.classes,
                Output.counted(outcome.learntFrom, "picture"), outcome.steps, JobBar.duration(outcome.seconds));
        if (outcome.unreadable > 0) {
            output.line("left out  %s that could not be read", Output.counted(outcome.unreadable, "picture"));
        }
        output.line("%n| model | space | queries | P@1 | P@10 | mAP |%n|---|---|---|---|---|---|");
        outcome.figures.forEach(each -> output.line("| %s | %s | %d | %.3f | %.3f | %.3f |", each.model, each.space,
                each.queries, each.precisionAt1, each.precisionAt10, each.meanAveragePrecision));
        output.line(outcome.reason.isEmpty()
                ? "%nAdded: %s. `lookalike switch %s` embeds a gallery with it, `switch --undo` goes back."
                : "%nNot added: %s. What was learnt lies in %s.",
                outcome.reason.isEmpty()
                        ? String.join(", ", outcome.added)
                        : outcome.reason,
                outcome.reason.isEmpty() ? outcome.added.getLast() : folder);
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new VisionException.Unreadable(folder, e);
        } catch (UncheckedIOException e) {
            throw new VisionException.Unreadable(folder, new IOException(e));
        }
    }

    /// Shows on a terminal how far it is, in one line; elsewhere a line now and then.
    private static final class StepLine implements FineTuner.Progress, AutoCloseable {
        private static final int SELDOM = 50;

        private final boolean terminal = Terminal.current().errors();
        private long start;
        private int first = -1;
        private double loss;

        StepLine(int pictures) {
            if (terminal) {
                System.err.printf("reading %s ", Output.counted(pictures, "picture"));
            }
        }

        @Override
        public void stepped(int step, int ofSteps, double now, double right) {
            if (first < 0) {
                first = step;
                start = System.nanoTime();
            }
            loss = loss == 0 ? now : 0.95 * loss + 0.05 * now;
            double each = (System.nanoTime() - start) / 1e9 / Math.max(1, step - first);
            if (step > first && (terminal || step % SELDOM == 0 || step == ofSteps)) {
                System.err.printf(terminal ? "\r%s " : "%s%n", "step %,d of %,d, loss %.3f, %s left".formatted(step,
                        ofSteps, loss, JobBar.duration(each * (ofSteps - step))));
            }
        }

        @Override
        public void close() {
            if (terminal) {
                System.err.println();
            }
        }
    }
}
