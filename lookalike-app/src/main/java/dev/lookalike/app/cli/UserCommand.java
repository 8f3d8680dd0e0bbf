package dev.lookalike.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.Event;
import dev.lookalike.app.api.Events;
import dev.lookalike.app.api.Json;
import dev.lookalike.app.api.User;
import dev.lookalike.app.problem.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `lookalike user`: what is kept of a person: shown, exported, deleted.
@Command(name = "user", synopsisSubcommandLabel = "show|export|delete", description = "Shows, exports or deletes everything that is kept of a person.", subcommands = {
        UserCommand.Show.class, UserCommand.Export.class, UserCommand.Delete.class})
final class UserCommand {
    private static final int PAGE = 10_000;

    private UserCommand() {}

    /// What all three have in common.
    abstract static class OfUser extends Verb {
        @Parameters(paramLabel = "NAME", description = "who, as `lookalike users` shows them")
        String name = "";

        final List<Event> events(Api api) {
            var all = new ArrayList<Event>();
            Long next = 0L;
            while (next != null) {
                Events page = api.users().events(name, next, PAGE);
                all.addAll(page.events());
                next = page.next();
            }
            return all;
        }
    }

    /// `lookalike user show`.
    @Command(name = "show", description = "Shows what is kept of a person.")
    static final class Show extends OfUser {
        @Override
        public Integer call() {
            try (Api api = gallery.open()) {
                User user = api.users().user(name);
                List<Event> events = events(api);
                output.print(Map.of("user", user, "events", events), () -> {
                    output.line("%s", UsersCommand.line(user));
                    events.forEach(event -> output.line("%8d  %-9s  %s  %s", event.image(), event.kind(),
                            event.rating() == null ? " " : event.rating(), event.at()));
                });
                return Exit.OK;
            }
        }
    }

    /// `lookalike user export`.
    @Command(name = "export", description = "Prints everything that is kept of a person, as lines of JSON that `lookalike events` reads.")
    static final class Export extends OfUser {
        @Override
        public Integer call() {
            try (Api api = gallery.open()) {
                events(api).forEach(event -> output.text(Json.line(new Exported(event.user(), event.image(),
                        event.kind().toString(), event.rating(), event.at().toString())) + "\n"));
                return Exit.OK;
            }
        }
    }

    /// A line of an export.
    record Exported(String user, long id, String kind, @org.jspecify.annotations.Nullable Integer rating, String at) {}

    /// `lookalike user delete`.
    @Command(name = "delete", description = "Forgets a person and everything that is kept of them.")
    static final class Delete extends OfUser {
        @Override
        public Integer call() {
            try (Api api = gallery.open()) {
                api.users().delete(name);
                output.print(Map.of("deleted", name), () -> output.line("%s is forgotten", name));
                return Exit.OK;
            }
        }
    }
}
