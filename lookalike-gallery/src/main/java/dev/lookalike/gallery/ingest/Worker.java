package dev.lookalike.gallery.ingest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.catalogue.Change;
import dev.lookalike.gallery.catalogue.Item;
import dev.lookalike.gallery.catalogue.State;
import dev.lookalike.gallery.catalogue.StoredEmbedding;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Embedding;
import dev.lookalike.vision.Picture;
import dev.lookalike.vision.VisionException;
import org.jspecify.annotations.Nullable;

/// Takes waiting files, a batch at a time, from disk to catalogue.
final class Worker implements Runnable {
    /*
     * There are as many workers as cores, and each reads, decodes, embeds and commits its own batch. While one decodes
     * the other is in the network, so both cores stay busy, nothing queues up between stages, and what a crash can lose
     * is one batch of each.
     */
    private final int number;
    private final Parts parts;
    private final IdQueue queue;
    private final Tally tally;
    private final BooleanSupplier goesOn;

    /// What workers share.
    record Parts(Path gallery, Catalogue catalogue, Network network, Mirror mirror, Examination examination) {}

    Worker(int number, Parts parts, IdQueue queue, Tally tally, BooleanSupplier goesOn) {
        this.number = number;
        this.parts = parts;
        this.queue = queue;
        this.tally = tally;
        this.goesOn = goesOn;
    }

    private record Work(Item item, Outcome outcome) {}

    private record Effect(Tally.@Nullable Fate fate, Item item) {}

    @Override
    public void run() {
        for (long[] ids = queue.take(Embedder.BATCH); ids.length > 0
                && goesOn.getAsBoolean(); ids = queue.take(Embedder.BATCH)) {
            work(ids);
        }
    }

    private void work(long[] ids) {
        var batch = new ArrayList<Work>();
        for (long id : ids) {
            Item item = parts.catalogue.item(id);
            if (item == null) {
                tally.count(Tally.Fate.GONE);
            } else {
                batch.add(new Work(item, parts.examination.examine(item, number)));
            }
        }
        List<Work> done = embed(batch);
        List<Effect> effects = parts.catalogue.write(change -> done.stream().map(work -> apply(change, work)).toList());
        effects.forEach(this::count);
    }

    private void count(Effect effect) {
        if (effect.fate == null) {
            queue.add(effect.item.id());
        } else if (effect.fate == Tally.Fate.REJECTED) {
            tally.reject(effect.item.rejection(parts.gallery));
        } else {
            tally.count(effect.fate);
        }
    }

    private List<Work> embed(List<Work> batch) {
        List<Picture> pictures = batch.stream().map(Work::outcome).filter(Outcome.Seen.class::isInstance)
                .map(outcome -> ((Outcome.Seen) outcome).picture()).toList();
        if (pictures.isEmpty()) {
            return batch;
        }
        List<Embedding> embeddings;
        try {
            embeddings = parts.network.embed(pictures);
        } catch (RuntimeException | OutOfMemoryError oneOfThem) {
            return batch.stream().map(this::embedAlone).toList();
        }
        var rest = embeddings.iterator();
        return batch.stream().map(work -> work.outcome instanceof Outcome.Seen seen
                ? new Work(work.item, embedded(seen, rest.next()))
                : work).toList();
    }

    private Work embedAlone(Work work) {
        if (!(work.outcome instanceof Outcome.Seen seen)) {
            return work;
        }
        try {
            return new Work(work.item, embedded(seen, parts.network.embed(List.of(seen.picture())).getFirst()));
        } catch (VisionException.NoEmbedding ofThePicture) {
            return refused(work, seen, new Item.Refusal(Refusals.NOT_EMBEDDED,
                    "the network makes nothing of it: " + ofThePicture.getMessage()));
        } catch (OutOfMemoryError tooMuch) {
            return refused(work, seen, Refusals.noMemory());
        } catch (RuntimeException failure) {
            return refused(work, seen, new Item.Refusal(Refusals.FAILED, "the network failed at it: " + failure));
        }
    }

    private static Work refused(Work work, Outcome.Seen seen, Item.Refusal why) {
        return new Work(work.item, new Outcome.Refused(seen.stamp(), why));
    }

    private static Outcome.Embedded embedded(Outcome.Seen seen, Embedding embedding) {
        return new Outcome.Embedded(seen.stamp(), Contents.of(seen.sha256(), seen.picture(), embedding), embedding);
    }

    /// Writes what a look at a file found.
    ///
    /// @return what became of the file; no fate if it has to be looked at again
    private Effect apply(Change change, Work work) {
        Item item = change.item(work.item.id());
        if (item == null || (item.state() == State.REMOVED)) {
            return new Effect(Tally.Fate.GONE, work.item);
        }
        return switch (work.outcome) {
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
        change.afterCommit(() -> parts.mirror.put(item.id(), unit, norm));
        return new Effect(item.state() == State.EMBEDDED ? Tally.Fate.CHANGED : Tally.Fate.ADDED, item);
    }

    private Effect refused(Change change, Item item, Outcome.Refused refused) {
        Item rejected = item.rejected(refused.stamp(), refused.why());
        change.update(rejected);
        change.forget(item.id());
        if (item.state() == State.EMBEDDED) {
            change.afterCommit(() -> parts.mirror.remove(item.id()));
        }
        return new Effect(Tally.Fate.REJECTED, rejected);
    }
}
