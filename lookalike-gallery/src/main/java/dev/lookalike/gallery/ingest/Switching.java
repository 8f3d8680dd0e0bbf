package dev.lookalike.gallery.ingest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

import dev.lookalike.gallery.IngestReport;
import dev.lookalike.gallery.Progress;
import dev.lookalike.gallery.SwitchReport;
import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.catalogue.Change;
import dev.lookalike.gallery.catalogue.Float16;
import dev.lookalike.gallery.catalogue.Generation;
import dev.lookalike.gallery.catalogue.Item;
import dev.lookalike.gallery.catalogue.State;

/// Embeds every picture with another network beside the embeddings that serve, then lets those serve.
final class Switching implements Intake {
    /*
     * What the generation beside lacks is the queue of work, so a run that was killed is gone on with by another, and what comes
     * to the gallery meanwhile is met in the next round. A picture is embedded as its file is now: where that changed since it
     * was added, a sync after the switch finds what it holds known already.
     *
     * What cannot be embedded is not written before the switch, which rejects it: until then it serves as it is, and the next
     * run tries it again.
     */
    private static final int PAGE = 1000;

    private final Worker.Parts parts;
    private final Generation next;
    private final Progress progress;
    private final BooleanSupplier stopped;
    private final int workers;
    private final Tally tally = new Tally();
    private final Map<Long, Refused> refused = new ConcurrentHashMap<>();
    private boolean switched;

    /// A picture that could not be embedded, as it was then.
    private record Refused(Item examined, Item.Refusal why) {}

    /// @param parts
    ///            with the other network
    Switching(Worker.Parts parts, Catalogue.Model model, Progress progress, BooleanSupplier stopped, int workers) {
        this.parts = parts;
        this.progress = progress;
        this.stopped = stopped;
        this.workers = workers;
        this.next = parts.catalogue().write(change -> change.beside(model));
        tally.unchanged(parts.catalogue().countOf(next));
    }

    /// Embeds what the generation beside lacks.
    void build() {
        var run = new Run(parts, tally, progress, stopped);
        try {
            // Those who add meanwhile have the first numbers.
            run.start(this, workers, workers);
            for (List<Long> page = lacking(0); !page.isEmpty(); page = lacking(page.getLast())) {
                page.stream().filter(id -> !isRefused(id)).forEach(run::take);
            }
            run.await();
        } finally {
            run.end();
        }
    }

    private boolean isRefused(long id) {
        Refused before = refused.get(id);
        Item now = before == null ? null : parts.catalogue().item(id);
        return before != null && now != null && isAsExamined(now, before.examined);
    }

    private List<Long> lacking(long after) {
        return parts.catalogue().lacking(next, after, PAGE);
    }

    /// Embeds what came meanwhile and switches, unless it was stopped.
    IngestReport finish() {
        while (!switched && !isStopped()) {
            build();
            if (tally.report().pending() == 0) {
                var why = new HashMap<Long, Item.Refusal>();
                refused.forEach((id, each) -> why.put(id, each.why));
                switched = parts.catalogue().write(change -> change.serve(next, why));
            }
        }
        return tally.report();
    }

    private boolean isStopped() {
        return stopped.getAsBoolean() || Thread.currentThread().isInterrupted();
    }

    SwitchReport report() {
        progress.at(tally.state(true));
        return new SwitchReport(switched, next.model(), tally.report());
    }

    @Override
    public Outcome examine(Item item, int worker) {
        return parts.examination().examineAnew(item, worker);
    }

    @Override
    public Effect write(Change change, Item examined, Outcome outcome) {
        Item item = change.item(examined.id());
        if (item == null || item.state() != State.EMBEDDED) {
            return new Effect(Tally.Fate.GONE, examined);
        }
        if (!isAsExamined(item, examined)) {
            return new Effect(null, item);
        }
        return switch (outcome) {
            case Outcome.Embedded found -> {
                change.embedBeside(next, item.id(), Float16.of(found.embedding().unit()), found.embedding().norm(),
                        found.content());
                yield new Effect(Tally.Fate.ADDED, item);
            }
            case Outcome.Gone _ -> refuse(item, new Item.Refusal(Refusals.MISSING,
                    "its file is not there; put it back, or let a sync forget it"));
            case Outcome.Refused(var _, Item.Refusal why) -> refuse(item, why);
            case Outcome.Same _,Outcome.Moved _,Outcome.Copied _,Outcome.Seen _ ->
                throw new IllegalStateException("a file was not looked at anew");
        };
    }

    private Effect refuse(Item item, Item.Refusal why) {
        refused.put(item.id(), new Refused(item, why));
        return new Effect(Tally.Fate.REJECTED, item.rejected(item.stamp(), why));
    }

    // What was read may be what the file held before a sync read it.
    private static boolean isAsExamined(Item item, Item examined) {
        return item.stamp().equals(examined.stamp()) && item.content() != null && examined.content() != null
                && item.content().sha256().equals(examined.content().sha256());
    }
}
