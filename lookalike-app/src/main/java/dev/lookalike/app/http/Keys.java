package dev.lookalike.app.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

import dev.lookalike.app.api.Json;
import dev.lookalike.app.api.ServerFile;
import dev.lookalike.app.problem.Kind;
import dev.lookalike.app.problem.ProblemException;

/// The keys that open a server: `keys.json` in the gallery's folder holds their hashes, no file a key.
///
/// A key is 32 random bytes, so that a plain SHA-256 of it cannot be searched through; nothing slower is needed.
final class Keys {
    static final int MAX_KEPT = 32;
    private static final String FILE = "keys.json";

    private final Path file;
    private final SecureRandom random = new SecureRandom();
    private final List<Entry> kept;
    private final List<Entry> session = new ArrayList<>();

    /// A key as it is kept.
    record Entry(String sha256, Scope scope, Instant created) {}

    /// What the file holds.
    record Stored(List<Entry> keys) {}

    Keys(Path galleryFolder) {
        file = galleryFolder.resolve(FILE);
        kept = new ArrayList<>(read(file));
    }

    /// A new key that later starts know too; the oldest is forgotten when there are [#MAX_KEPT].
    synchronized String issue(Scope scope) {
        String key = random();
        kept.add(new Entry(HexFormat.of().formatHex(sha256(key)), scope, Instant.now()));
        if (kept.size() > MAX_KEPT) {
            kept.removeFirst();
        }
        ServerFile.writePrivately(file, Json.bytes(new Stored(kept)));
        return key;
    }

    /// A new key that ends with this process.
    synchronized String issueForSession(Scope scope) {
        String key = random();
        session.add(new Entry(HexFormat.of().formatHex(sha256(key)), scope, Instant.now()));
        return key;
    }

    /// How far a key reaches: [Scope#NONE] for one that is unknown. Takes as long for each key, known or not.
    synchronized Scope scope(String key) {
        byte[] hash = sha256(key);
        var found = Scope.NONE;
        for (var entries : List.of(session, kept)) {
            for (var entry : entries) {
                if (MessageDigest.isEqual(hash, HexFormat.of().parseHex(entry.sha256()))) {
                    found = entry.scope();
                }
            }
        }
        return found;
    }

    private String random() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static List<Entry> read(Path file) {
        try {
            return Json.read(Files.readAllBytes(file), Stored.class).keys();
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (ProblemException damaged) {
            throw new ProblemException(Kind.CORRUPT,
                    "%s is damaged; delete it and let each phone scan the code again".formatted(file));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read %s: %s".formatted(file, failure.getMessage()), failure);
        }
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
