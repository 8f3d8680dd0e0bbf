package dev.lookalike.app.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import dev.lookalike.app.problem.Kind;
import dev.lookalike.app.problem.ProblemException;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Picture;
import org.jspecify.annotations.Nullable;

/// Query pictures that are kept for a while: their bytes on disk, the last few also decoded. The least recently used
/// go first.
final class Uploads implements AutoCloseable {
    private static final int MAX_NAME = 255;
    static final int MAX_COUNT = 256;
    static final long MAX_BYTES = 512L << 20;
    private static final int MAX_DECODED = 4;

    private final Path folder;
    private final int side;
    private final SecureRandom random = new SecureRandom();
    private final LinkedHashMap<String, Upload> uploads = new LinkedHashMap<>(16, 0.75f, true);
    private final LinkedHashMap<String, Picture> decoded = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /// @param folder
    ///            emptied, made when it is needed
    /// @param side
    ///            the shorter side in pixels to which pictures are decoded at least
    Uploads(Path folder, int side) {
        this.folder = folder;
        this.side = side;
        clear();
    }

    Upload add(byte[] content, String name) {
        var picture = Picture.read(content, Limits.UPLOAD, side);
        byte[] id = new byte[16];
        random.nextBytes(id);
        var origin = picture.origin();
        var format = Objects.requireNonNull(origin.format(), "what was read has a format");
        var upload = new Upload(HexFormat.of().formatHex(id), name, format.mediaType(), origin.width(),
                origin.height(), content.length, sha256(content));
        try {
            Files.createDirectories(folder);
            Files.write(file(upload.id()), content);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot keep the upload: " + failure.getMessage(), failure);
        }
        remember(upload, picture);
        return upload;
    }

    Content content(String id) {
        var upload = find(id);
        try {
            return new Content(upload.format(), upload.bytes(), upload.sha256(), Files.newInputStream(file(id)));
        } catch (IOException _) {
            throw gone(id);
        }
    }

    Picture picture(String id) {
        find(id);
        var picture = remembered(id);
        if (picture == null) {
            try {
                picture = Picture.read(Files.readAllBytes(file(id)), Limits.UPLOAD, side);
            } catch (IOException _) {
                throw gone(id);
            }
            remember(id, picture);
        }
        return picture;
    }

    @Override
    public void close() {
        clear();
    }

    private synchronized Upload find(String id) {
        var upload = uploads.get(id);
        if (upload == null) {
            throw gone(id);
        }
        return upload;
    }

    private synchronized @Nullable Picture remembered(String id) {
        return decoded.get(id);
    }

    private synchronized void remember(Upload upload, Picture picture) {
        uploads.put(upload.id(), upload);
        bytes += upload.bytes();
        remember(upload.id(), picture);
        var oldest = uploads.entrySet().iterator();
        while (uploads.size() > MAX_COUNT || bytes > MAX_BYTES) {
            Map.Entry<String, Upload> entry = oldest.next();
            oldest.remove();
            bytes -= entry.getValue().bytes();
            decoded.remove(entry.getKey());
            delete(file(entry.getKey()));
        }
    }

    private synchronized void remember(String id, Picture picture) {
        decoded.put(id, picture);
        if (decoded.size() > MAX_DECODED) {
            decoded.pollFirstEntry();
        }
    }

    private synchronized void clear() {
        uploads.clear();
        decoded.clear();
        bytes = 0;
        try (var files = Files.exists(folder) ? Files.list(folder) : java.util.stream.Stream.<Path>empty()) {
            files.forEach(Uploads::delete);
            Files.deleteIfExists(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot empty " + folder + ": " + failure.getMessage(), failure);
        }
    }

    private Path file(String id) {
        return folder.resolve(id);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot delete " + file + ": " + failure.getMessage(), failure);
        }
    }

    private static ProblemException gone(String id) {
        return new ProblemException(Kind.NO_SUCH_UPLOAD,
                "there is no upload %s, or not any more; send the picture again".formatted(id));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// A name is text for people: folders and control characters are dropped.
    static String fileName(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{Cntrl}", "").strip();
        String short_ = last.substring(0, Math.min(last.length(), MAX_NAME));
        return short_.isEmpty() || short_.equals(".") || short_.equals("..") ? "picture" : short_;
    }
}
