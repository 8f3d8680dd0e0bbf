package dev.lookalike.demo.product;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;

/// The catalogue as files: pictures in folders, and the table that describes them.
public final class Catalogue {
    /// The table's name in the catalogue's folder.
    public static final String TABLE = "products.csv";

    /// The name of the table of what people did.
    public static final String EVENTS = "events.csv";

    /// The name of the table of what goes together.
    public static final String OUTFITS = "outfits.csv";

    private static final float QUALITY = 0.88f;

    private Catalogue() {}

    /// See [dev.lookalike.demo.DemoCatalogue#draw].
    public static void draw(Path folder, int count, long seed, IntConsumer drawn) {
        Path target = folder.toAbsolutePath().normalize();
        if (Files.exists(target)) {
            throw new IllegalArgumentException(
                    "%s exists; name a folder that does not, or delete it first".formatted(target));
        }
        Path parent = target.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("%s is no folder to draw into".formatted(target));
        }
        try {
            Files.createDirectories(parent);
            Path drawing = Files.createTempDirectory(parent, ".drawing-");
            try {
                fill(drawing, count, seed, drawn);
                Files.move(drawing, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                delete(drawing);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot draw into %s: %s".formatted(target, e.getMessage()), e);
        }
    }

    /// See [dev.lookalike.demo.DemoCatalogue#drawSketches].
    public static void drawSketches(Path folder, int count, long seed) {
        try {
            for (int index = 0; index < count; index++) {
                Shoot shoot = Shoot.of(seed, index);
                Path file = folder.resolve(shoot.path().replace(".jpg", ".png"));
                Files.createDirectories(file.getParent());
                ImageIO.write(Sketch.of(shoot), "png", file.toFile());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot draw into %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private static void fill(Path folder, int count, long seed, IntConsumer drawn) throws IOException {
        for (Kind kind : Assortment.KINDS) {
            Files.createDirectories(folder.resolve(kind.folder()));
        }
        List<String> lines = new ArrayList<>();
        lines.add(Row.HEADER);
        try (ExecutorService cores = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Future<String>> rows = new ArrayList<>();
            for (int index = 0; index < count; index++) {
                Shoot shoot = Shoot.of(seed, index);
                rows.add(cores.submit(() -> {
                    write(shoot.picture(), folder.resolve(shoot.path()));
                    return Row.of(shoot);
                }));
            }
            collect(rows, lines, drawn, cores);
        }
        Files.write(folder.resolve(TABLE), lines, StandardCharsets.UTF_8);
        Files.write(folder.resolve(EVENTS), Visits.lines(seed, count), StandardCharsets.UTF_8);
        Files.write(folder.resolve(OUTFITS), Outfits.lines(seed, count), StandardCharsets.UTF_8);
    }

    private static void collect(List<Future<String>> rows, List<String> lines, IntConsumer drawn, ExecutorService cores)
            throws IOException {
        try {
            for (int i = 0; i < rows.size(); i++) {
                lines.add(rows.get(i).get());
                drawn.accept(i + 1);
            }
        } catch (ExecutionException e) {
            cores.shutdownNow();
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("a picture could not be drawn", e.getCause());
        } catch (InterruptedException e) {
            cores.shutdownNow();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while drawing", e);
        }
    }

    private static void write(BufferedImage picture, Path file) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = new FileImageOutputStream(file.toFile())) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), settings);
        } finally {
            writer.dispose();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
