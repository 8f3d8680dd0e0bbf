package dev.lookalike.gallery.ingest;

import java.util.List;

import dev.lookalike.gallery.catalogue.Change;
import dev.lookalike.gallery.catalogue.Item;
import dev.lookalike.vision.Embedding;
import dev.lookalike.vision.Picture;
import org.jspecify.annotations.Nullable;

/// What workers do with the files they take. Called by all of them at once.
interface Intake {

    /// Looks at the file of an item.
    Outcome examine(Item item, int worker);

    /// The embeddings of pictures, in their order.
    List<Embedding> embed(List<Picture> pictures);

    /// Writes what a look at a file found, which no longer is one [that has yet to be embedded][Outcome.Seen].
    Effect write(Change change, Item examined, Outcome outcome);

    /// What became of a file.
    ///
    /// @param fate
    ///            none if it has to be looked at again
    record Effect(Tally.@Nullable Fate fate, Item item) {}
}
