package dev.lookalike.gallery.ingest;

import dev.lookalike.gallery.catalogue.Item;
import dev.lookalike.vision.Embedding;
import dev.lookalike.vision.Picture;

/// What a look at a file found.
sealed interface Outcome {

    /// The file is gone.
    record Gone() implements Outcome {}

    /// The file holds what it held, under another date.
    record Same(Item.Stamp stamp) implements Outcome {}

    /// The file holds what another item holds whose own file is gone.
    record Moved(Item.Stamp stamp, Item from) implements Outcome {}

    /// The file holds what another item holds too: what is known of that one is known of this one.
    record Copied(Item.Stamp stamp, Item of) implements Outcome {}

    /// The file holds a picture that has yet to go through the network.
    record Seen(Item.Stamp stamp, String sha256, Picture picture) implements Outcome {}

    /// The picture went through the network.
    record Embedded(Item.Stamp stamp, Item.Content content, Embedding embedding) implements Outcome {}

    /// The file is not taken.
    record Refused(Item.Stamp stamp, Item.Refusal why) implements Outcome {}
}
