package dev.lookalike.app.cli;

import java.util.Locale;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.User;
import dev.lookalike.app.api.Users;
import dev.lookalike.app.problem.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `lookalike users`: the people of whom something is kept.
@Command(name = "users", description = "Lists the people of whom something is kept.")
final class UsersCommand extends Verb {
    @Option(names = "--after", paramLabel = "NAME", defaultValue = "", description = "begin behind this name")
    String after = "";

    @Option(names = "--count", paramLabel = "N", description = "how many, 1 to 10,000 (default: 1,000)")
    int count = 1_000;

    @Override
    public Integer call() {
        try (Api api = gallery.open()) {
            Users page = api.users().all(after, count);
            output.print(page, () -> {
                page.users().forEach(user -> output.line("%s", line(user)));
                if (page.next() != null) {
                    System.err.printf("%,d of %,d; go on with --after '%s'%n", page.users().size(), page.total(),
                            page.next());
                }
            });
            return Exit.OK;
        }
    }

    /// A person in a line.
    static String line(User user) {
        return String.format(Locale.ROOT, "%-24s  %,d ratings, %,d clicks, %,d purchases since %s", user.name(),
                user.ratings(), user.clicks(), user.purchases(), user.since().toString().substring(0, 10));
    }
}
