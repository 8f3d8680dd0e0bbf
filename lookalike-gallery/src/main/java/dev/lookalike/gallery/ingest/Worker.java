package dev.lookalike.gallery.ingest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.catalogue.Item;
import dev.lookalike.vision.Embedder;
import dev.lookalike.vision.Embedding;
import dev.lookalike.vision.Picture;
import dev.lookalike.vision.VisionException;

/// Takes waiting files, a batch at a time, from disk to catalogue.
final class Worker implements Runnable {
    /*
     * There are as many workers as cores, and each reads, decodes, embeds and commits its own batch. While one decodes
     * the other is in the network, so both cores stay busy, nothing queues up between stages, and what a crash can lose
     * is one batch of each.
     */
    private final int number;
    private final Parts parts;
    private final Intake intake;
    private final IdQueue queue;
    private final Tally tally;
    private final BooleanSupplier goesOn;

    /// What workers share.
    record Parts(Path gallery, Catalogue catalogue, Network network, Mirror mirror, Examination examination) {}

    /// @param number
    ///            that no other worker has meanwhile
    Worker(int number, Parts parts, Intake intake, IdQueue queue, Tally tally, BooleanSupplier goesOn) {
        this.number = number;
        this.parts = parts;
        this.intake = intake;
        this.queue = queue;
        this.tally = tally;
        this.goesOn = goesOn;
    }

    private record Work(Item item, Outcome outcome) {}

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
                batch.add(new Work(item, intake.examine(item, number)));
            }
        }
        List<Work> done = embed(batch);
        List<Intake.Effect> effects = parts.catalogue
                .write(change -> done.stream().map(work -> intake.write(change, work.item, work.outcome)).toList());
        effects.forEach(this::count);
    }

    private void count(Intake.Effect effect) {
        if (effect.fate() == null) {
            queue.add(effect.item().id());
        } else if (effect.fate() == Tally.Fate.REJECTED) {
            tally.reject(effect.item().rejection(parts.gallery));
        } else {
            tally.count(effect.fate());
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
}
