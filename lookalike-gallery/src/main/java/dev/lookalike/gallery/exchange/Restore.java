package dev.lookalike.gallery.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.catalogue.CatalogueCopy;
import dev.lookalike.gallery.catalogue.Json;
import dev.lookalike.gallery.ingest.Contents;
import org.jspecify.annotations.Nullable;

/// Makes a gallery from a snapshot.
public final class Restore {
    /*
     * Everything is written and checked beside its place and appears by one rename, so a snapshot that is damaged, or a
     * restore that is killed, leaves no half gallery. Only names that a snapshot has are unpacked, so none leads out of
     * the folder.
     */
    private static final Pattern UPLOAD = Pattern.compile("uploads/[0-9a-f]{2}/[0-9a-f]{64}\\.[a-z]{1,8}");

    private final Path file;

    private Restore(Path file) {
        this.file = file;
    }

    /// Makes a gallery in `folder`, where there must be none.
    public static void from(Path file, Path folder) {
        try {
            if (!Storing.isFree(folder)) {
                throw new IllegalArgumentException(
                        "%s is not empty; give a folder that is not there yet".formatted(folder));
            }
            new Restore(file).into(folder);
        } catch (IOException failure) {
            throw new GalleryException.Storage(
                    "cannot restore %s to %s: %s".formatted(file, folder, failure.getMessage()), failure);
        }
    }

    private void into(Path folder) throws IOException {
        checkDigest();
        Path draft = Storing.draft(folder);
        Storing.deleteAll(draft);
        try {
            Files.createDirectories(draft);
            unpack(draft);
            checkCatalogue(draft.resolve(Snapshot.CATALOGUE));
            Storing.syncAll(draft);
            Files.deleteIfExists(folder);
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
            Storing.sync(Storing.parent(folder));
        } finally {
            Storing.deleteAll(draft);
        }
    }

    private void checkDigest() throws IOException {
        if (Files.size(file) < Snapshot.DIGEST_CHARS) {
            throw damaged("it is too short", null);
        }
        var comment = new byte[Snapshot.DIGEST_CHARS];
        try (var whole = new RandomAccessFile(file.toFile(), "r")) {
            whole.seek(whole.length() - comment.length);
            whole.readFully(comment);
        }
        if (!Snapshot.digest(file).equals(new String(comment, StandardCharsets.ISO_8859_1))) {
            throw damaged("its content does not match the checksum at its end", null);
        }
    }

    private void unpack(Path draft) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            Map<String, String> digests = manifest(zip);
            Set<String> names = new HashSet<>(digests.keySet());
            names.add(Snapshot.MANIFEST);
            if (!names.equals(new HashSet<>(zip.stream().map(ZipEntry::getName).toList()))) {
                throw damaged("it holds other files than its manifest says", null);
            }
            for (Map.Entry<String, String> entry : digests.entrySet()) {
                unpack(zip, entry.getKey(), entry.getValue(), draft);
            }
        } catch (IllegalArgumentException | ClassCastException unreadable) {
            throw damaged("its manifest cannot be read", unreadable);
        }
    }

    private Map<String, String> manifest(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(Snapshot.MANIFEST);
        if (entry == null) {
            throw damaged("it has no manifest; it is no snapshot of a gallery", null);
        }
        String json;
        try (InputStream in = zip.getInputStream(entry)) {
            json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Map<String, Object> manifest = Json.object(json);
        if (!Snapshot.FORMAT.equals(manifest.get("format"))
                || !Integer.valueOf(Snapshot.VERSION).equals(manifest.get("version"))) {
            throw new GalleryException.Incompatible("%s is a %s of version %s; this program reads %s of version %d"
                    .formatted(file, manifest.get("format"), manifest.get("version"), Snapshot.FORMAT,
                            Snapshot.VERSION));
        }
        var digests = new TreeMap<String, String>();
        for (Object each : (List<?>) manifest.getOrDefault("files", List.of())) {
            Map<?, ?> named = (Map<?, ?>) each;
            digests.put(String.valueOf(named.get("name")), String.valueOf(named.get("sha256")));
        }
        return digests;
    }

    private void unpack(ZipFile zip, String name, String sha256, Path draft) throws IOException {
        if (!name.equals(Snapshot.CATALOGUE) && !Snapshot.isHead(name) && !UPLOAD.matcher(name).matches()) {
            throw damaged("it holds " + name + ", which no snapshot does", null);
        }
        Path target = draft.resolve(name);
        Files.createDirectories(Storing.parent(target));
        MessageDigest digest = Contents.sha256();
        try (InputStream in = new DigestInputStream(zip.getInputStream(zip.getEntry(name)), digest)) {
            Files.copy(in, target);
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
            throw damaged(name + " does not match its checksum", null);
        }
    }

    private void checkCatalogue(Path catalogue) {
        try (var copy = CatalogueCopy.open(catalogue)) {
            List<String> problems = copy.verify();
            if (!problems.isEmpty()) {
                throw damaged(problems.getFirst(), null);
            }
        }
    }

    private GalleryException.Corrupt damaged(String what, @Nullable Throwable cause) {
        return new GalleryException.Corrupt(
                "the snapshot %s is damaged: %s; nothing was restored, use another".formatted(file, what), cause);
    }
}
