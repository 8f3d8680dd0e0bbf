package dev.lookalike.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import dev.lookalike.gallery.Gallery;
import dev.lookalike.gallery.IngestReport;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Picture;

/// How many pictures a second go all the way from file to catalogue, beside a peer that does the same in Python, and
/// beside what the network alone could do on both cores in the same process.
final class Ingest {
    private static final int ROUNDS = 5;
    private static final int RAW_BATCHES_A_CORE = 40;

    private Ingest() {}

    static void main(String[] arguments) throws Exception {
        Path photos = Path.of(arguments[0]);
        try (Embedder embedder = Embedder.bundled()) {
            add(embedder, photos);
            Rounds rounds = new Rounds().with("whole way, images/s", () -> add(embedder, photos))
                    .with("network alone, images/s", () -> raw(embedder, photos));
            if (arguments.length > 3) {
                rounds.with("peer, images/s", () -> peer(arguments[2], arguments[1], photos, arguments[3]));
            }
            rounds.run(ROUNDS);
            System.out.printf(Locale.ROOT, "whole way  %.1f images/s, %.3f of the network alone%n",
                    rounds.median("whole way, images/s"),
                    rounds.ratio("whole way, images/s", "network alone, images/s"));
            if (arguments.length > 3) {
                System.out.printf(Locale.ROOT, "peer       %.1f images/s; ours is %.2f times as fast%n",
                        rounds.median("peer, images/s"), rounds.ratio("whole way, images/s", "peer, images/s"));
            }
        }
    }

    private static double add(Embedder embedder, Path photos) {
        try {
            Path folder = Files.createTempDirectory("lookalike-bench");
            try (Gallery gallery = Gallery.open(folder, embedder)) {
                long start = System.nanoTime();
                IngestReport report = gallery.add(photos);
                return report.added() / seconds(start);
            } finally {
                delete(folder);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Pictures already of the network's size, decoded before the clock starts, as many callers as cores.
    private static double raw(Embedder embedder, Path photos) {
        List<Picture> ready = ready(embedder, photos);
        int cores = Runtime.getRuntime().availableProcessors();
        try (ExecutorService workers = Executors.newFixedThreadPool(cores)) {
            Callable<Integer> work = () -> {
                for (int i = 0; i < RAW_BATCHES_A_CORE; i++) {
                    embedder.embed(ready);
                }
                return RAW_BATCHES_A_CORE;
            };
            long start = System.nanoTime();
            List<Future<Integer>> all = Stream.generate(() -> workers.submit(work)).limit(cores).toList();
            int batches = 0;
            for (Future<Integer> each : all) {
                batches += each.get();
            }
            return batches * ready.size() / seconds(start);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static List<Picture> ready(Embedder embedder, Path photos) {
        int side = embedder.sideNeeded();
        try (Stream<Path> files = Files.walk(photos)) {
            return files.filter(Files::isRegularFile).filter(file -> file.toString().endsWith(".jpg")).sorted()
                    .limit(Embedder.BATCH).map(file -> Picture.read(file, Limits.FOLDER, side).resized(side, side))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static double peer(String python, String script, Path photos, String model) {
        try {
            var command = new ProcessBuilder(python, script, photos.toString(), model, "--size", "260")
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            // A setting of our own launcher, not of a user's Python.
            command.environment().remove("GLIBC_TUNABLES");
            Process process = command.start();
            String line = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            process.waitFor();
            return Double.parseDouble(line.replaceAll("(?s).*\"images_per_s\": ([0-9.]+).*", "$1"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
