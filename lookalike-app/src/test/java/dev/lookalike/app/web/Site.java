package dev.lookalike.app.web;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

import dev.lookalike.app.api.LocalApi;
import dev.lookalike.app.http.Server;
import dev.lookalike.app.http.ServerOptions;
import dev.lookalike.gallery.Gallery;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.ModelStore;

/// A real gallery with the bundled network and its server on a free port.
final class Site implements AutoCloseable {
    private static final String[] KINDS = {"discs", "boxes", "bars", "kites"};
    private static final int[][] SIZES = {{300, 400}, {400, 300}, {360, 360}, {520, 260}};

    private final Path folder;
    private final Path home;
    private final LocalApi api;
    private final Server server;

    private Site() throws IOException {
        folder = Files.createTempDirectory("lookalike-site");
        home = folder.resolve("site.gallery");
        var embedder = Embedder.bundled();
        api = new LocalApi(Gallery.open(home, embedder), home, embedder,
                ModelStore.open(home.resolveSibling("models")));
        server = Server.start(api, home, ServerOptions.loopback(0));
    }

    /// Without pictures.
    static Site empty() throws IOException {
        return new Site();
    }

    /// With `perKind` pictures of each of four kinds, each kind in a folder of its own.
    static Site with(int perKind) throws IOException, InterruptedException {
        var site = new Site();
        for (int kind = 0; kind < KINDS.length; kind++) {
            Path home = Files.createDirectories(site.pictures().resolve(KINDS[kind]));
            for (int number = 0; number < perKind; number++) {
                Files.write(home.resolve("%s %d.jpg".formatted(KINDS[kind], number)), jpeg(kind, number));
            }
        }
        site.add(site.pictures());
        return site;
    }

    void add(Path fileOrFolder) throws InterruptedException {
        api.await(api.add(fileOrFolder), _ -> {});
    }

    LocalApi api() {
        return api;
    }

    /// The gallery's folder, for commands.
    Path gallery() {
        return home;
    }

    Path pictures() {
        return folder.resolve("pictures");
    }

    String address() {
        return server.address().toString();
    }

    /// Ids of the pictures whose names begin so, by ascending id.
    List<Long> ids(String beginning) {
        return api.images(dev.lookalike.app.api.Search.Filter.ALL, 0, 1_000).images().stream()
                .filter(image -> image.name().startsWith(beginning)).map(image -> image.id()).toList();
    }

    /// A shape on a gradient: `kind` picks the shape and the proportions, `number` place and colours.
    static byte[] jpeg(int kind, int number) throws IOException {
        int[] size = SIZES[(kind + number) % SIZES.length];
        var random = new Random(97L * kind + number);
        var image = new BufferedImage(size[0], size[1], BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setPaint(new GradientPaint(0, 0, colour(random, 0.25f), size[0], size[1], colour(random, 0.15f)));
        pen.fillRect(0, 0, size[0], size[1]);
        int side = Math.min(size[0], size[1]) / 2;
        int x = random.nextInt(size[0] - side);
        int y = random.nextInt(size[1] - side);
        pen.setColor(colour(random, 0.9f));
        switch (kind) {
            case 0 -> pen.fillOval(x, y, side, side);
            case 1 -> pen.fillRect(x, y, side, side);
            case 2 -> {
                for (int bar = 0; bar < size[0]; bar += 40) {
                    pen.fillRect(bar, 0, 18, size[1]);
                }
            }
            default -> pen.fillPolygon(new int[]{x, x + side / 2, x + side, x + side / 2},
                    new int[]{y + side / 2, y, y + side / 2, y + side}, 4);
        }
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", bytes);
        return bytes.toByteArray();
    }

    private static Color colour(Random random, float saturation) {
        return Color.getHSBColor(random.nextFloat(), saturation, 0.95f);
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
