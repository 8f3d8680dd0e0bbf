package dev.lookalike.gallery.ingest;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.lookalike.gallery.catalogue.Source;

/// Tells a folder that was emptied from the place where a drive used to be.
final class Roots {
    private Roots() {}

    /// What the file system calls a folder, or nothing where it has no such name.
    static String key(Path folder) {
        try {
            return String.valueOf(Files.getAttribute(folder, "unix:ino"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return "";
        }
    }

    /// Whether a source's folder is there: it has entries that are not hidden, or it is the very folder that was added.
    static boolean isThere(Source source) {
        Path folder = Path.of(source.path());
        if (!Files.isDirectory(folder)) {
            return false;
        }
        return hasEntries(folder) || (!source.key().isEmpty() && source.key().equals(key(folder)));
    }

    private static boolean hasEntries(Path folder) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (!Walk.isHidden(entry)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException unreadable) {
            return false;
        }
    }
}
