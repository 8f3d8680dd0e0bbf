package dev.lookalike.gallery.ingest;

import dev.lookalike.gallery.catalogue.Change;
import dev.lookalike.gallery.catalogue.Float16;
import dev.lookalike.gallery.catalogue.Item;
import dev.lookalike.gallery.catalogue.State;
import dev.lookalike.gallery.catalogue.StoredEmbedding;

/// Brings files into the gallery, or up to what they are now.
record Adding(Worker.Parts parts) implements Intake {

    @Override
    public Outcome examine(Item item, int worker) {
        return parts.examination().examine(item, worker);
    }

    @Override
    public Effect write(Change change, Item examined, Outcome outcome) {
        Item item = change.item(examined.id());
        if (item == null || (item.state() == State.REMOVED)) {
            return new Effect(Tally.Fate.GONE, examined);
        }
        return switch (outcome) {
            case Outcome.Gone gone -> gone(change, item);
            case Outcome.Same same -> {
                change.update(item.movedTo(item.place(), same.stamp()));
                yield new Effect(Tally.Fate.UNCHANGED, item);
            }
            case Outcome.Moved moved -> moved(change, item, moved);
            case Outcome.Copied copied -> copied(change, item, copied);
            case Outcome.Embedded found -> found(change, item, found.stamp(), found.content(),
                    Float16.of(found.embedding().unit()), found.embedding().norm());
            case Outcome.Refused refused -> refused(change, item, refused);
            case Outcome.Seen seen -> throw new IllegalStateException("a picture was not embedded");
        };
    }

    private Effect gone(Change change, Item item) {
        if (item.state() != State.EMBEDDED) {
            change.delete(item.id());
        }
        return new Effect(Tally.Fate.GONE, item);
    }

    private Effect moved(Change change, Item item, Outcome.Moved moved) {
        Item from = change.item(moved.from().id());
        if (from == null || from.state() != moved.from().state() || !from.place().equals(moved.from().place())) {
            return new Effect(null, item);
        }
        change.delete(item.id());
        change.update(from.movedTo(item.place(), moved.stamp()));
        return new Effect(from.state() == State.REMOVED ? Tally.Fate.GONE : Tally.Fate.MOVED, from);
    }

    private Effect copied(Change change, Item item, Outcome.Copied copied) {
        Item of = change.item(copied.of().id());
        StoredEmbedding embedding = change.embedding(copied.of().id());
        if (of == null || of.content() == null || embedding == null
                || !of.content().sha256().equals(contentOf(copied.of()))) {
            return new Effect(null, item);
        }
        return found(change, item, copied.stamp(), of.content(), embedding.unit(), embedding.norm());
    }

    private static String contentOf(Item item) {
        return item.content() == null ? "" : item.content().sha256();
    }

    private Effect found(Change change, Item item, Item.Stamp stamp, Item.Content content, short[] unit, float norm) {
        change.update(item.embedded(stamp, content));
        change.embed(item.id(), unit, norm);
        change.afterCommit(() -> parts.mirror().put(item.id(), unit, norm));
        return new Effect(item.state() == State.EMBEDDED ? Tally.Fate.CHANGED : Tally.Fate.ADDED, item);
    }

    private Effect refused(Change change, Item item, Outcome.Refused refused) {
        Item rejected = item.rejected(refused.stamp(), refused.why());
        change.update(rejected);
        change.forget(item.id());
        if (item.state() == State.EMBEDDED) {
            change.afterCommit(() -> parts.mirror().remove(item.id()));
        }
        return new Effect(Tally.Fate.REJECTED, rejected);
    }
}
