package dev.lookalike.gallery.exchange;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.MoveReport;
import dev.lookalike.gallery.catalogue.Float16;
import dev.lookalike.gallery.catalogue.Json;
import dev.lookalike.index.Shelf;

/// Moves what was exported onto a shelf, and from there into an export again.
public final class Moving {
    /*
     * A row stands under its picture's id: its unit vector, and the line of images.ndjson behind checksums of both. What
     * made them, export.json, stands under 0, which is no picture's id. It is put last: a shelf without it is one whose
     * move was cut off. A move that is begun again puts what is not there yet, or is another; every row is read back and
     * compared, so that one that was cut off and one that was not end alike.
     */
    private static final int ROWS = 500;

    private Moving() {}

    /// Puts every row of an export onto the shelf and takes away what is not in it.
    ///
    /// @param place
    ///            as [Shelf#open] takes it
    /// @throws GalleryException.Corrupt
    ///             if a row that was put is not what stands there
    public static MoveReport to(String place, Path export) {
        try (var rows = ExportFolder.open(export); var shelf = Shelf.open(place, rows.dimension())) {
            Notice there = Notice.on(shelf);
            if (there != null && there.publisher() != null) {
                throw new GalleryException.Incompatible("%s shows the gallery of %s; move to another name"
                        .formatted(place, there.owner()));
            }
            shelf.remove(Notice.ID);
            var kept = new HashSet<Long>();
            var batch = new ArrayList<Shelf.Entry>();
            long put = 0;
            for (var row = rows.next(); row != null; row = rows.next()) {
                var entry = entry(row);
                kept.add(entry.id());
                batch.add(entry);
                if (batch.size() == ROWS) {
                    put += put(shelf, batch);
                }
            }
            put += put(shelf, batch);
            long[] foreign = Arrays.stream(shelf.ids()).filter(id -> !kept.contains(id)).toArray();
            for (int first = 0; first < foreign.length; first += ROWS) {
                shelf.remove(Arrays.copyOfRange(foreign, first, Math.min(first + ROWS, foreign.length)));
            }
            put(shelf, new ArrayList<>(
                    List.of(Notice.entry(Notice.ID, rows.dimension(), Json.object(rows.about())))));
            return new MoveReport(kept.size(), put);
        }
    }

    private static Shelf.Entry entry(ExportFolder.Row row) {
        if (!(row.fields().get("id") instanceof Number id) || id.longValue() == Notice.ID) {
            throw new IllegalArgumentException("%s has no id in this export; export again".formatted(row.path()));
        }
        return ShelfRow.of(id.longValue(), Float16.floats(row.unit()), Json.object(row.fields()), Map.of());
    }

    /// Puts those that are not there, and compares all with what stands there then; empties the batch.
    private static long put(Shelf shelf, List<Shelf.Entry> batch) {
        var missing = different(shelf, batch);
        shelf.put(missing);
        var wrong = missing.isEmpty() ? missing : different(shelf, missing);
        if (!wrong.isEmpty()) {
            throw new GalleryException.Corrupt(
                    "row %d was moved and is not what stands there now; move again".formatted(wrong.getFirst().id()),
                    null);
        }
        batch.clear();
        return missing.size();
    }

    private static List<Shelf.Entry> different(Shelf shelf, List<Shelf.Entry> wanted) {
        var there = shelf.entries(wanted.stream().mapToLong(Shelf.Entry::id).toArray());
        var different = new ArrayList<Shelf.Entry>();
        for (int i = 0; i < wanted.size(); i++) {
            var entry = wanted.get(i);
            boolean same = there.get(i).filter(other -> other.text().equals(entry.text())
                    && Arrays.equals(other.vector(), entry.vector())).isPresent();
            if (!same) {
                different.add(entry);
            }
        }
        return different;
    }

    /// Writes what stands on a shelf as an export into `folder`, where there must be nothing.
    ///
    /// @param dimension
    ///            values of an embedding
    /// @return how many rows there are
    /// @throws GalleryException.Incompatible
    ///             if no gallery was moved there, or not wholly
    /// @throws GalleryException.Corrupt
    ///             if a row does not match its checksum
    public static long from(String place, int dimension, Path folder) {
        try (var shelf = Shelf.open(place, dimension)) {
            String about = shelf.entries(Notice.ID).getFirst().map(ShelfRow::line)
                    .orElseThrow(() -> new GalleryException.Incompatible(
                            "no gallery was moved to %s, or its move was cut off; move it there again"
                                    .formatted(place)));
            long[] ids = Arrays.stream(shelf.ids()).filter(id -> id > Notice.ID).toArray();
            Files.createDirectories(folder);
            try (var vectors = new BufferedOutputStream(Files.newOutputStream(folder.resolve(Export.VECTORS)));
                    var images = Files.newBufferedWriter(folder.resolve(Export.IMAGES))) {
                vectors.write(new Npy(true, ids.length, dimension).header());
                for (int first = 0; first < ids.length; first += ROWS) {
                    long[] some = Arrays.copyOfRange(ids, first, Math.min(first + ROWS, ids.length));
                    write(shelf.entries(some), some, vectors, images);
                }
            }
            Files.writeString(folder.resolve(Export.ABOUT), about + "\n");
            return ids.length;
        } catch (IOException | UncheckedIOException failure) {
            throw new GalleryException.Storage("cannot write %s: %s".formatted(folder, failure.getMessage()), failure);
        }
    }

    private static void write(List<Optional<Shelf.Entry>> entries, long[] ids, BufferedOutputStream vectors,
            Writer images) throws IOException {
        for (int i = 0; i < ids.length; i++) {
            long id = ids[i];
            var entry = entries.get(i).orElseThrow(
                    () -> new GalleryException.Corrupt("row %d went while it was read; move again".formatted(id),
                            null));
            var row = ByteBuffer.allocate(Short.BYTES * entry.vector().length).order(ByteOrder.LITTLE_ENDIAN);
            row.asShortBuffer().put(Float16.of(entry.vector()));
            vectors.write(row.array());
            images.write(ShelfRow.line(entry));
            images.write('\n');
        }
    }
}
