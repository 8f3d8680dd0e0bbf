package dev.lookalike.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

import dev.lookalike.gallery.evaluation.HeadTrial;
import dev.lookalike.gallery.evaluation.Measure;
import dev.lookalike.gallery.evaluation.Photos;
import dev.lookalike.vision.ModelStore;

/// What learning from labels brings: for classes that were labelled, and for each pair of classes left out.
final class Heads {
    private static final int SEEDS = 3;

    private Heads() {}

    /// Arguments: a folder with `train` and `test` in it, how many seeds to leave classes out with, models.
    public static void main(String[] arguments) throws InterruptedException {
        var photos = Photos.below(Path.of(arguments[0]), "test", "train");
        int unseen = Integer.parseInt(arguments[1]);
        System.out.println(
                """
                | model | space | seconds | P@10 | mAP | unseen P@10 | guessed | calibration error | by neighbours | calibration error |
                |---|---|---|---|---|---|---|---|---|---|""");
        for (String name : Arrays.copyOfRange(arguments, 2, arguments.length)) {
            HeadTrial.Result result = HeadTrial.run(photos, ModelStore.open(Path.of("models")).find(name), SEEDS,
                    unseen, _ -> {});
            show(name, "usual", List.of(result.before()));
            show(name, "learnt", result.after());
            result.after().forEach(one -> show(name, "one seed", List.of(one)));
        }
    }

    private static void show(String model, String space, List<HeadTrial.Outcome> outcomes) {
        System.out.printf("| %s | %s | %.1f | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f |%n", model, space,
                mean(outcomes, HeadTrial.Outcome::seconds),
                mean(outcomes, one -> one.labelled().overall().mean(Measure.PRECISION_AT_10)),
                mean(outcomes, one -> one.labelled().overall().mean(Measure.MEAN_AVERAGE_PRECISION)),
                outcomes.stream().mapToDouble(HeadTrial.Outcome::unseen).filter(found -> found > 0).average().orElse(0),
                mean(outcomes, one -> one.guesses().right()), mean(outcomes, one -> one.guesses().calibrationError()),
                mean(outcomes, one -> one.neighbours().right()),
                mean(outcomes, one -> one.neighbours().calibrationError()));
    }

    private static double mean(List<HeadTrial.Outcome> outcomes, ToDoubleFunction<HeadTrial.Outcome> value) {
        return outcomes.stream().mapToDouble(value).average().orElseThrow();
    }
}
