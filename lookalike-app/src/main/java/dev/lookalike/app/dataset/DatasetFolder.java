package dev.lookalike.app.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.lookalike.app.problem.Kind;
import dev.lookalike.app.problem.ProblemException;
import dev.lookalike.vision.Download;
import dev.lookalike.vision.ModelStore;

/// Where collections lie that were pulled: a folder for each, in it one for each split, in it one for each class.
///
/// A collection appears whole or not at all: it is fetched and unpacked beside its place and then moved there.
public final class DatasetFolder {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_FILES = 2_000_000;
    private static final long MOST_BYTES = 200L << 30;
    private static final List<String> CIFAR_10 = List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog",
            "horse", "ship", "truck");
    private static final List<String> FASHION = List.of("t-shirt", "trouser", "pullover", "dress", "coat", "sandal",
            "shirt", "sneaker", "bag", "ankle-boot");
    private static final Map<String, String> SYNSETS = Map.of("n01440764", "tench", "n02102040", "english-springer",
            "n02979186", "cassette-player", "n03000684", "chain-saw", "n03028079", "church", "n03394916", "french-horn",
            "n03417042", "garbage-truck", "n03425413", "gas-pump", "n03445777", "golf-ball", "n03888257", "parachute");

    private final Path folder;

    /// @param folder
    ///            made when the first collection is pulled
    public DatasetFolder(Path folder) {
        this.folder = folder;
    }

    /// Where a collection lies, or would.
    public Path place(String name) {
        return folder.resolve(name);
    }

    /// Whether a collection was pulled.
    public boolean has(String name) {
        return Files.isDirectory(place(name));
    }

    /// Fetches a collection, checks it against its publisher's hashes and unpacks it; a fetch that broke off goes on.
    ///
    /// @return where it lies
    /// @throws dev.lookalike.vision.VisionException.Unreachable
    ///             if it could not be fetched; what arrived is kept
    /// @throws ProblemException
    ///             if what arrived is not what was published, or must not be unpacked
    public Path pull(PublishedDataset dataset, ModelStore.Progress progress) {
        if (has(dataset.name())) {
            return place(dataset.name());
        }
        Path fetched = folder.resolve(dataset.name() + ".parts");
        Path unpacked = folder.resolve(dataset.name() + ".new");
        try {
            Files.createDirectories(fetched);
            for (var part : dataset.files()) {
                fetch(part, fetched.resolve(part.fileName()), progress);
            }
            delete(unpacked);
            Files.createDirectories(unpacked.resolve("raw"));
            unpack(dataset, fetched, unpacked);
            delete(unpacked.resolve("raw"));
            Files.move(unpacked, place(dataset.name()), StandardCopyOption.ATOMIC_MOVE);
            delete(fetched);
            return place(dataset.name());
        } catch (FileAlreadyExistsException twice) {
            throw broken("%s is there twice in the archive of %s".formatted(twice.getFile(), dataset.name()));
        } catch (IOException failure) {
            throw broken("%s cannot be unpacked in %s: %s".formatted(dataset.name(), folder, failure.getMessage()));
        }
    }

    private static ProblemException broken(String message) {
        return new ProblemException(Kind.UNAVAILABLE, message);
    }

    private static void fetch(PublishedDataset.Part part, Path file, ModelStore.Progress progress) throws IOException {
        new Download(List.of(part.address()), file, part.bytes(), PATIENCE, progress).fetch();
        String found = md5(file);
        if (!found.equals(part.md5())) {
            Files.delete(file);
            throw new IOException("%s has the MD5 %s, its publisher says %s; it is thrown away, pull again".formatted(
                    part.address(), found, part.md5()));
        }
    }

    private static String md5(Path file) throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("MD5"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(((DigestInputStream) in).getMessageDigest().digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has MD5", missing);
        }
    }

    private static void unpack(PublishedDataset dataset, Path fetched, Path to) throws IOException {
        Path raw = to.resolve("raw");
        Path first = fetched.resolve(dataset.files().getFirst().fileName());
        switch (dataset.form()) {
            case CIFAR_10 -> {
                Archive.unpack(first, raw, MOST_FILES, MOST_BYTES);
                Path batches = raw.resolve("cifar-10-batches-bin");
                var train = new PixelRecords(to.resolve("train"), CIFAR_10);
                for (int batch = 1; batch <= 5; batch++) {
                    train.addCifar(batches.resolve("data_batch_%d.bin".formatted(batch)), 1);
                }
                new PixelRecords(to.resolve("test"), CIFAR_10).addCifar(batches.resolve("test_batch.bin"), 1);
            }
            case CIFAR_100 -> {
                Archive.unpack(first, raw, MOST_FILES, MOST_BYTES);
                Path records = raw.resolve("cifar-100-binary");
                List<String> names = Files.readAllLines(records.resolve("fine_label_names.txt")).stream()
                        .map(String::strip).filter(name -> name.matches("[a-z_]{1,40}")).toList();
                new PixelRecords(to.resolve("train"), names).addCifar(records.resolve("train.bin"), 2);
                new PixelRecords(to.resolve("test"), names).addCifar(records.resolve("test.bin"), 2);
            }
            case FASHION_MNIST -> {
                idx(dataset, fetched, 0, to.resolve("train"));
                idx(dataset, fetched, 2, to.resolve("test"));
            }
            case SYNSETS -> {
                Archive.unpack(first, raw, MOST_FILES, MOST_BYTES);
                synsets(raw, to);
            }
            case NAMED_FILES -> {
                Archive.unpack(first, raw, MOST_FILES, MOST_BYTES);
                namedFiles(raw, to);
            }
        }
    }

    private static void idx(PublishedDataset dataset, Path fetched, int first, Path to) throws IOException {
        new PixelRecords(to, FASHION).addIdx(fetched.resolve(dataset.files().get(first).fileName()),
                fetched.resolve(dataset.files().get(first + 1).fileName()));
    }

    // ARCHIVE/train/n01440764/x.JPEG becomes train/tench/x.JPEG, and val is test.
    private static void synsets(Path raw, Path to) throws IOException {
        try (var folders = Files.find(raw, 4,
                (path, is) -> is.isDirectory() && path.getFileName().toString().matches("n[0-9]{8}"))) {
            for (Path synset : folders.toList()) {
                String split = synset.endsWith(Path.of("val", synset.getFileName().toString())) ? "test" : "train";
                String id = synset.getFileName().toString();
                Path target = to.resolve(split).resolve(SYNSETS.getOrDefault(id, id));
                Files.createDirectories(target.getParent());
                Files.move(synset, target);
            }
        }
    }

    // Bengal_12.jpg becomes bengal/Bengal_12.jpg.
    private static void namedFiles(Path raw, Path to) throws IOException {
        try (var pictures = Files.find(raw, 6, (path, is) -> is.isRegularFile()
                && path.getFileName().toString().matches("[A-Za-z_]{1,60}_[0-9]{1,6}\\.jpg"))) {
            for (Path picture : pictures.toList()) {
                String name = picture.getFileName().toString();
                Path target = to.resolve(name.substring(0, name.lastIndexOf('_')).toLowerCase(Locale.ROOT))
                        .resolve(name);
                Files.createDirectories(target.getParent());
                Files.move(picture, target);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
