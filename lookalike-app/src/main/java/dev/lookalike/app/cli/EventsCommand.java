package dev.lookalike.app.cli;

import java.nio.file.Path;
import java.util.List;

import dev.lookalike.app.api.Api;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `lookalike events`: keeps what people did, from a table.
@Command(name = "events", description = "Keeps what people did, from a table: CSV or NDJSON with the columns user, one of id, path and name, and of "
        + "rating (1 to 5), kind (rating, click or purchase) and at (such as 2026-11-25T10:00:00Z) what there is.")
final class EventsCommand extends Verb {
    @Parameters(paramLabel = "TABLE", description = "the table")
    Path table = Path.of("");

    @Override
    public Integer call() throws InterruptedException {
        AddCommand.requireAll(List.of(table));
        try (Api api = gallery.open()) {
            return report(finish(api, api.users().keep(table.toAbsolutePath().normalize())));
        }
    }
}
