package dev.lookalike.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.lookalike.app.api.Api;
import dev.lookalike.demo.DemoCatalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `lookalike demo`: draws a shop's catalogue and serves it.
@Command(name = "demo", description = "Draws a shop's catalogue of products and serves it, to try things out.")
final class DemoCommand extends ServeCommand {
    @Option(names = "--folder", paramLabel = "FOLDER", description = "where to draw, and to keep the gallery (default: ${DEFAULT-VALUE})")
    Path demo = Path.of("lookalike-demo-shop");

    @Option(names = "--count", paramLabel = "N", description = "how many to draw (default: ${DEFAULT-VALUE})")
    int products = DemoCatalogue.DEFAULT_COUNT;

    @Option(names = "--seed", paramLabel = "SEED", description = "another seed draws others (default: ${DEFAULT-VALUE})")
    long seed = 1;

    @Spec
    CommandSpec command = CommandSpec.create();

    private Path events = Path.of("");
    private Path outfits = Path.of("");

    @Override
    public Integer call() throws InterruptedException {
        if (!photos.isEmpty()) {
            throw Failures.usage(
                    "`demo` draws its own pictures; to show yours: lookalike serve %s".formatted(photos.getFirst()));
        }
        Path pictures = demo.resolve("products-%d-%d".formatted(seed, products));
        if (!Files.exists(pictures)) {
            System.err.printf("Drawing %,d products ...%n", products);
            try (JobBar bar = JobBar.named("Drawing", Terminal.current())) {
                DemoCatalogue.draw(pictures, products, seed, drawn -> bar.show(products, drawn));
            }
        }
        if (!command.commandLine().getParseResult().hasMatchedOption("--gallery")) {
            gallery.folder = demo.resolve("gallery-%d-%d".formatted(seed, products));
        }
        if (metadata == null) {
            metadata = pictures.resolve(DemoCatalogue.TABLE);
        }
        events = pictures.resolve(DemoCatalogue.EVENTS);
        outfits = pictures.resolve(DemoCatalogue.OUTFITS);
        return serve(List.of(pictures));
    }

    /// What the customers did is kept once: clicks would add up at every start. So is what goes together: an outfit that was removed
    /// stays out.
    @Override
    void whenAdded(Api api) throws InterruptedException {
        if (Files.exists(outfits) && api.outfits().all("", 1).total() == 0) {
            System.err.println("Keeping which products go together ...");
            tell(api, () -> api.outfits().keep(outfits.toAbsolutePath().normalize()));
        }
        if (Files.exists(events) && api.users().all("", 1).total() == 0) {
            tell(api, () -> api.users().keep(events.toAbsolutePath().normalize()));
        }
        System.err.printf("""
                          Everything is there. In another shell: lookalike similar 1 --gallery %s
                          Its customers have likes, to be seen under "For you": %s, %s, ...
                          """, gallery.folder.toAbsolutePath().normalize(), DemoCatalogue.person(0),
                DemoCatalogue.person(1));
    }
}
