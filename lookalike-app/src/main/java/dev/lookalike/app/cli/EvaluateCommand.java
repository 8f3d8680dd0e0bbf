package dev.lookalike.app.cli;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.Evaluations;
import dev.lookalike.app.problem.Exit;
import picocli.CommandLine.Command;

/// `lookalike evaluate`: how good the answers are.
@Command(name = "evaluate", description = "Measures how good the answers are, with each picture's folder as its class: every picture is asked "
        + "for among all others.")
final class EvaluateCommand extends Verb {
    @Override
    public Integer call() {
        try (Api api = gallery.open()) {
            Evaluations evaluations = api.evaluations();
            output.print(evaluations, () -> show(evaluations));
            return Exit.OK;
        }
    }

    private void show(Evaluations evaluations) {
        if (evaluations.evaluations().isEmpty()) {
            output.line("All pictures lie in one folder; sort some into a folder for each class to measure.");
        }
        evaluations.evaluations().forEach(one -> {
            output.line("labels    %s", one.labels());
            output.line("queries   %,d", one.queries());
            output.line("P@1       %.3f", one.precisionAt1());
            output.line("P@10      %.3f", one.precisionAt10());
            output.line("mAP       %.3f", one.meanAveragePrecision());
        });
    }
}
