package dev.lookalike.gallery.catalogue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.Outfit;
import org.jspecify.annotations.Nullable;

/// What goes together, as the catalogue remembers it; see [dev.lookalike.gallery.Outfits].
public final class OutfitLog {
    private final Connections connections;
    private final Writer writer;
    private final AtomicLong changes = new AtomicLong();

    OutfitLog(Connections connections, Writer writer) {
        this.connections = connections;
        this.writer = writer;
    }

    /// Keeps all of these, or nothing.
    public void keep(List<Outfit> outfits) {
        writer.write(change -> {
            change.requireServing();
            var there = new HashSet<Long>();
            for (Outfit outfit : outfits) {
                for (long image : outfit.images()) {
                    if (there.add(image)) {
                        Item item = change.item(image);
                        if (item == null || item.state() != State.EMBEDDED) {
                            throw new GalleryException.NoSuchImage(image);
                        }
                    }
                }
                change.keep(outfit);
            }
            change.afterCommit(() -> changes.addAndGet(outfits.size()));
            return outfits;
        });
    }

    /// Forgets an outfit; whether there was one.
    public boolean remove(String name) {
        return writer.write(change -> {
            change.afterCommit(changes::incrementAndGet);
            return change.removeOutfit(name);
        });
    }

    /// The outfit with this name, or null.
    public @Nullable Outfit named(String name) {
        return connections.<@Nullable Outfit>readMoment(sql -> OutfitRows.named(sql, name));
    }

    /// Outfits by name, from the first whose name is greater than `after`.
    public List<Outfit> all(String after, int count) {
        return connections.readMoment(sql -> OutfitRows.all(sql, after, count));
    }

    /// How many there are.
    public long count() {
        return connections.read(OutfitRows::count);
    }

    /// How often one was kept or removed since the catalogue was opened.
    public long changes() {
        return changes.get();
    }

    /// Shows all of them, of one moment, in the order they were kept in.
    public void forEach(Consumer<Outfit> visitor) {
        connections.readMoment(sql -> {
            OutfitRows.forEach(sql, visitor);
            return visitor;
        });
    }

    /// What is wrong with the table of outfits.
    static List<GalleryException> damages(Sql sql) {
        var found = new ArrayList<GalleryException>();
        OutfitRows.check(sql, found::add);
        return found;
    }
}
