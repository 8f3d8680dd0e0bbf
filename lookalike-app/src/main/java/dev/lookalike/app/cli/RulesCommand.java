package dev.lookalike.app.cli;

import java.util.stream.Stream;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.Rules;
import dev.lookalike.app.problem.Exit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/// `lookalike rules`: which situations are understood, and what suits them.
@Command(name = "rules", description = "Shows by which rules pictures suit a situation; with --rules FILE checks those of a file.")
final class RulesCommand extends Verb {
    @Override
    public Integer call() {
        try (Api api = gallery.open()) {
            Rules rules = api.rules();
            output.print(rules, () -> show(rules));
            return Exit.OK;
        }
    }

    private void show(Rules rules) {
        rules.occasions()
                .forEach(each -> output.line("occasion %-10s up to %d days before: %s", each.name(), each.days(),
                        String.join(", ", each.words())));
        rules.rules().forEach(each -> output.line("%-22s %s%s", each.because(), said("", each.prefer()),
                said("; not ", each.avoid())));
    }

    private static String said(String before, Rules.@Nullable Signs signs) {
        if (signs == null) {
            return "";
        }
        return before + String.join(", ", Stream.concat(signs.things().stream(), Stream
                .concat(signs.words().stream(), signs.fields().entrySet().stream()
                        .map(each -> "%s = %s".formatted(each.getKey(), String.join(" or ", each.getValue())))))
                .toList());
    }
}
