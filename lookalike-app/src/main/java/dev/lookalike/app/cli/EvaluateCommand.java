package dev.lookalike.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.Evaluations;
import dev.lookalike.app.api.Protocol;
import dev.lookalike.app.problem.Exit;
import dev.lookalike.app.report.HtmlReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `lookalike evaluate`: how good the answers are.
@Command(name = "evaluate", description = "Measures how good the answers are: by the folders pictures lie in, and by what was told about "
        + "them in the field `label`. Every picture is asked for among all others, or those of one folder among those of another.")
final class EvaluateCommand extends Verb {
    /// What the table shows; JSON has all.
    private static final List<String> SHOWN = List.of("P@1", "P@10", "R@10", "R@100", "mAP", "mAP@10", "R-precision",
            "MRR", "nDCG@10", "CMC@5", "CMC@10");

    /// Of a picture in a report, in pixels.
    static final int SIDE = 160;

    @Option(names = "--queries", paramLabel = "COUNT", defaultValue = "10000", description = "how many pictures may be asked for, "
            + "taken evenly (default: ${DEFAULT-VALUE})")
    int queries;

    @Option(names = "--last", description = "show what was measured last, of each network and space, and measure nothing")
    boolean last;

    @Mixin
    MeasureOptions measured = new MeasureOptions();

    @Override
    public Integer call() throws InterruptedException {
        measured.checkReport();
        var protocol = new Protocol(queries, measured.ask, measured.among);
        try (Api api = gallery.open()) {
            Evaluations evaluations = last
                    ? api.lastEvaluations()
                    : Objects.requireNonNull(finish(api, api.evaluate(protocol)).evaluated(),
                            "an evaluation says what it measured");
            output.print(evaluations, () -> show(evaluations));
            Path report = measured.report;
            if (report != null && !evaluations.evaluations().isEmpty()) {
                HtmlReport.write(report, "How good the answers are", evaluations.evaluations().stream()
                        .map(one -> new HtmlReport.Section(named(one), one, null, Map.of())).toList(), List.of(),
                        id -> api.thumbnail(id, SIDE));
            }
            return Exit.OK;
        }
    }

    private static String named(Evaluations.Evaluation one) {
        Evaluations.Occasion occasion = one.occasion();
        return "by %s%s".formatted(one.labels(),
                occasion == null ? "" : ", %s, %s".formatted(occasion.model(), occasion.space()));
    }

    private void show(Evaluations evaluations) {
        if (evaluations.evaluations().isEmpty() && last) {
            output.line("Nothing was measured yet; `lookalike evaluate` does.");
        } else if (evaluations.evaluations().isEmpty()) {
            output.line(
                    "All pictures lie in one folder; sort some into a folder for each class to measure, or let changed copies ask: "
                            + "lookalike compare PHOTOS --changed 1000.");
        }
        evaluations.evaluations().forEach(this::show);
    }

    private void show(Evaluations.Evaluation one) {
        Evaluations.Occasion occasion = one.occasion();
        if (occasion != null) {
            output.line("model     %s, %s", occasion.model(), occasion.space());
        }
        output.line("labels    %s", one.labels());
        output.line("queries   %,d", one.queries());
        SHOWN.forEach(name -> {
            Evaluations.Estimate estimate = one.measures().get(name);
            if (estimate != null) {
                output.line("%-11s %.3f  (%.3f to %.3f)", name, estimate.mean(), estimate.low(), estimate.high());
            }
        });
        output.line("guessed     %.3f right, calibration error %.3f", one.guessing().right(),
                one.guessing().calibrationError());
        one.classes().forEach(each -> output.line("%-24s %,7d  P@10 %.3f  mAP %.3f", each.name(), each.queries(),
                each.precisionAt10(), each.meanAveragePrecision()));
    }
}
