package dev.lookalike.gallery.exchange;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.catalogue.CatalogueCopy;
import dev.lookalike.gallery.catalogue.Item;
import dev.lookalike.gallery.catalogue.Json;
import dev.lookalike.gallery.ingest.Contents;
import dev.lookalike.gallery.ingest.Uploads;

/// One moment of a gallery in one file.
public final class Snapshot {
    /*
     * A ZIP file that any tool opens: `catalogue.sqlite`, the uploads that this catalogue names, what was learnt from labels
     * (`head`, and `head-2` of another generation), and last `manifest.json` with the SHA-256 of each. The ZIP's comment is the SHA-256, in hex, of every byte before it, so
     * that a flipped bit anywhere is found, also where ZIP keeps what nobody reads.
     */
    static final String CATALOGUE = "catalogue.sqlite";
    static final String MANIFEST = "manifest.json";
    static final String FORMAT = "lookalike-snapshot";
    static final int VERSION = 1;
    static final int DIGEST_CHARS = 64;
    private static final Pattern HEAD = Pattern.compile("head(-[1-9][0-9]{0,17})?");

    private final Path gallery;
    private final Map<String, String> digests = new LinkedHashMap<>();

    private Snapshot(Path gallery) {
        this.gallery = gallery;
    }

    /// Writes a snapshot to `file`, replacing what was there; the gallery goes on meanwhile.
    public static void write(Path gallery, Catalogue catalogue, Uploads uploads, Path file) {
        Path draft = Storing.draft(file);
        Path copy = Storing.parent(file).resolve("." + file.getFileName() + ".catalogue");
        try {
            Files.deleteIfExists(copy);
            uploads.keeping(kept -> {
                catalogue.copyTo(copy);
                new Snapshot(gallery).zip(copy, draft);
                return kept;
            });
            sign(draft);
            Storing.sync(draft);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Storing.sync(Storing.parent(file));
        } catch (IOException | UncheckedIOException failure) {
            throw new GalleryException.Storage("cannot write the snapshot %s: %s".formatted(file, failure.getMessage()),
                    failure);
        } finally {
            clean(copy);
            clean(draft);
        }
    }

    private static void clean(Path leftover) {
        try {
            Files.deleteIfExists(leftover);
        } catch (IOException failure) {
            throw new GalleryException.Storage("cannot delete %s: %s".formatted(leftover, failure.getMessage()),
                    failure);
        }
    }

    private void zip(Path copy, Path draft) {
        try (var zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(draft)))) {
            zip.setLevel(Deflater.BEST_SPEED);
            put(zip, CATALOGUE, copy);
            try (var catalogue = CatalogueCopy.open(copy)) {
                catalogue.forEachUpload(item -> putUpload(zip, item));
            }
            try (var heads = Files.newDirectoryStream(gallery, each -> isHead(each.getFileName().toString()))) {
                for (Path head : heads) {
                    put(zip, head.getFileName().toString(), head);
                }
            }
            zip.putNextEntry(new ZipEntry(MANIFEST));
            zip.write(manifest().getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            zip.setComment("0".repeat(DIGEST_CHARS));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Whether a file in a gallery's folder says what was learnt from labels.
    static boolean isHead(String name) {
        return HEAD.matcher(name).matches();
    }

    private void putUpload(ZipOutputStream zip, Item item) {
        try {
            put(zip, item.place().path(), item.file(gallery));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void put(ZipOutputStream zip, String name, Path file) throws IOException {
        MessageDigest digest = Contents.sha256();
        zip.putNextEntry(new ZipEntry(name));
        OutputStream out = new DigestOutputStream(zip, digest);
        Files.copy(file, out);
        zip.closeEntry();
        digests.put(name, HexFormat.of().formatHex(digest.digest()));
    }

    private String manifest() {
        List<Map<String, String>> files = digests.entrySet().stream()
                .map(entry -> Map.of("name", entry.getKey(), "sha256", entry.getValue())).toList();
        var manifest = new LinkedHashMap<String, Object>();
        manifest.put("format", FORMAT);
        manifest.put("version", VERSION);
        manifest.put("files", files);
        return Json.object(manifest);
    }

    private static void sign(Path draft) throws IOException {
        byte[] comment = digest(draft).getBytes(StandardCharsets.US_ASCII);
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(comment), channel.size() - DIGEST_CHARS);
        }
    }

    /// The SHA-256 of everything before the comment, in hex.
    static String digest(Path file) throws IOException {
        MessageDigest digest = Contents.sha256();
        long left = Files.size(file) - DIGEST_CHARS;
        var buffer = new byte[1 << 16];
        try (var in = Files.newInputStream(file)) {
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    break;
                }
                digest.update(buffer, 0, read);
                left -= read;
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
