package dev.lookalike.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.lookalike.app.api.Sources;
import dev.lookalike.gallery.ContextSource;
import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.Rules;
import dev.lookalike.gallery.Situating;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a gallery that is opened here understands situations.
final class SituationOptions {
    @Option(names = "--rules", paramLabel = "JSON", description = "which pictures suit which situation, in place of the rules that come with the program (`lookalike rules` shows them)")
    @Nullable
    Path rules;

    @Option(names = "--context-source", paramLabel = "FILE|USER=FILE", split = ",", description = "what knows the weather and "
            + "people's plans: a .csv, .ndjson or .json of rows, a calendar (.ics), or a .json that says which server to ask")
    List<String> sources = List.of();

    /// Whether something is said that only the process that opens the gallery can do.
    boolean isSaid() {
        return rules != null || !sources.isEmpty();
    }

    /// Has a gallery understand situations so.
    void tell(Gallery gallery) {
        var all = new ArrayList<ContextSource>();
        sources.forEach(source -> all.add(source(source)));
        all.addAll(ContextSource.installed());
        Path own = rules;
        if (own != null) {
            gallery.situate(Situating.by(Rules.read(own), all));
        } else if (!all.isEmpty()) {
            gallery.situate(Situating.by(all));
        }
    }

    private static ContextSource source(String told) {
        Path file = Path.of(told);
        if (Files.exists(file) || !told.contains("=")) {
            return Sources.of(file);
        }
        String[] parts = told.split("=", 2);
        return ContextSource.file(Path.of(parts[1]), parts[0]);
    }
}
