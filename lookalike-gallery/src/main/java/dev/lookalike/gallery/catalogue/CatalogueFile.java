package dev.lookalike.gallery.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

import dev.lookalike.gallery.GalleryException;

/// The catalogue's file: made whole or not at all, and looked at before SQLite sees it.
final class CatalogueFile {
    /*
     * SQLite takes a missing or empty file for a new database: a gallery whose catalogue was lost would come up empty
     * and well. So a catalogue is made under another name and renamed, a marker beside it says from then on that there
     * is one, and the header is read here first. Java must not touch the file while SQLite has it open: closing any
     * descriptor of it would drop SQLite's locks (POSIX).
     */
    static final String NAME = "catalogue.sqlite";
    private static final String MARKER = "gallery.json";
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = 100;

    private CatalogueFile() {}

    static Path log(Path file) {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    /// Makes sure that `folder` holds a catalogue, and that its header is sound.
    static Path prepare(Path folder, Catalogue.Model model) {
        Path file = folder.resolve(NAME);
        Path marker = folder.resolve(MARKER);
        try {
            if (Files.exists(file)) {
                checkHeader(file);
            } else if (Files.exists(marker)) {
                throw damaged(file, "it is missing");
            } else {
                create(folder, file, model);
            }
            if (Files.notExists(marker)) {
                Files.writeString(marker, "{\"format\": \"lookalike-gallery\", \"version\": 1}\n");
                sync(marker);
                sync(folder);
            }
            return file;
        } catch (IOException failure) {
            throw new GalleryException.Storage("cannot use %s: %s".formatted(file, failure.getMessage()), failure);
        }
    }

    private static void create(Path folder, Path file, Catalogue.Model model) throws IOException {
        Path draft = file.resolveSibling(NAME + ".new");
        Files.deleteIfExists(draft);
        try (Sql sql = Connections.bare(draft)) {
            sql.control("PRAGMA application_id = " + Schema.APPLICATION_ID);
            Schema.lift(sql);
            Generation.create(sql, Generation.FIRST, model, 0);
        }
        sync(draft);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
    }

    private static void checkHeader(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(HEADER_BYTES);
        }
        if (bytes.length < HEADER_BYTES) {
            throw damaged(file, "it ends inside its header");
        }
        ByteBuffer header = ByteBuffer.wrap(bytes);
        if (!header.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))
                || header.getInt(68) != Schema.APPLICATION_ID) {
            throw damaged(file, "its header is not that of a catalogue");
        }
        long promised = (long) pageBytes(header) * Integer.toUnsignedLong(header.getInt(28));
        Path log = log(file);
        boolean settled = Files.notExists(log) || Files.size(log) == 0;
        if (settled && Files.size(file) != promised) {
            throw damaged(file, "it has %d bytes, its header says %d".formatted(Files.size(file), promised));
        }
    }

    /// Bytes 16 and 17; 65,536 is written as 1 (sqlite.org/fileformat2.html).
    private static int pageBytes(ByteBuffer header) {
        int bytes = Short.toUnsignedInt(header.getShort(16));
        return bytes == 1 ? 65_536 : bytes;
    }

    private static GalleryException.Corrupt damaged(Path file, String what) {
        return new GalleryException.Corrupt("%s is damaged: %s; restore a snapshot".formatted(file, what), null);
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
