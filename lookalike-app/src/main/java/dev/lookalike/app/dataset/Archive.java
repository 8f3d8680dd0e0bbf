package dev.lookalike.app.dataset;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// A compressed tar archive that is not trusted.
///
/// Unpacks plain files below a folder and nothing else: no entry leaves the folder, there are no links and no devices, and what
/// comes out has bounds. The first entry that is anything else stops it.
public final class Archive {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_NAME = 1_024;

    private final Path folder;
    private final int mostFiles;
    private final long mostBytes;
    private int files;
    private long bytes;

    private Archive(Path folder, int mostFiles, long mostBytes) {
        this.folder = folder;
        this.mostFiles = mostFiles;
        this.mostBytes = mostBytes;
    }

    /// Unpacks `file`.
    ///
    /// @param folder
    ///            empty, into which everything goes
    /// @param mostFiles
    ///            how many files and folders it may have
    /// @param mostBytes
    ///            how much may come out
    /// @throws IOException
    ///             if the archive is damaged, holds what it must not, or cannot be unpacked here; the message names the entry
    public static void unpack(Path file, Path folder, int mostFiles, long mostBytes) throws IOException {
        var archive = new Archive(folder, mostFiles, mostBytes);
        try (var tar = new TarArchiveInputStream(
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file))))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                archive.take(entry, tar);
            }
        } catch (IllegalArgumentException damaged) {
            throw new IOException("%s is damaged: %s".formatted(file.getFileName(), damaged.getMessage()), damaged);
        }
    }

    private void take(TarArchiveEntry entry, InputStream content) throws IOException {
        if (++files > mostFiles) {
            throw new IOException(
                    "the archive holds more than %,d files; nothing more of it is unpacked".formatted(mostFiles));
        }
        boolean link = entry.isSymbolicLink() || entry.isLink();
        boolean device = entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO();
        if (link || device || entry.isSparse() || (!entry.isFile() && !entry.isDirectory())) {
            throw refused(entry, "it is neither a plain file nor a folder");
        }
        Path target = target(entry);
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE)) {
            copy(entry, content, out);
        }
    }

    private Path target(TarArchiveEntry entry) throws IOException {
        String name = entry.getName();
        if (name.isEmpty() || name.length() > MAX_NAME || name.startsWith("/") || name.contains("\\")
                || name.contains(":") || name.chars().anyMatch(Character::isISOControl)) {
            throw refused(entry, "its name is no name of a file below a folder");
        }
        try {
            Path target = folder.resolve(name).normalize();
            int depth = target.getNameCount() - folder.getNameCount();
            boolean climbs = Path.of(name).normalize().startsWith("..") || name.matches("(.*/)?\\.\\.(/.*)?");
            if (climbs || !target.startsWith(folder) || depth > MAX_DEPTH || depth < (entry.isDirectory() ? 0 : 1)) {
                throw refused(entry, "it would lie outside the folder, or more than %d deep".formatted(MAX_DEPTH));
            }
            return target;
        } catch (InvalidPathException unusable) {
            throw refused(entry, unusable.getReason());
        }
    }

    private void copy(TarArchiveEntry entry, InputStream content, OutputStream out) throws IOException {
        var buffer = new byte[1 << 16];
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            bytes += count;
            if (bytes > mostBytes) {
                throw refused(entry, "more than %,d bytes have come out".formatted(mostBytes));
            }
            out.write(buffer, 0, count);
        }
    }

    private static IOException refused(TarArchiveEntry entry, String reason) {
        String name = entry.getName().replaceAll("\\p{Cntrl}", "?");
        return new IOException("the archive's entry `%s` is refused: %s".formatted(
                name.substring(0, Math.min(100, name.length())), reason));
    }
}
