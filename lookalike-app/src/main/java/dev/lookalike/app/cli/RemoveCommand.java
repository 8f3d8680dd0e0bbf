package dev.lookalike.app.cli;

import java.util.List;
import java.util.Map;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.problem.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `lookalike remove`: takes pictures out of the gallery.
@Command(name = "remove", description = "Takes pictures out of the gallery; their files stay.")
final class RemoveCommand extends Verb {
    @Parameters(paramLabel = "ID", arity = "1..*", description = "ids, as `lookalike list` shows them")
    List<Long> ids = List.of();

    @Override
    public Integer call() {
        try (Api api = gallery.open()) {
            ids.forEach(api::remove);
            output.print(Map.of("removed", ids),
                    () -> output.line("%s removed", Output.counted(ids.size(), "picture")));
            return Exit.OK;
        }
    }
}
