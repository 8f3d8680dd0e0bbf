package dev.lookalike.app.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.lookalike.app.api.Image;
import dev.lookalike.app.api.LocalApi;
import dev.lookalike.app.api.Members;
import dev.lookalike.app.api.RemoteApi;
import dev.lookalike.app.api.Search;
import dev.lookalike.gallery.Gallery;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.ModelStore;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// A real gallery with 24 drawn pictures and the bundled network, and its server on a free port: opened once, for all
/// tests that ask for it as a parameter.
public final class Shop implements AutoCloseable {
    /// How many outfits there are once something was [worn][#wear()].
    public static final int OUTFITS = 24;

    private final Path folder;
    private final LocalApi api;
    private final Server server;

    private Shop() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("lookalike-shop");
        Drawing.catalogue(folder.resolve("pictures"), 6);
        Files.writeString(folder.resolve("pictures/letter.jpg"), "no picture at all");
        Path home = folder.resolve("shop.gallery");
        var embedder = Embedder.bundled();
        api = new LocalApi(Gallery.open(home, embedder), home, embedder,
                ModelStore.open(home.resolveSibling("models")));
        api.await(api.add(folder.resolve("pictures")), _ -> {});
        server = Server.start(api, home, ServerOptions.loopback(0));
    }

    /// Gives it to tests.
    public static final class Resolver implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Shop.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot().getStore(ExtensionContext.Namespace.create(Shop.class))
                    .computeIfAbsent("shop", _ -> opened(), Shop.class);
        }
    }

    private static Shop opened() {
        try {
            return new Shop();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    public LocalApi api() {
        return api;
    }

    Server server() {
        return server;
    }

    public RemoteApi remote() {
        return new RemoteApi(server.address(), server.key(Scope.ADMIN), java.time.Duration.ofSeconds(10));
    }

    public Path home() {
        return folder.resolve("shop.gallery");
    }

    public Path pictures() {
        return folder.resolve("pictures");
    }

    /// A new place for files.
    public Path place(String name) throws IOException {
        return Files.createTempDirectory(folder, "place").resolve(name);
    }

    public List<Image> images() {
        return api.images(Search.Filter.ALL, 0, 1_000).images();
    }

    /// Keeps outfits of pictures of all folders, as many as it takes to learn from them.
    public void wear() {
        List<Image> images = images();
        Map<String, List<Long>> folders = images.stream().collect(Collectors.groupingBy(Image::folder, TreeMap::new,
                Collectors.mapping(Image::id, Collectors.toList())));
        for (int i = 0; i < OUTFITS; i++) {
            int look = i;
            api.outfits().keep("shop look %02d".formatted(i), new Members(folders.values().stream()
                    .map(ids -> ids.get(look % ids.size())).toList()));
        }
    }

    public long anId() {
        return images().getFirst().id();
    }

    @Override
    public void close() throws IOException {
        server.close();
        api.close();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
