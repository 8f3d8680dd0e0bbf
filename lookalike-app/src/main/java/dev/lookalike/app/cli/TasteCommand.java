package dev.lookalike.app.cli;

import java.util.Objects;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.Tastes;
import dev.lookalike.app.api.Tasting;
import dev.lookalike.app.problem.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `lookalike taste`: how well models foresee what people like.
@Command(name = "taste", description = "Learns from what everybody liked, with several models, and measures each on likes that it did not learn from: "
        + "among all pictures, and among those alone that nobody did anything with before (cold). Changes nothing.")
final class TasteCommand extends Verb {
    @Option(names = "--seed", paramLabel = "NUMBER", defaultValue = "0", description = "of what is held out and left to chance (default: ${DEFAULT-VALUE})")
    long seed;

    @Override
    public Integer call() throws InterruptedException {
        try (Api api = gallery.open()) {
            Tastes tastes = Objects.requireNonNull(finish(api, api.users().taste(new Tasting(seed))).tastes(),
                    "a taste says what it measured");
            output.print(tastes, () -> show(tastes));
            return Exit.OK;
        }
    }

    private void show(Tastes tastes) {
        output.line("%s of %s, of %s", Output.counted(tastes.likes(), "like"),
                Output.counted(tastes.users(), "person").replace("persons", "people"),
                Output.counted(tastes.images(), "picture"));
        output.line("%-19s  %6s  %8s  %7s  %8s  %7s  |  %8s  %9s  %6s", "model", "AUC", "recall@10", "nDCG@10",
                "coverage",
                "novelty", "cold AUC", "recall@10", "s");
        tastes.models().forEach(each -> output.line(
                "%-19s  %6.3f  %9.3f  %7.3f  %8.3f  %7.1f  |  %8.3f  %9.3f  %6.1f  %s", each.name(), each.all().auc(),
                each.all().recall(), each.all().ndcg(), each.all().coverage(), each.all().novelty(),
                each.cold().auc(), each.cold().recall(), each.seconds(), each.tuned()));
    }
}
