package dev.lookalike.app.cli;

import java.util.List;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.Happened;
import dev.lookalike.app.api.User;
import dev.lookalike.app.problem.Exit;
import dev.lookalike.gallery.Event.Kind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lookalike rate`: keeps how much somebody likes a picture.
@Command(name = "rate", description = "Keeps how much somebody likes a picture, 1 (not at all) to 5; for many, see `events`.")
final class RateCommand extends Verb {
    @Parameters(index = "0", paramLabel = "USER", description = "who")
    String user = "";

    @Parameters(index = "1", paramLabel = "ID", description = "the picture's id")
    long id;

    @Parameters(index = "2", paramLabel = "RATING", arity = "0..1", description = "1 (not at all) to 5")
    @Nullable
    Integer rating;

    @ArgGroup
    Instead instead = new Instead();

    /// What is kept instead of a rating.
    static final class Instead {
        @Option(names = "--click", description = "keep that it was clicked")
        boolean click;

        @Option(names = "--purchase", description = "keep that it was bought")
        boolean purchase;

        @Option(names = "--undo", description = "take the rating back")
        boolean undo;
    }

    @Override
    public Integer call() {
        if ((rating != null) == (instead.click || instead.purchase || instead.undo)) {
            throw Failures.usage("give a rating, or one of --click, --purchase and --undo: lookalike rate ana 42 5");
        }
        try (Api api = gallery.open()) {
            if (rating != null) {
                api.users().rate(user, id, rating);
            } else if (instead.undo) {
                api.users().unrate(user, id);
            } else {
                Kind kind = instead.click ? Kind.CLICK : Kind.PURCHASE;
                api.users().keep(new Happened(List.of(new Happened.One(user, id, kind, null, null))));
            }
            User kept = api.users().user(user);
            output.print(kept, () -> output.line("%s", UsersCommand.line(kept)));
            return Exit.OK;
        }
    }
}
