package dev.lookalike.app.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import dev.lookalike.app.problem.ProblemException;

/// How a command finds the server that has the gallery open: `server.json` in the gallery's folder, which only its
/// owner can read, because it holds the key that opens everything.
///
/// @param address
///            on this machine
/// @param key
///            of scope admin, another one at each start
/// @param pid
///            of the server's process
public record ServerFile(URI address, String key, long pid) {
    private static final String NAME = "server.json";
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// Tells commands about a server; replaces what an earlier one left.
    public void write(Path galleryFolder) {
        writePrivately(galleryFolder.resolve(NAME), Json.bytes(this));
    }

    /// Writes a file that only its owner can read, at once and whole.
    public static void writePrivately(Path file, byte[] content) {
        try {
            boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
            FileAttribute<?>[] ownerOnly = posix
                    ? new FileAttribute<?>[]{
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                    : new FileAttribute<?>[0];
            Path folder = Objects.requireNonNull(file.getParent(), "a file in a folder");
            Path next = Files.createTempFile(folder, "private", ".tmp", ownerOnly);
            Files.write(next, content);
            move(next, file);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write %s: %s".formatted(file, failure.getMessage()), failure);
        }
    }

    /// Forgets this server, unless another has written its own file meanwhile.
    public void delete(Path galleryFolder) {
        if (read(galleryFolder).filter(this::equals).isPresent()) {
            try {
                Files.deleteIfExists(galleryFolder.resolve(NAME));
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot delete %s: %s".formatted(galleryFolder.resolve(NAME),
                        failure.getMessage()), failure);
            }
        }
    }

    /// The server that has the gallery open, if one does and answers. A file that a dead server left is ignored.
    public static Optional<ServerFile> running(Path galleryFolder) {
        return read(galleryFolder)
                .filter(server -> ProcessHandle.of(server.pid).map(ProcessHandle::isAlive).orElse(false))
                .filter(ServerFile::answers);
    }

    /// Asks this server; the caller closes it.
    public RemoteApi connect() {
        return new RemoteApi(address, key, Duration.ofSeconds(10));
    }

    private boolean answers() {
        try (var api = new RemoteApi(address, key, PATIENCE)) {
            api.status();
            return true;
        } catch (ProblemException _) {
            return false;
        }
    }

    private static Optional<ServerFile> read(Path galleryFolder) {
        try {
            return Optional.of(Json.read(Files.readAllBytes(galleryFolder.resolve(NAME)), ServerFile.class));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException | ProblemException _) {
            return Optional.empty();
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
