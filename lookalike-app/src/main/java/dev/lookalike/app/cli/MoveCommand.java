package dev.lookalike.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.problem.Exit;
import dev.lookalike.gallery.Move;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `lookalike move`: copies a gallery onto a server, or back.
@Command(name = "move", description = "Copies what is known of the pictures to a Milvus server, or back, and compares every row. "
        + "Run again, it goes on where it was cut off.")
final class MoveCommand extends Verb {
    @ArgGroup(multiplicity = "1")
    Way way = new Way();

    /// One of two.
    static final class Way {
        @Option(names = "--to", paramLabel = "PLACE", description = "where to, such as milvus:HOST:PORT/NAME; what else is there is taken away")
        @Nullable
        String to;

        @Option(names = "--from", paramLabel = "PLACE", description = "where from; the pictures' files are compared, and get ids of this gallery")
        @Nullable
        String from;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            Path draft = Files.createTempDirectory("lookalike-move");
            try {
                return move(draft.resolve("export"));
            } finally {
                deleteAll(draft);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private int move(Path export) throws InterruptedException {
        String place = way.to;
        if (place != null) {
            try (Api api = gallery.open()) {
                finish(api, api.exportTo(export));
            }
            var report = Move.to(place, export);
            output.print(report, () -> output.line("%s at %s, %,d of them newly put; each compared",
                    Output.counted(report.images(), "picture"), place, report.put()));
            return Exit.OK;
        }
        try (Api api = gallery.openOrMake()) {
            Move.from(String.valueOf(way.from), api.status().dimension(), export);
            return report(finish(api, api.importFrom(export)));
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
