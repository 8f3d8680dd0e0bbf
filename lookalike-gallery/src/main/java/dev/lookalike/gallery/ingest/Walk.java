package dev.lookalike.gallery.ingest;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

import dev.lookalike.gallery.catalogue.Item;
import org.jspecify.annotations.Nullable;

/// Shows every file below a folder, in the order of their names, without holding them all.
final class Walk {
    /*
     * A folder's entries come sorted in runs of RUN, so that a folder with a million files costs the memory of one run.
     * Links are followed, but not into a folder that is being walked already. Hidden files and folders are left out,
     * and so are galleries: their uploads and thumbnails are no photos.
     */
    private static final int RUN = 20_000;

    private final Visitor visitor;
    private final Deque<Object> open = new ArrayDeque<>();

    private Walk(Visitor visitor) {
        this.visitor = visitor;
    }

    /// Sees what is found.
    interface Visitor {
        /// A regular file.
        void file(Path file, Item.Stamp stamp);

        /// A file or folder that could not be looked at.
        void unreadable(Path path, IOException reason);

        /// Whether to go on.
        boolean goesOn();
    }

    static void below(Path folder, Visitor visitor) {
        new Walk(visitor).show(folder);
    }

    static Item.Stamp stamp(BasicFileAttributes attributes) {
        return new Item.Stamp(attributes.size(),
                attributes.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS));
    }

    private void enter(Path folder, @Nullable Object key) {
        Object identity = key == null ? folder : key;
        if (open.contains(identity) || isGallery(folder)) {
            return;
        }
        open.push(identity);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            var run = new ArrayList<Path>();
            for (Path entry : entries) {
                run.add(entry);
                if (run.size() == RUN) {
                    show(run);
                    run.clear();
                }
            }
            show(run);
        } catch (DirectoryIteratorException failure) {
            visitor.unreadable(folder, new IOException(failure.getCause()));
        } catch (IOException failure) {
            visitor.unreadable(folder, failure);
        } finally {
            open.pop();
        }
    }

    private void show(List<Path> run) {
        Collections.sort(run);
        for (Path entry : run) {
            if (!visitor.goesOn()) {
                return;
            }
            if (!isHidden(entry)) {
                show(entry);
            }
        }
    }

    private void show(Path entry) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(entry, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                enter(entry, attributes.fileKey());
            } else if (attributes.isRegularFile()) {
                visitor.file(entry, stamp(attributes));
            }
        } catch (IOException failure) {
            visitor.unreadable(entry, failure);
        }
    }

    /// Whether a file or folder is left out for its name.
    static boolean isHidden(Path entry) {
        return entry.getFileName().toString().startsWith(".");
    }

    /// Whether a walk of `outer` leaves `inner` out because of a hidden folder on the way.
    static boolean isHiddenBelow(Path outer, Path inner) {
        for (Path name : outer.relativize(inner)) {
            if (isHidden(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isGallery(Path folder) {
        return Files.exists(folder.resolve("catalogue.sqlite")) && Files.exists(folder.resolve("gallery.json"));
    }
}
