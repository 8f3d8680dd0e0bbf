package dev.lookalike.app.cli;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.Index;
import dev.lookalike.app.problem.Exit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `lookalike index`: how well searches find, and at what price.
@Command(name = "index", description = "Measures how hard searches must look to find a share of the ten most alike, and keeps "
        + "that with the gallery.", subcommands = IndexCommand.About.class)
final class IndexCommand extends Verb {
    private static final double HUNDRED = 100;

    @Option(names = "--recall", paramLabel = "SHARE", description = "the share of the ten most alike that a search should find, such as 0.99; 1 for certainty (default: as it is)")
    @Nullable
    Double recall;

    @Override
    public Integer call() throws InterruptedException {
        try (Api api = gallery.open()) {
            double wanted = recall == null ? api.index().recall() : recall;
            finish(api, api.tune(wanted));
            Index index = api.index();
            output.print(index, () -> showCurves(output, index));
            return Exit.OK;
        }
    }

    private static void showCurves(Output output, Index index) {
        if (index.one().beamWidth() == 0) {
            output.line("Every search of %s is exact.", Output.counted(index.count(), "picture"));
        }
        showPoints(output, index.one());
        showCurve(output, "Like several, or unlike some", index.several());
        showCurve(output, "Words, by themselves or beside a picture", index.words());
    }

    private static void showCurve(Output output, String asked, Index.Effort effort) {
        if (!effort.curve().isEmpty()) {
            output.line("%s%s:", asked,
                    effort.beamWidth() == 0 ? ", where no beam finds as much and every search is exact" : "");
            showPoints(output, effort);
        }
    }

    private static void showPoints(Output output, Index.Effort effort) {
        for (Index.Point point : effort.curve()) {
            output.line("%s beam width %5d  recall@10 %.4f  %8.1f us",
                    point.beamWidth() == effort.beamWidth() ? "*" : " ", point.beamWidth(), point.recall(),
                    point.microseconds());
        }
    }

    /// `lookalike index info`.
    @Command(name = "info", description = "Shows the index: its engine, file, sections, tail and recall.")
    static final class About extends Verb {
        @Override
        public Integer call() {
            try (Api api = gallery.open()) {
                Index index = api.index();
                output.print(index, () -> show(index));
                return Exit.OK;
            }
        }

        private void show(Index index) {
            output.line("engine       %s", index.engine());
            output.line("file         %s", index.bytes() == 0 ? "none; it is in memory" : index.file());
            output.line("bytes        %s", Output.bytes(index.bytes()));
            index.sections().stream().filter(section -> section.bytes() > 0)
                    .forEach(section -> output.line("  %-10s %s", section.name(), Output.bytes(section.bytes())));
            output.line("pictures     %,d", index.count());
            output.line("unmerged     %,d", index.unmerged());
            output.line("merged       %s", index.merged() == null ? "never" : index.merged());
            output.line("space        %s, %.1f %% of the variance", index.space(), HUNDRED * index.energy());
            output.line("recall@10    %s", index.one().beamWidth() == 0
                    ? "1: every search is exact"
                    : "%s asked for, with a beam width of %d".formatted(index.recall(), index.one().beamWidth()));
            if (index.measured() > 0) {
                output.line("measured     on %s", Output.counted(index.measured(), "picture"));
            }
            showCurves(output, index);
        }
    }
}
