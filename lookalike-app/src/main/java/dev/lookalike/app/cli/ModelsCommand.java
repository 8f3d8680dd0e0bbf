package dev.lookalike.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import dev.lookalike.app.problem.Exit;
import dev.lookalike.vision.Model;
import dev.lookalike.vision.ModelCard;
import dev.lookalike.vision.ModelStore;
import dev.lookalike.vision.Preprocessing;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lookalike models`: the networks at hand.
@Command(name = "models", description = "Lists the networks at hand; adds others, from a file or from their publisher.", subcommands = {
        ModelsCommand.Add.class, ModelsCommand.Pull.class, ModelsCommand.Remove.class})
final class ModelsCommand implements Callable<Integer> {
    @Mixin
    ModelOptions models = new ModelOptions();

    @Mixin
    Output output = new Output();

    private static final int USUAL_SIZE = 224;

    /// The answer.
    record Shown(List<ModelCard> models, List<String> published) {}

    @Override
    public Integer call() {
        List<ModelCard> cards = models.store().networks().stream().map(Model.Network::card).toList();
        output.print(new Shown(cards, ModelStore.published()), () -> {
            cards.forEach(card -> show(output, card));
            output.line("%nto fetch: lookalike models pull NAME, with NAME one of%n%s",
                    String.join(", ", ModelStore.published()));
        });
        return Exit.OK;
    }

    private static void show(Output output, ModelCard card) {
        ModelCard.Quality quality = card.quality();
        output.line("%-26s %4d values  %dx%d  %8s  %-12s %s", card.name(), card.dimension(), card.width(),
                card.height(),
                Output.bytes(card.bytes()), card.licence(), card.title());
        if (quality != null) {
            output.line("%-26s P@10 %.3f, mAP %.3f: %s", "", quality.precisionAt10(), quality.meanAveragePrecision(),
                    quality.protocol());
        }
    }

    /// `lookalike models add`.
    @Command(name = "add", description = "Makes any ONNX image classifier an embedder: the layer before its classifier is "
            + "found in the graph.")
    static final class Add implements Callable<Integer> {
        @Mixin
        ModelOptions models = new ModelOptions();

        @Mixin
        Output output = new Output();

        @Parameters(paramLabel = "FILE", description = "an ONNX file; it is copied")
        Path file = Path.of("");

        @Option(names = "--name", paramLabel = "NAME", description = "what it is to be called (default: the file's name); known names know their preprocessing")
        @Nullable
        String name;

        @Option(names = "--preprocessing", paramLabel = "WORDS", description = "how pictures are prepared: shorter-side:256, squash:256, letterbox or whole; imagenet, "
                + "zero-to-one, minus-one-to-one or 127/128; bilinear or bicubic; with commas between")
        @Nullable
        String preprocessing;

        @Option(names = "--size", paramLabel = "PIXELS", description = "the input's side, for a graph that takes any")
        int size;

        @Override
        public Integer call() {
            AddCommand.requireAll(List.of(file));
            String called = name != null ? name : nameOf(file);
            Model.Network added = models.store().add(file, called, prepared(), size);
            output.print(added.card(), () -> {
                show(output, added.card());
                output.line("use it: lookalike switch %1$s, or lookalike add PHOTOS --gallery OTHER --model %1$s",
                        called);
            });
            return Exit.OK;
        }

        private @Nullable Preprocessing prepared() {
            return preprocessing == null ? null : Preprocessing.parse(preprocessing, size == 0 ? USUAL_SIZE : size);
        }

        private static String nameOf(Path file) {
            return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).replaceFirst("\\.onnx$", "");
        }
    }

    /// `lookalike models pull`.
    @Command(name = "pull", description = "Fetches a network from its publisher, checked against the publisher's hash.")
    static final class Pull implements Callable<Integer> {
        @Mixin
        ModelOptions models = new ModelOptions();

        @Mixin
        Output output = new Output();

        @Parameters(paramLabel = "NAME", description = "one that `lookalike models` lists as published")
        String name = "";

        @Override
        public Integer call() {
            Model.Network pulled;
            try (var line = new DownloadLine()) {
                pulled = models.store().pull(name, line);
            }
            output.print(pulled.card(), () -> show(output, pulled.card()));
            return Exit.OK;
        }
    }

    /// `lookalike models remove`.
    @Command(name = "remove", description = "Forgets a network that was added or fetched.")
    static final class Remove implements Callable<Integer> {
        @Mixin
        ModelOptions models = new ModelOptions();

        @Mixin
        Output output = new Output();

        @Parameters(paramLabel = "NAME")
        String name = "";

        @Override
        public Integer call() {
            if (!models.store().remove(name)) {
                throw Failures
                        .usage("there is no network %s; `lookalike models` lists those there are".formatted(name));
            }
            output.print(Map.of("removed", name), () -> output.line("%s removed", name));
            return Exit.OK;
        }
    }
}
