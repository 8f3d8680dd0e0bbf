package dev.lookalike.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.dataset.DatasetFolder;
import dev.lookalike.app.dataset.PublishedDataset;
import dev.lookalike.app.problem.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lookalike dataset`: published collections of labelled pictures, and one's own.
@Command(name = "dataset", description = "Fetches published collections of labelled pictures, and takes labelled pictures into a gallery.", subcommands = {
        DatasetCommand.Listing.class, DatasetCommand.Pull.class, DatasetCommand.Use.class})
final class DatasetCommand implements Callable<Integer> {
    @Mixin
    Output output = new Output();

    @Override
    public Integer call() {
        throw Failures.usage("say what to do: dataset list, dataset pull NAME, or dataset use PATH");
    }

    /// Where collections lie.
    static final class Place {
        @Option(names = "--datasets", paramLabel = "FOLDER", description = "where pulled collections lie (default: lookalike/datasets in the user's data folder)")
        Path folder = ModelOptions.dataFolder("datasets");

        DatasetFolder datasets() {
            return new DatasetFolder(folder);
        }
    }

    /// `lookalike dataset list`.
    @Command(name = "list", description = "Lists what can be fetched.")
    static final class Listing implements Callable<Integer> {
        @Mixin
        Place place = new Place();

        @Mixin
        Output output = new Output();

        /// One collection.
        record Shown(String name, String title, long bytes, boolean pulled) {}

        @Override
        public Integer call() {
            List<Shown> all = PublishedDataset.ALL.stream().map(one -> new Shown(one.name(), one.title(),
                    one.files().stream().mapToLong(PublishedDataset.Part::bytes).sum(),
                    place.datasets().has(one.name()))).toList();
            output.print(Map.of("datasets", all), () -> all.forEach(one -> output.line("%-14s %9s  %-7s %s", one.name,
                    Output.bytes(one.bytes), one.pulled ? "pulled" : "", one.title)));
            return Exit.OK;
        }
    }

    /// `lookalike dataset pull`.
    @Command(name = "pull", description = "Fetches a collection from its publisher, checks it against the publisher's hash and unpacks it into a folder for each class.")
    static final class Pull implements Callable<Integer> {
        @Mixin
        Place place = new Place();

        @Mixin
        Output output = new Output();

        @Parameters(paramLabel = "NAME", description = "one that `lookalike dataset list` shows")
        String name = "";

        @Override
        public Integer call() {
            Path folder;
            try (var line = new DownloadLine()) {
                folder = place.datasets().pull(PublishedDataset.named(name), line);
            }
            output.print(Map.of("name", name, "path", folder.toString()), () -> {
                output.line("%s", folder);
                output.line("use it: lookalike dataset use %s --gallery OTHER, or lookalike compare %s", name, folder);
            });
            return Exit.OK;
        }
    }

    /// `lookalike dataset use`.
    @Command(name = "use", description = "Adds labelled pictures to a gallery: a pulled collection, or a folder with a folder for each class, or with a file "
            + "labels.csv or labels.ndjson (columns path, label, split; several labels with commas). `lookalike evaluate` then measures by them.")
    static final class Use extends Verb {
        @Mixin
        Place place = new Place();

        @Parameters(paramLabel = "PATH", description = "a folder, or the name of a collection that was pulled")
        String path = "";

        @Override
        public Integer call() throws InterruptedException {
            Path folder = place.datasets().has(path)
                    ? place.datasets().place(path)
                    : Path.of(path).toAbsolutePath().normalize();
            if (!Files.isDirectory(folder)) {
                throw Failures
                        .usage("there is no folder %s; pull a collection first, or give a folder".formatted(folder));
            }
            try (Api api = gallery.openOrMake()) {
                int code = report(finish(api, api.add(folder)));
                for (String name : List.of("labels.csv", "labels.ndjson")) {
                    if (Files.exists(folder.resolve(name))) {
                        code = Math.max(code, report(finish(api, api.describe(folder.resolve(name)))));
                    }
                }
                return code;
            }
        }
    }
}
