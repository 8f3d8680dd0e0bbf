package dev.lookalike.gallery.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Objects;

import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.catalogue.Item;
import dev.lookalike.gallery.catalogue.Source;
import dev.lookalike.gallery.catalogue.State;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.VisionException;
import org.jspecify.annotations.Nullable;

/// Looks at one file: what it holds, and whether that is known already.
final class Examination {
    /*
     * The content's hash is asked before the picture is decoded: what another item holds costs neither decoding nor the
     * network. A file longer than LARGE is read by one worker at a time, so that memory is bounded by one of them.
     */
    private static final long LARGE = 64L << 20;
    private static final Object ONE_AT_A_TIME = new Object();

    private final Path gallery;
    private final Catalogue catalogue;
    private final Decoding decoding;
    private final Journal journal;
    private final int sideNeeded;

    Examination(Path gallery, Catalogue catalogue, Decoding decoding, Journal journal, int sideNeeded) {
        this.gallery = gallery;
        this.catalogue = catalogue;
        this.decoding = decoding;
        this.journal = journal;
        this.sideNeeded = sideNeeded;
    }

    Outcome examine(Item item, int worker) {
        return examine(item, worker, true);
    }

    /// Looks at a file as if nothing were known of what it holds.
    Outcome examineAnew(Item item, int worker) {
        return examine(item, worker, false);
    }

    private Outcome examine(Item item, int worker, boolean mayBeKnown) {
        Path file = item.file(gallery);
        Item.Stamp stamp;
        try {
            stamp = Walk.stamp(Files.readAttributes(file, BasicFileAttributes.class));
        } catch (NoSuchFileException gone) {
            return new Outcome.Gone();
        } catch (IOException failure) {
            return unreadable(item.stamp(), file, failure);
        }
        if (stamp.bytes() > Limits.FOLDER.bytes()) {
            return new Outcome.Refused(stamp, new Item.Refusal("too-large",
                    "the file has %d bytes; up to %d are taken".formatted(stamp.bytes(), Limits.FOLDER.bytes())));
        }
        try {
            if (stamp.bytes() < LARGE) {
                return read(item, file, stamp, worker, mayBeKnown);
            }
            synchronized (ONE_AT_A_TIME) {
                return read(item, file, stamp, worker, mayBeKnown);
            }
        } catch (OutOfMemoryError tooLarge) {
            return new Outcome.Refused(stamp, Refusals.noMemory());
        }
    }

    private Outcome read(Item item, Path file, Item.Stamp stamp, int worker, boolean mayBeKnown) {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException gone) {
            return new Outcome.Gone();
        } catch (IOException failure) {
            return unreadable(stamp, file, failure);
        }
        String sha256 = Contents.sha256(content);
        Outcome known = mayBeKnown ? known(item, stamp, sha256) : null;
        return known == null ? decode(item, stamp, sha256, content, worker) : known;
    }

    private Outcome unreadable(Item.Stamp stamp, Path file, IOException failure) {
        return new Outcome.Refused(stamp, new Item.Refusal(Refusals.UNREADABLE,
                "cannot read %s: %s; check its permissions".formatted(file, failure)));
    }

    private @Nullable Outcome known(Item item, Item.Stamp stamp, String sha256) {
        if (item.state() == State.EMBEDDED && Objects.requireNonNull(item.content()).sha256().equals(sha256)) {
            return new Outcome.Same(stamp);
        }
        Outcome copied = null;
        for (Item other : catalogue.withContent(sha256)) {
            if (other.id() == item.id() || other.place().source() == Source.UPLOADS) {
                continue;
            }
            if (item.state() == State.PENDING && hasLost(other)) {
                return new Outcome.Moved(stamp, other);
            }
            if (other.state() == State.EMBEDDED) {
                copied = new Outcome.Copied(stamp, other);
            }
        }
        return copied;
    }

    /// Whether the file of an item is gone while the folder it came from is there.
    private boolean hasLost(Item other) {
        Path file = other.file(gallery);
        if (Files.exists(file) || !Files.notExists(file)) {
            return false;
        }
        return catalogue.sources().stream().filter(source -> source.id() == other.place().source())
                .anyMatch(source -> Roots.isThere(source));
    }

    private Outcome decode(Item item, Item.Stamp stamp, String sha256, byte[] content, int worker) {
        journal.begin(worker, item.place().path());
        try {
            return new Outcome.Seen(stamp, sha256, decoding.read(content, sideNeeded));
        } catch (VisionException.Refused refused) {
            String kind = refused.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
            return new Outcome.Refused(stamp, new Item.Refusal(kind, String.valueOf(refused.getMessage())));
        } catch (RuntimeException | StackOverflowError unforeseen) {
            return new Outcome.Refused(stamp, new Item.Refusal(Refusals.FAILED,
                    "the picture cannot be decoded: " + unforeseen));
        } finally {
            journal.end(worker);
        }
    }
}
