package dev.lookalike.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.Outfits;
import dev.lookalike.app.problem.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lookalike outfits`: what goes together: kept, listed, removed.
@Command(name = "outfits", synopsisSubcommandLabel = "add|list|remove", description = "Keeps, lists or removes outfits: pictures of things that are worn or bought together.", subcommands = {
        OutfitsCommand.Add.class, OutfitsCommand.Listing.class, OutfitsCommand.Remove.class})
final class OutfitsCommand {
    private OutfitsCommand() {}

    /// `lookalike outfits add`.
    @Command(name = "add", description = "Keeps the outfits of a table: CSV or NDJSON with the columns outfit and one of id, path and name; "
            + "a row for each picture of an outfit. An outfit takes the place of the one that had its name.")
    static final class Add extends Verb {
        @Parameters(paramLabel = "TABLE", description = "the table")
        Path table = Path.of("");

        @Override
        public Integer call() throws InterruptedException {
            AddCommand.requireAll(List.of(table));
            try (Api api = gallery.open()) {
                return report(finish(api, api.outfits().keep(table.toAbsolutePath().normalize())));
            }
        }
    }

    /// `lookalike outfits list`.
    @Command(name = "list", description = "Lists the outfits there are, with the ids of their pictures.")
    static final class Listing extends Verb {
        @Option(names = "--after", paramLabel = "NAME", defaultValue = "", description = "begin behind this name")
        String after = "";

        @Option(names = "--count", paramLabel = "N", description = "how many, 1 to 10,000 (default: 1,000)")
        int count = 1_000;

        @Override
        public Integer call() {
            try (Api api = gallery.open()) {
                Outfits page = api.outfits().all(after, count);
                output.print(page, () -> {
                    page.outfits().forEach(each -> output.line("%-24s  %s", each.name(),
                            each.images().stream().map(String::valueOf).collect(Collectors.joining(" "))));
                    if (page.next() != null) {
                        System.err.printf("%,d of %,d; go on with --after '%s'%n", page.outfits().size(), page.total(),
                                page.next());
                    }
                });
                return Exit.OK;
            }
        }
    }

    /// `lookalike outfits remove`.
    @Command(name = "remove", description = "Forgets an outfit; its pictures stay.")
    static final class Remove extends Verb {
        @Parameters(paramLabel = "NAME", description = "which, as `lookalike outfits list` shows them")
        String name = "";

        @Override
        public Integer call() {
            try (Api api = gallery.open()) {
                api.outfits().remove(name);
                output.print(Map.of("removed", name), () -> output.line("%s is no outfit any more", name));
                return Exit.OK;
            }
        }
    }
}
