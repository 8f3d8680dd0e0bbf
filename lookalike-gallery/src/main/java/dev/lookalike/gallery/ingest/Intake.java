package dev.lookalike.gallery.ingest;

import dev.lookalike.gallery.catalogue.Change;
import dev.lookalike.gallery.catalogue.Item;
import org.jspecify.annotations.Nullable;

/// What workers do with the files they take. Called by all of them at once.
interface Intake {

    /// Looks at the file of an item.
    Outcome examine(Item item, int worker);

    /// Writes what a look at a file found, which no longer is one [that has yet to be embedded][Outcome.Seen].
    Effect write(Change change, Item examined, Outcome outcome);

    /// What became of a file.
    ///
    /// @param fate
    ///            none if it has to be looked at again
    record Effect(Tally.@Nullable Fate fate, Item item) {}
}
