package dev.lookalike.gallery;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.exchange.OutfitTable;
import dev.lookalike.gallery.ranking.OutfitLearning;

/// Which pictures of a gallery were seen together: kept in its catalogue, and acknowledged once they are on stable storage. All
/// methods may be called from any thread.
public final class Outfits {
    /// The most outfits that are kept at once.
    public static final int MAX_AT_ONCE = 5_000;

    /// The most outfits of a gallery.
    public static final int MAX_OUTFITS = 1_000_000;

    /// The fewest outfits, with two pictures or more that are there, that [what goes with what][Query.GoesWith] is learnt from.
    public static final int LEAST_LEARNT = 20;

    private final Path gallery;
    private final Catalogue catalogue;
    private final OutfitLearning learning;

    Outfits(Path gallery, Catalogue catalogue, OutfitLearning learning) {
        this.gallery = gallery;
        this.catalogue = catalogue;
        this.learning = learning;
    }

    /// Keeps all of these or, where one is refused, none. An outfit takes the place of the one that had its name.
    ///
    /// @param outfits
    ///            up to [#MAX_AT_ONCE]
    /// @throws IllegalArgumentException
    ///             if they are too many
    /// @throws GalleryException.NoSuchImage
    ///             if a picture is not there
    public void keep(List<Outfit> outfits) {
        if (outfits.size() > MAX_AT_ONCE) {
            throw new IllegalArgumentException("%,d outfits at once; give up to %,d, and the rest after them"
                    .formatted(outfits.size(), MAX_AT_ONCE));
        }
        catalogue.outfits().keep(outfits);
    }

    /// Keeps the outfits of a table, and says what became of them: `added` counts outfits, and `rejected` names lines.
    ///
    /// The table is CSV with a header (UTF-8, RFC 4180), or NDJSON if its name ends in `.ndjson` or `.jsonl`. It has a row for each
    /// picture of an outfit: `outfit` is the outfit's name, and `id`, or else `path` or `name`, says which picture, as
    /// [Gallery#describe(Path)] reads them. A row that fits no picture is rejected, and so is an outfit of which too few are left.
    ///
    /// @throws IllegalArgumentException
    ///             if there is no such file, it lacks a column or has another, or it has more than [#MAX_OUTFITS]
    public IngestReport keep(Path table) {
        return new OutfitTable(gallery, catalogue, table.toAbsolutePath().normalize(), this::keep).read();
    }

    /// The outfits there are, by name, from the first whose name is greater than `after`.
    ///
    /// @param count
    ///            1 to [Gallery#MAX_COUNT]
    public List<Outfit> all(String after, int count) {
        Pictures.checkCount(count);
        return catalogue.outfits().all(after, count);
    }

    /// The outfit with this name.
    public Optional<Outfit> outfit(String name) {
        return Optional.ofNullable(catalogue.outfits().named(Outfit.checkName(name)));
    }

    /// How many outfits there are.
    public long count() {
        return catalogue.outfits().count();
    }

    /// How far it has come to learn what goes with what.
    public OutfitStatus status() {
        return learning.status();
    }

    /// Learns what goes with what in the background from now on, and anew when a twentieth of the outfits or pictures has changed,
    /// until the gallery is closed. Questions are answered by what was learnt before until that is done; the first waits some
    /// seconds for it. Without this, each question that needs it learns what changed first.
    public void keepLearnt() {
        learning.keepLearnt();
    }

    /// Forgets an outfit; its pictures stay.
    ///
    /// @return whether there was one
    public boolean remove(String name) {
        return catalogue.outfits().remove(Outfit.checkName(name));
    }
}
