package dev.lookalike.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.LocalApi;
import dev.lookalike.app.api.ServerFile;
import dev.lookalike.gallery.Gallery;
import dev.lookalike.vision.Embedder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which gallery a verb is about, and how it is reached: through the server that has it open, or opened here.
final class GalleryOptions {
    @Option(names = "--gallery", paramLabel = "FOLDER", description = "the gallery's folder (default: ./gallery)")
    Path folder = Path.of("gallery");

    @Option(names = "--model", paramLabel = "NAME", description = "the network that a new gallery is made with, or "
            + "several joined as a+b (default: efficientnet-lite2-int8)")
    @Nullable
    String model;

    @Option(names = "--engine", paramLabel = "NAME[:OPTIONS]", description = "what the gallery's index is made by from now on; "
            + "`lookalike engines` lists them (default: the one it has, at first lookalike)")
    @Nullable
    String engine;

    @Option(names = "--read-only", description = "answer from the server of --engine, where the gallery's owner shows it; "
            + "--gallery is only a folder for thumbnails then")
    boolean readOnly;

    @Option(names = "--false-alarms", paramLabel = "SHARE", description = "of how many pictures that have something alike it may be said that they "
            + "have nothing, 0.005 to 0.25 (default: 0.05)")
    @Nullable
    Double falseAlarms;

    @Mixin
    SituationOptions situation = new SituationOptions();

    @Mixin
    ModelOptions models = new ModelOptions();

    /// The gallery through the server that has it open, or opened in this process, made if there is none.
    Api openOrMake() {
        Optional<ServerFile> server = ServerFile.running(folder);
        return server.isPresent() ? connect(server.get()) : openHere();
    }

    /// The gallery, which must be there.
    Api open() {
        return open(_ -> {});
    }

    /// The same; if it is opened in this process its network is opened meanwhile, because a picture will be embedded.
    Api openToEmbed() {
        return open(Embedder::open);
    }

    private Api open(Consumer<Embedder> aside) {
        Optional<ServerFile> server = ServerFile.running(folder);
        if (server.isPresent()) {
            return connect(server.get());
        }
        requireOne();
        return openHere(aside);
    }

    private Api connect(ServerFile server) {
        if (falseAlarms != null) {
            throw Failures.usage(
                    "a server has the gallery open and answers as it was told; give it --false-alarms when it starts");
        }
        if (situation.isSaid()) {
            throw Failures.usage(
                    "a server has the gallery open and understands situations as it was told; give it --rules and --context-source when it starts");
        }
        return server.connect();
    }

    /// Says what to do where there is no gallery.
    void requireOne() {
        if (readOnly) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw Failures
                    .usage("there is no gallery at %s; make one with `lookalike add PHOTOS`, or name one with --gallery"
                            .formatted(folder.toAbsolutePath().normalize()));
        }
    }

    /// Opens the gallery in this process; closing the answer closes it and its network.
    LocalApi openHere() {
        return openHere(_ -> {});
    }

    /// Opens the gallery in this process, and warms the network up while the pictures are read.
    LocalApi openWarm() {
        return openHere(Embedder::warm);
    }

    private LocalApi openHere(Consumer<Embedder> aside) {
        Embedder embedder = embedder();
        try (var beside = Executors.newSingleThreadExecutor()) {
            var opening = CompletableFuture.runAsync(() -> aside.accept(embedder), beside);
            LocalApi api = opened(readOnly
                    ? Gallery.openReadOnly(folder, embedder, shared())
                    : Gallery.open(folder, embedder, engine), embedder);
            try {
                opening.join();
                return api;
            } catch (CompletionException failed) {
                api.close();
                throw failed.getCause() instanceof RuntimeException wrong ? wrong : failed;
            }
        } catch (RuntimeException failed) {
            embedder.close();
            throw failed;
        }
    }

    private LocalApi opened(Gallery opened, Embedder embedder) {
        try {
            if (falseAlarms != null) {
                opened.falseAlarms(falseAlarms);
            }
            situation.tell(opened);
            return new LocalApi(opened, folder, embedder, models.store());
        } catch (RuntimeException failed) {
            opened.close();
            throw failed;
        }
    }

    /// The network this gallery was made with, or shall be made with; opened when a picture is first embedded.
    Embedder embedder() {
        String wanted = model == null ? Setting.MODEL.standard() : model;
        String there = readOnly ? Gallery.sharedModel(shared()) : Gallery.model(folder).orElse(wanted);
        return Embedder.later(models.store().find(readOnly && model != null ? wanted : there));
    }

    /// The engine on whose server the gallery is shown.
    private String shared() {
        if (engine == null) {
            throw Failures.usage(
                    "--read-only needs --engine with the server that the gallery's owner uses, such as milvus:HOST:PORT");
        }
        return engine;
    }
}
