package dev.lookalike.app.cli;

import java.util.List;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.Job;
import dev.lookalike.app.problem.Exit;
import picocli.CommandLine.Command;

/// `lookalike verify`: checks every checksum.
@Command(name = "verify", description = "Checks every checksum, row and file; names what is damaged and where.")
final class VerifyCommand extends Verb {
    @Override
    public Integer call() throws InterruptedException {
        try (Api api = gallery.open()) {
            Job job = finish(api, api.verify());
            List<String> damages = job.damages() == null ? List.of() : job.damages();
            output.print(job, () -> {
                damages.forEach(damage -> output.line("%s", damage));
                output.line(damages.isEmpty() ? "Nothing is damaged." : "%s.",
                        Output.counted(damages.size(), "damage"));
            });
            return damages.isEmpty() ? Exit.OK : Exit.CORRUPT;
        }
    }
}
