package dev.lookalike.app.cli;

import dev.lookalike.app.api.Job;
import dev.lookalike.app.api.LocalApi;
import dev.lookalike.app.api.ServerFile;
import dev.lookalike.app.problem.Exit;
import dev.lookalike.app.problem.Kind;
import dev.lookalike.app.problem.ProblemException;
import dev.lookalike.gallery.Gallery;
import dev.lookalike.vision.Embedder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lookalike switch`: another network for the pictures there are.
@Command(name = "switch", description = "Embeds every picture with another network, and compares pictures by that once all are done. "
        + "Stopped or killed, the same command goes on.")
final class SwitchCommand extends Verb {
    @Parameters(paramLabel = "MODEL", arity = "0..1", description = "the network, or several joined as a+b; `lookalike models` lists those at hand")
    @Nullable
    String wanted;

    @Option(names = "--undo", description = "go back to the network before; only what came since is embedded")
    boolean undo;

    @Override
    public Integer call() throws InterruptedException {
        if ((wanted == null) != undo) {
            throw Failures
                    .usage("name the network to switch to, such as `lookalike switch efficientnet-lite0-int8`, or "
                            + "give --undo to go back to the one before");
        }
        if (ServerFile.running(gallery.folder).isPresent()) {
            throw new ProblemException(Kind.UNAVAILABLE,
                    "a server has the gallery open with the network it has now; stop it, switch, and start it again");
        }
        gallery.requireOne();
        String name = wanted == null ? before() : wanted;
        try (Embedder next = Embedder.of(gallery.models.store().find(name)); LocalApi api = gallery.openHere()) {
            Job.@Nullable Report report = finish(api, api.switchTo(next)).report();
            if (report == null) {
                throw new IllegalStateException("a switch says what it embedded");
            }
            output.print(report, () -> show(next.name(), report));
            warn(report);
            return report.rejected() == 0 ? Exit.OK : Exit.REJECTED;
        }
    }

    private String before() {
        return Gallery.modelBefore(gallery.folder).orElseThrow(() -> Failures
                .usage("the gallery was not switched, so there is nothing to undo; `lookalike status` shows its network"));
    }

    private void show(String name, Job.Report report) {
        output.line("%,d embedded, %,d were before, %,d rejected", report.added(), report.unchanged(),
                report.rejected());
        report.rejections().forEach(one -> output.line("rejected  %s  %s", one.path(), one.reason()));
        output.line(Gallery.modelBefore(gallery.folder).isPresent()
                ? "Switched to %s. `lookalike switch --undo` goes back."
                : "Switched to %s.", name);
    }
}
