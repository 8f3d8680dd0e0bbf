package dev.lookalike.vision.models;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

import dev.lookalike.vision.Download;
import dev.lookalike.vision.Model;
import dev.lookalike.vision.ModelCard;
import dev.lookalike.vision.ModelStore.Progress;
import dev.lookalike.vision.VisionException;
import org.jspecify.annotations.Nullable;

/// The folder that networks are added to. A network is there once its card is: the card is written last.
public final class ModelFolder {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CARD = ".json";
    private static final String GRAPH = ".onnx";
    private static final String LABELS = ".labels.txt";
    private static final String PART = ".part";

    private final Path folder;

    public ModelFolder(Path folder) {
        this.folder = folder;
    }

    /// The names of the networks in it, in order.
    public List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(CARD))
                    .map(name -> name.substring(0, name.length() - CARD.length()))
                    .filter(name -> ModelCard.NAME.matcher(name).matches()).sorted().toList();
        } catch (IOException e) {
            throw new VisionException.Unreadable(folder, e);
        }
    }

    /// The network of a name that is there.
    public Model.Network named(String name) {
        Path file = folder.resolve(name + CARD);
        try {
            var card = CardFile.read(Files.readString(file), file.toString());
            var classes = switch (card.classes()) {
                case "imagenet" -> BundledModels.imagenetClasses();
                case "own" -> Files.readAllLines(folder.resolve(name + LABELS));
                default -> List.<String>of();
            };
            return new Model.Network(card, classes, folder.resolve(name + GRAPH).toUri());
        } catch (IOException e) {
            throw new VisionException.Unreadable(file, e);
        }
    }

    /// Where a network grows before it is kept.
    private Path incoming(String name) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new VisionException.Unreadable(folder, e);
        }
        return folder.resolve(name + GRAPH + PART);
    }

    /// A copy of a file, to grow into a network.
    public Path copy(Path file, String name) {
        try {
            return Files.copy(file, incoming(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new VisionException.Unreadable(file, e);
        }
    }

    /// Throws away what did not become a network.
    public void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new VisionException.Unreadable(part, e);
        }
    }

    /// Fetches a published network and checks it.
    public Path fetch(PublishedModel published, List<URI> addresses, Progress progress) {
        Path part = incoming(published.name());
        new Download(addresses.stream().map(address -> address.resolve(published.path())).toList(), part,
                published.bytes(),
                PATIENCE, progress).fetch();
        try {
            String found = sha256(part);
            if (!found.equals(published.sha256())) {
                Files.delete(part);
                throw new VisionException.BadModel(
                        "what was fetched for %s has SHA-256 %s, published is %s; it was thrown away"
                                .formatted(published.name(), found, published.sha256()));
            }
        } catch (IOException e) {
            throw new VisionException.Unreadable(part, e);
        }
        return part;
    }

    /// Keeps a network that is complete.
    ///
    /// @param graph
    ///            its file, which is moved
    /// @param labels
    ///            the names of its classes, which are copied, or null
    public Model.Network keep(ModelCard card, Path graph, @Nullable Path labels) {
        try {
            if (labels != null) {
                Files.copy(labels, folder.resolve(card.name() + LABELS), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(graph, folder.resolve(card.name() + GRAPH), StandardCopyOption.ATOMIC_MOVE);
            Path written = folder.resolve(card.name() + CARD + PART);
            Files.writeString(written, CardFile.write(card), StandardCharsets.UTF_8);
            Files.move(written, folder.resolve(card.name() + CARD), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new VisionException.Unreadable(folder, e);
        }
        return named(card.name());
    }

    /// Forgets a network.
    public boolean remove(String name) {
        if (!names().contains(name)) {
            return false;
        }
        try {
            for (var ending : List.of(CARD, GRAPH, LABELS)) {
                Files.deleteIfExists(folder.resolve(name + ending));
            }
            return true;
        } catch (IOException e) {
            throw new VisionException.Unreadable(folder, e);
        }
    }

    /// The SHA-256 of a file, in hex.
    public static String sha256(Path file) {
        try (var in = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new VisionException.Unreadable(file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
