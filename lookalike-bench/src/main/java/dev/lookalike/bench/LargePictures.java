package dev.lookalike.bench;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Picture;

/// From a folder of 12-megapixel JPEGs to embeddings, on all cores: our reading against a plain `ImageIO.read`.
final class LargePictures {
    private static final int WIDTH = 4_000;
    private static final int HEIGHT = 3_000;
    private static final int ROUNDS = 5;

    private LargePictures() {}

    static void main(String[] arguments) throws Exception {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
        Path folder = Files.createTempDirectory("lookalike-large");
        try (Embedder embedder = Embedder.bundled()) {
            List<Path> files = draw(folder, count);
            int side = embedder.sideNeeded();
            Rounds rounds = new Rounds()
                    .with("our reading, images/s",
                            () -> embed(embedder, files, file -> Picture.read(file, Limits.FOLDER, side)))
                    .with("ImageIO, images/s", () -> embed(embedder, files, LargePictures::plain));
            rounds.run(ROUNDS);
            System.out.printf(Locale.ROOT,
                    "%d JPEGs of %d x %d, %.1f MB each: %.1f against %.1f images/s, %.2f times as fast%n",
                    count, WIDTH, HEIGHT, Files.size(files.getFirst()) / 1e6, rounds.median("our reading, images/s"),
                    rounds.median("ImageIO, images/s"), rounds.ratio("our reading, images/s", "ImageIO, images/s"));
        } finally {
            Ingest.delete(folder);
        }
    }

    private static double embed(Embedder embedder, List<Path> files, Function<Path, Picture> read) {
        int cores = Runtime.getRuntime().availableProcessors();
        try (ExecutorService workers = Executors.newFixedThreadPool(cores)) {
            long start = System.nanoTime();
            List<Future<?>> batches = IntStream.iterate(0, at -> at < files.size(), at -> at + Embedder.BATCH)
                    .<Future<?>>mapToObj(at -> workers.submit(() -> embedder.embed(
                            files.subList(at, Math.min(files.size(), at + Embedder.BATCH)).stream().map(read)
                                    .toList())))
                    .toList();
            for (Future<?> batch : batches) {
                batch.get();
            }
            return files.size() / ((System.nanoTime() - start) / 1e9);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Picture plain(Path file) {
        try {
            BufferedImage read = ImageIO.read(file.toFile());
            byte[] bgr = ((DataBufferByte) read.getRaster().getDataBuffer()).getData();
            byte[] rgb = new byte[bgr.length];
            for (int i = 0; i < bgr.length; i += 3) {
                rgb[i] = bgr[i + 2];
                rgb[i + 1] = bgr[i + 1];
                rgb[i + 2] = bgr[i];
            }
            return Picture.of(read.getWidth(), read.getHeight(), rgb);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Camera-like pictures: smooth light, edges, and noise as a sensor has it.
    private static List<Path> draw(Path folder, int count) {
        return IntStream.range(0, count).parallel().mapToObj(i -> {
            try {
                Path file = folder.resolve("%04d.jpg".formatted(i));
                ImageIO.write(scene(new Random(i)), "jpeg", file.toFile());
                return file;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }).toList();
    }

    private static BufferedImage scene(Random random) {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        byte[] bytes = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        double fx = 1 + random.nextInt(6);
        double fy = 1 + random.nextInt(6);
        long noise = random.nextLong() | 1;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double light = 128 + 60 * Math.sin(fx * x / WIDTH * 6.28) * Math.cos(fy * y / HEIGHT * 6.28);
                int edge = ((x / 400) ^ (y / 300)) % 3 * 20;
                noise ^= noise << 13;
                noise ^= noise >>> 7;
                noise ^= noise << 17;
                int at = 3 * (y * WIDTH + x);
                for (int channel = 0; channel < 3; channel++) {
                    bytes[at + channel] = (byte) Math.clamp((long) light + edge + ((noise >>> (8 * channel)) & 7), 0,
                            255);
                }
            }
        }
        return picture;
    }
}
