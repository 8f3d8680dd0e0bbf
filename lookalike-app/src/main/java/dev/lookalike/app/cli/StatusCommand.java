package dev.lookalike.app.cli;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.Job;
import dev.lookalike.app.api.LearntTastes;
import dev.lookalike.app.api.OutfitsLearnt;
import dev.lookalike.app.api.Status;
import dev.lookalike.app.problem.Exit;
import picocli.CommandLine.Command;

/// `lookalike status`: what the gallery holds and what is being done.
@Command(name = "status", description = "Shows what the gallery holds and what is being done.")
final class StatusCommand extends Verb {
    @Override
    public Integer call() {
        try (Api api = gallery.open()) {
            Status status = api.status();
            output.print(status, () -> show(status));
            return Exit.OK;
        }
    }

    private void show(Status status) {
        output.line("gallery      %s", status.gallery());
        output.line("pictures     %,d", status.images());
        output.line("rejected     %,d%s", status.rejected(),
                status.rejected() == 0 ? "" : "  (lookalike list --rejected)");
        output.line("pending      %,d", status.pending());
        output.line("removed      %,d", status.removed());
        output.line("model        %s, %,d values", status.model(), status.dimension());
        output.line("space        %s", status.space());
        output.line("traits       %,d of %,d%s%s", status.traits().ready(), status.traits().total(),
                status.traits().making() ? "" : "  (made by a server, or when a question needs them)",
                status.traits().skipped() == 0 ? "" : ", %,d without a file".formatted(status.traits().skipped()));
        OutfitsLearnt outfits = status.outfits();
        output.line("outfits      %,d%s", outfits.outfits(), outfits.learning()
                ? "  (learning what goes with what, %.0f %%)".formatted(100 * outfits.done())
                : outfits.outfits() < outfits.least()
                        ? ""
                        : outfits.learnt() > 0
                                ? "  (what goes with what is learnt from %,d)".formatted(outfits.learnt())
                                : "  (what goes with what is learnt by a server, or when a question needs it)");
        LearntTastes tastes = status.tastes();
        if (tastes.learnt() || tastes.learning()) {
            output.line("tastes       %s%s",
                    tastes.learnt()
                            ? "learnt of %s of %s".formatted(Output.counted(tastes.likes(), "like"),
                                    Output.counted(tastes.people(), "person").replace("persons", "people"))
                            : "not learnt yet",
                    tastes.learning() ? ", being learnt, %d of %d".formatted(tastes.done(), tastes.of()) : "");
        }
        output.line("catalogue    %s", Output.bytes(status.catalogueBytes()));
        for (Job job : status.jobs()) {
            Job.Progress progress = job.progress();
            output.line("job %-8d %s %s%s", job.id(), job.kind(), job.state(),
                    progress == null ? "" : ", %,d of %,d".formatted(progress.done(), progress.total()));
        }
    }
}
