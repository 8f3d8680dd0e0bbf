package dev.lookalike.gallery.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import dev.lookalike.gallery.IngestReport;
import dev.lookalike.gallery.Rejection;
import dev.lookalike.gallery.catalogue.Change;
import dev.lookalike.gallery.catalogue.Item;
import dev.lookalike.gallery.catalogue.Json;
import dev.lookalike.gallery.catalogue.Source;
import dev.lookalike.gallery.catalogue.State;
import dev.lookalike.gallery.exchange.ExportFolder;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Picture;
import dev.lookalike.vision.VisionException;
import org.jspecify.annotations.Nullable;

/// Takes exported embeddings in without a network.
final class Import {
    /*
     * A vector belongs to a content, not to a path: each file is read and must have the hash that was exported. What
     * the row does not tell is read from the picture.
     */
    private static final int AT_ONCE = 64;
    private static final int PLACEHOLDER_BYTES = 24;

    private final Worker.Parts parts;
    private final Function<Path, Source> sources;
    private final BooleanSupplier goesOn;
    private final Tally tally = new Tally();

    Import(Worker.Parts parts, Function<Path, Source> sources, BooleanSupplier goesOn) {
        this.parts = parts;
        this.sources = sources;
        this.goesOn = goesOn;
    }

    private record Taken(Item item, ExportFolder.Row row) {}

    IngestReport run(ExportFolder export) {
        var batch = new ArrayList<Taken>();
        for (ExportFolder.Row row = export.next(); row != null && goesOn.getAsBoolean(); row = export.next()) {
            tally.found();
            Taken taken = take(row);
            if (taken != null) {
                batch.add(taken);
            }
            if (batch.size() == AT_ONCE) {
                write(batch);
            }
        }
        write(batch);
        return tally.report();
    }

    private @Nullable Taken take(ExportFolder.Row row) {
        Item known = parts.catalogue().item(row.path().toString());
        if (known != null && known.state() == State.REMOVED) {
            tally.count(Tally.Fate.SKIPPED);
            return null;
        }
        try {
            Item.Stamp stamp = Walk.stamp(Files.readAttributes(row.path(), BasicFileAttributes.class));
            byte[] content = Files.readAllBytes(row.path());
            String sha256 = Contents.sha256(content);
            if (!sha256.equals(row.fields().getOrDefault("sha256", sha256))) {
                return reject(row, "changed", "the file is not the one that was exported; add it to embed it");
            }
            if (known != null && known.content() != null && known.content().sha256().equals(sha256)) {
                tally.count(Tally.Fate.UNCHANGED);
                return null;
            }
            return isVector(row)
                    ? new Taken(item(row, known, stamp, sha256, content), row)
                    : reject(row, Refusals.NOT_EMBEDDED, "its vector is zero or not finite");
        } catch (NoSuchFileException missing) {
            return reject(row, Refusals.MISSING, "the file is not there");
        } catch (IOException failure) {
            return reject(row, Refusals.UNREADABLE, String.valueOf(failure));
        } catch (VisionException | IllegalArgumentException | DateTimeException failure) {
            return reject(row, Refusals.DAMAGED, String.valueOf(failure.getMessage()));
        }
    }

    private @Nullable Taken reject(ExportFolder.Row row, String kind, String reason) {
        tally.reject(new Rejection(row.path(), kind, reason));
        return null;
    }

    private static boolean isVector(ExportFolder.Row row) {
        if (!(row.norm() > 0) || !Float.isFinite(row.norm())) {
            return false;
        }
        double squares = 0;
        for (short bits : row.unit()) {
            double value = Float.float16ToFloat(bits);
            squares += value * value;
        }
        return Math.abs(squares - 1) < 0.01;
    }

    private Item item(ExportFolder.Row row, @Nullable Item known, Item.Stamp stamp, String sha256, byte[] content) {
        Source source = sources.apply(row.path());
        Item seen = known != null ? known : Item.pending(Run.place(source, row.path()), stamp, Instant.now());
        Item.Content told = told(row.fields(), sha256);
        Item item = seen.embedded(stamp, told != null ? told : decoded(row.fields(), sha256, content));
        return item.described(Json.toldTexts(row.fields().get("metadata")));
    }

    private Item.Content decoded(Map<String, Object> fields, String sha256, byte[] content) {
        Picture picture = Picture.read(content, Limits.FOLDER, parts.network().sideNeeded());
        return Contents.of(sha256, picture, Json.toldCategories(fields.get("categories")));
    }

    private static Item.@Nullable Content told(Map<String, Object> fields, String sha256) {
        if (fields.get("format") instanceof String format && fields.get("width") instanceof Integer width
                && fields.get("height") instanceof Integer height
                && fields.get("placeholder") instanceof String miniature) {
            byte[] placeholder = Base64.getDecoder().decode(miniature);
            LocalDateTime taken = fields.get("taken") instanceof String when ? LocalDateTime.parse(when) : null;
            return placeholder.length != PLACEHOLDER_BYTES
                    ? null
                    : new Item.Content(sha256, format, width, height, taken,
                            Json.toldCategories(fields.get("categories")),
                            placeholder);
        }
        return null;
    }

    private void write(List<Taken> batch) {
        List<Taken> taken = List.copyOf(batch);
        batch.clear();
        List<Tally.Fate> fates = parts.catalogue()
                .write(change -> taken.stream().map(each -> write(change, each)).toList());
        fates.forEach(tally::count);
    }

    private Tally.Fate write(Change change, Taken taken) {
        Item item = taken.item;
        Item there = change.item(item.place().path());
        long id;
        if (there == null) {
            id = change.insert(item);
        } else {
            id = there.id();
            change.update(there.embedded(item.stamp(), Objects.requireNonNull(item.content()))
                    .described(item.metadata()));
        }
        ExportFolder.Row row = taken.row;
        change.embed(id, row.unit(), row.norm());
        change.afterCommit(() -> parts.mirror().put(id, row.unit(), row.norm()));
        return there == null ? Tally.Fate.ADDED : Tally.Fate.CHANGED;
    }
}
