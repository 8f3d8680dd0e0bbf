package dev.lookalike.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.Job;
import dev.lookalike.app.api.Trained;
import dev.lookalike.app.api.Training;
import dev.lookalike.app.problem.Exit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `lookalike train`: learn from labels what makes pictures alike.
@Command(name = "train", description = "Learns from labels, or from pairs, what makes pictures alike, shows what that brings on pictures it did not learn from, and "
        + "compares pictures so from then on unless something is found worse.")
final class TrainCommand extends Verb {
    @Option(names = "--labels", paramLabel = "FIELD", defaultValue = "folder", description = "folder: the folder a picture lies in is its label; or a field "
            + "of what was told about pictures, with commas between several labels (default: ${DEFAULT-VALUE})")
    String labels = "folder";

    @Option(names = "--ask", paramLabel = "FOLDER", defaultValue = "", description = "hold out the pictures of this folder, such as `test` (default: every "
            + "fifth of each class)")
    String ask = "";

    @Option(names = "--among", paramLabel = "FOLDER", defaultValue = "", description = "learn from those of this folder, such as `train` (default: all others)")
    String among = "";

    @Option(names = "--pairs", paramLabel = "TABLE", description = "learn from pairs of pictures in place of labels: CSV or NDJSON with columns one, "
            + "like and unlike, such as clicks; a fifth of them is held out")
    @Nullable
    Path pairs;

    @Option(names = "--seed", paramLabel = "NUMBER", defaultValue = "0", description = "of what is left to chance (default: ${DEFAULT-VALUE})")
    long seed;

    @Option(names = "--undo", description = "go back to how pictures were compared before the last training")
    boolean undo;

    @Override
    public Integer call() throws InterruptedException {
        try (Api api = gallery.open()) {
            if (undo) {
                finish(api, api.undoTraining());
                output.print(api.status(), () -> output.line("space     %s", api.status().space()));
                return Exit.OK;
            }
            Job job = finish(api, api.train(new Training(labels, ask, among, seed, pairs())));
            Trained trained = Objects.requireNonNull(job.trained(), "a training says what it learnt");
            output.print(trained, () -> show(trained));
            return trained.switched() ? Exit.OK : Exit.REJECTED;
        }
    }

    private @Nullable String pairs() {
        if (pairs == null) {
            return null;
        }
        AddCommand.requireAll(List.of(pairs));
        return pairs.toAbsolutePath().normalize().toString();
    }

    private void show(Trained trained) {
        output.line("space     %s, from %s in %.1f s", trained.space(),
                Output.counted(trained.learntFrom(), pairs == null ? "picture" : "pair"), trained.seconds());
        output.line("queries   %,d held out", trained.queries());
        show("P@10", trained.precisionAt10());
        show("mAP", trained.meanAveragePrecision());
        if (pairs == null) {
            show("P@10, classes without labels", trained.unlabelledPrecisionAt10());
        }
        output.line(trained.switched()
                ? "Switched: %s. `lookalike train --undo` goes back."
                : "Not switched: %s.", trained.reason());
    }

    private void show(String name, Trained.Change change) {
        output.line("%-29s %.3f (%.3f to %.3f) before, %.3f (%.3f to %.3f) after", name, change.before().mean(),
                change.before().low(), change.before().high(), change.after().mean(), change.after().low(),
                change.after().high());
    }
}
