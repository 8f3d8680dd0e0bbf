package dev.lookalike.gallery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Picture;
import org.jspecify.annotations.Nullable;

/// Small copies of pictures, made when first asked for and kept under the hash of the content they show.
final class Thumbnails {
    /*
     * Derived: any of these files may go at any time. Each is a JPEG behind its CRC32C, so that a damaged one is made
     * again and never shown. No sync: a torn file fails its checksum.
     */
    static final int MIN_SIDE = 16;
    static final int MAX_SIDE = 2048;
    private static final String DRAFT = ".draft-";
    private static final int CHECKSUM_BYTES = Integer.BYTES;

    private final Path folder;
    private final AtomicLong drafts = new AtomicLong();
    private final Semaphore decoders = new Semaphore(Runtime.getRuntime().availableProcessors());

    Thumbnails(Path folder) {
        this.folder = folder;
    }

    byte[] of(Image image, int side) {
        if (side < MIN_SIDE || side > MAX_SIDE) {
            throw new IllegalArgumentException(
                    "side is %d; ask for %d to %d pixels".formatted(side, MIN_SIDE, MAX_SIDE));
        }
        Path file = folder.resolve(image.sha256().substring(0, 2)).resolve(image.sha256() + "-" + side);
        byte[] kept = kept(file);
        return kept == null ? make(image, side, file) : kept;
    }

    private static byte @Nullable [] kept(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            if (content.length <= CHECKSUM_BYTES) {
                return null;
            }
            byte[] jpeg = Arrays.copyOfRange(content, CHECKSUM_BYTES, content.length);
            return ByteBuffer.wrap(content).getInt() == checksum(jpeg) ? jpeg : null;
        } catch (IOException none) {
            return null;
        }
    }

    /// What is wrong with kept copies, each with its place. Such a copy is not shown, but made again.
    List<String> damages() {
        var damages = new ArrayList<String>();
        for (Path file : files()) {
            if (!file.getFileName().toString().startsWith(DRAFT) && kept(file) == null && Files.exists(file)) {
                damages.add("%s is damaged: its checksum is wrong; `lookalike repair` makes it again".formatted(file));
            }
        }
        return damages;
    }

    /// Drops all kept copies.
    void clear() {
        files().forEach(Thumbnails::discard);
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.exists(folder) ? Files.walk(folder) : Stream.of()) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException | UncheckedIOException gone) {
            return List.of();
        }
    }

    private byte[] make(Image image, int side, Path file) {
        decoders.acquireUninterruptibly();
        try {
            byte[] jpeg = Picture.read(image.path(), Limits.FOLDER, shorterSide(image, side)).thumbnail(side);
            keep(jpeg, image, file);
            return jpeg;
        } finally {
            decoders.release();
        }
    }

    /// How long the shorter side of a copy is whose longer side is `side`.
    private static int shorterSide(Image image, int side) {
        int shorter = Math.min(image.width(), image.height());
        int longer = Math.max(image.width(), image.height());
        return Math.max(1, Math.ceilDiv(shorter * side, longer));
    }

    private void keep(byte[] jpeg, Image image, Path file) {
        Path draft = folder.resolve(DRAFT + drafts.incrementAndGet());
        try {
            if (Files.size(image.path()) != image.bytes()) {
                return;
            }
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.write(draft,
                    ByteBuffer.allocate(CHECKSUM_BYTES + jpeg.length).putInt(checksum(jpeg)).put(jpeg).array());
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException notKept) {
            // A full disk, or one that only reads: the copy is shown all the same, and made again when next asked for.
            discard(draft);
        }
    }

    private static void discard(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException stays) {
            // The draft of the same number is written over it by another run.
        }
    }

    private static int checksum(byte[] content) {
        var crc = new CRC32C();
        crc.update(content, 0, content.length);
        return (int) crc.getValue();
    }
}
