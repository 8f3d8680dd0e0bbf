package dev.lookalike.app.api;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;

import dev.lookalike.app.api.Evaluations.Evaluation;
import tools.jackson.core.JacksonException;

/// Remembers what was measured last of each network and space, so that they can be compared after a switch or a training.
///
/// The file is derived: JSON, and behind it eight hex digits, its CRC32C. One that is damaged is named and forgotten.
final class KeptEvaluations {
    /// Of more, the oldest are forgotten.
    static final int MOST = 24;

    private static final Logger LOG = System.getLogger(KeptEvaluations.class.getName());
    private static final int DIGITS = 8;

    private final Path file;

    KeptEvaluations(Path galleryFolder) {
        file = galleryFolder.resolve("derived").resolve("evaluations.json");
    }

    /// All that is remembered, the newest first.
    synchronized Evaluations read() {
        try {
            return Files.exists(file) ? checked(Files.readAllBytes(file)) : new Evaluations(List.of());
        } catch (IOException | JacksonException unusable) {
            LOG.log(Level.WARNING, "{0} cannot be used: {1}; `lookalike evaluate` measures again", file,
                    unusable.getMessage());
            return new Evaluations(List.of());
        }
    }

    private static Evaluations checked(byte[] bytes) throws IOException {
        int length = bytes.length - DIGITS;
        if (length < 0 || !checksum(bytes, length)
                .equals(new String(bytes, length, DIGITS, StandardCharsets.US_ASCII))) {
            throw new IOException("its checksum is wrong");
        }
        return Json.readAnswer(Arrays.copyOf(bytes, length), Evaluations.class);
    }

    /// Remembers these in place of earlier ones of the same labels on the same occasion but for the time.
    synchronized void add(Evaluations measured) {
        var all = new ArrayList<>(measured.evaluations());
        read().evaluations().stream().filter(old -> measured.evaluations().stream().noneMatch(now -> isAgain(now, old)))
                .forEach(all::add);
        byte[] json = Json.bytes(new Evaluations(List.copyOf(all.subList(0, Math.min(MOST, all.size())))));
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(file.getParent());
            Files.write(part, (new String(json, StandardCharsets.UTF_8) + checksum(json, json.length))
                    .getBytes(StandardCharsets.UTF_8));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            LOG.log(Level.WARNING, "cannot remember what was measured in {0}: {1}", file, failure.getMessage());
        }
    }

    private static boolean isAgain(Evaluation now, Evaluation old) {
        return now.labels().equals(old.labels()) && old.occasion() != null
                && Objects.requireNonNull(now.occasion()).isAgain(old.occasion());
    }

    private static String checksum(byte[] bytes, int count) {
        var checksum = new CRC32C();
        checksum.update(bytes, 0, count);
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }
}
