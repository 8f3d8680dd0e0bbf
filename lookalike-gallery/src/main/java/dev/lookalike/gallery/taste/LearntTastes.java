package dev.lookalike.gallery.taste;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import dev.lookalike.gallery.Event;
import dev.lookalike.gallery.GalleryException;
import dev.lookalike.gallery.TasteStatus;
import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.catalogue.Item;
import dev.lookalike.gallery.catalogue.StoredEmbedding;
import dev.lookalike.gallery.ranking.CheckedFile;
import dev.lookalike.gallery.ranking.Foreseeing;
import dev.lookalike.gallery.ranking.Foreseen;
import org.jspecify.annotations.Nullable;

/// Keeps what is learnt of everybody's likes, and learns it again in the background as events and pictures come. All methods may be
/// called from any thread.
public final class LearntTastes implements Foreseeing, AutoCloseable {
    /*
     * Nothing is read before somebody asks for a person, or does something: a process that does neither pays nothing. Then one
     * thread reads what is kept and lays out the pictures, and looks whether it is due: where there is nothing yet, or events or
     * pictures are a quarter more or less than when it was learnt. While people keep doing things it waits for a moment of quiet, but
     * not for longer than LATEST. What is learnt is kept, laid out beside what serves, and exchanged by one reference. Pictures that
     * come or change are noted by the catalogue's writer and laid out before the next question, or by the background where they
     * are many.
     *
     * Who is deleted must leave nothing behind: the file goes before the person does, and what was being learnt meanwhile is not
     * kept. What serves is kept in memory until it is learnt anew, which is begun at once.
     */
    private static final Logger LOG = System.getLogger(LearntTastes.class.getName());
    private static final double GROWTH = 1.25;
    private static final long LOOK_MILLIS = 1_000;
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LATEST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long OPENED_WITHIN_SECONDS = 5;
    /// So many pictures that came are laid out while somebody waits.
    private static final int AT_ONCE = 200;
    /// The most pictures that are laid out, half a kilobyte each; in a larger gallery a person's own likes answer alone.
    static final int MOST_PICTURES = 500_000;

    private final Catalogue catalogue;
    private final Path derived;
    private final CheckedFile file;
    private final String fingerprint;
    private final ScheduledThreadPoolExecutor background = new ScheduledThreadPoolExecutor(1,
            task -> Thread.ofPlatform().name("lookalike-tastes").daemon().unstarted(task));
    private final AtomicBoolean looking = new AtomicBoolean();
    private final Object keeping = new Object();
    private volatile @Nullable Laid serving;
    /// What is being laid out.
    private volatile @Nullable Laid next;
    private volatile boolean opened;
    private volatile boolean closed;
    private volatile boolean learning;
    private volatile int done;
    private volatile long changedNanos = System.nanoTime();
    private volatile long firstChangeNanos = System.nanoTime();
    /// How often what was kept was forgotten.
    private long forgotten;
    /// Of how many events, at least, it is learnt where too few people liked anything before.
    private long notBefore;

    /// Pictures, laid out by what was learnt.
    private record Laid(Prior prior, Places places, ConcurrentLinkedQueue<Long> touched) {
        Laid(Prior prior) {
            this(prior, new Places(prior.size()), new ConcurrentLinkedQueue<>());
        }
    }

    /// @param derived
    ///            the folder in which what is learnt is kept, as `tastes`; may be deleted while closed
    public LearntTastes(Path derived, Catalogue catalogue) {
        this.catalogue = catalogue;
        this.derived = derived;
        this.file = new CheckedFile(derived.resolve("tastes"));
        fingerprint = catalogue.generation().fingerprint();
        background.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        catalogue.follow(this::touched);
    }

    // On the catalogue's one writing thread, so it only notes.
    private void touched(long id) {
        Laid now = serving;
        Laid coming = next;
        if (now != null) {
            now.touched.add(id);
        }
        if (coming != null) {
            coming.touched.add(id);
        }
        if (now != null || coming != null) {
            changedNanos = System.nanoTime();
            look();
        }
    }

    @Override
    public @Nullable Foreseen of(List<Event> did) {
        if (!opened && !closed) {
            open();
        }
        Laid now = serving;
        if (now == null) {
            return null;
        }
        follow(now, AT_ONCE);
        return now.places.of(did);
    }

    /// Waits a moment for what is kept to be read.
    private void open() {
        try {
            background.submit(this::read).get(OPENED_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException large) {
            LOG.log(Level.DEBUG, "tastes are still being laid out; a person's own likes answer until then");
        } catch (ExecutionException failure) {
            LOG.log(Level.WARNING, "what is learnt of tastes cannot be used for now", failure.getCause());
        }
        look();
    }

    /// Something was done, or taken back.
    public void look() {
        changedNanos = System.nanoTime();
        if (!closed && looking.compareAndSet(false, true)) {
            firstChangeNanos = System.nanoTime();
            schedule();
        }
    }

    private void schedule() {
        if (!closed) {
            var _ = background.schedule(this::lookNow, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void lookNow() {
        try {
            read();
            long now = System.nanoTime();
            if (now - changedNanos < QUIET_NANOS && now - firstChangeNanos < LATEST_NANOS) {
                Laid laid = serving;
                if (laid != null) {
                    follow(laid, Integer.MAX_VALUE);
                }
                schedule();
                return;
            }
            looking.set(false);
            improve();
        } catch (CancellationException end) {
            looking.set(false);
        } catch (RuntimeException failure) {
            looking.set(false);
            LOG.log(closed ? Level.DEBUG : Level.WARNING, "what is learnt of tastes stays as it was", failure);
        }
    }

    /// Waits until what answers is learnt of the events and pictures there are now, where that is due.
    public void settle() {
        try {
            background.submit(() -> {
                read();
                improve();
            }).get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failure) {
            LOG.log(closed ? Level.DEBUG : Level.WARNING, "what is learnt of tastes stays as it was",
                    failure.getCause());
        }
    }

    // On the background thread, once.
    private void read() {
        if (opened) {
            return;
        }
        try {
            Prior kept = kept();
            if (kept != null) {
                serve(kept);
            }
        } finally {
            opened = true;
        }
    }

    private @Nullable Prior kept() {
        byte[] bytes = file.read("tastes are learnt anew");
        return bytes == null ? null : Prior.of(bytes, fingerprint);
    }

    // On the background thread.
    private void improve() {
        Laid now = serving;
        if (now != null) {
            follow(now, Integer.MAX_VALUE);
        }
        if (!isDue(now)) {
            return;
        }
        long known;
        synchronized (keeping) {
            known = forgotten;
        }
        done = 0;
        learning = true;
        try {
            long events = catalogue.users().events();
            Prior learnt = new PriorLearning(catalogue, this::heard).learn();
            if (learnt == null) {
                notBefore = (long) Math.ceil(GROWTH * events);
                serving = null;
                file.delete();
                return;
            }
            synchronized (keeping) {
                if (known != forgotten) {
                    look();
                    return;
                }
                file.write(learnt.bytes());
            }
            serve(learnt);
        } finally {
            learning = false;
        }
    }

    private void heard(int steps) {
        done = steps;
        if (closed) {
            throw new CancellationException("the gallery is closed");
        }
    }

    private boolean isDue(@Nullable Laid now) {
        var users = catalogue.users();
        long pictures = catalogue.embeddings().count();
        if (pictures > MOST_PICTURES) {
            return false;
        }
        if (now == null) {
            return users.count() >= PriorLearning.LEAST_PEOPLE && users.events() >= notBefore;
        }
        return isForgotten() || isOther(users.events(), now.prior.counted().events())
                || isOther(pictures, now.prior.counted().pictures());
    }

    private boolean isForgotten() {
        return !Files.exists(file.path());
    }

    private static boolean isOther(long now, long then) {
        return now >= GROWTH * then || then >= GROWTH * now;
    }

    /// Lays out all pictures, and has them answer.
    private void serve(Prior prior) {
        if (catalogue.embeddings().count() > MOST_PICTURES) {
            return;
        }
        var laid = new Laid(prior);
        next = laid;
        try {
            catalogue.readAll(new Catalogue.Reader() {
                @Override
                public void begin(long rows) {
                    heard(done);
                }

                @Override
                public void row(Item item, StoredEmbedding embedding) {
                    heard(done);
                    laid.places.put(item.id(), prior.place(item.id(), Encoding.Known.of(item, embedding)));
                }
            });
            follow(laid, Integer.MAX_VALUE);
            serving = laid;
        } finally {
            next = null;
        }
    }

    private void follow(Laid laid, int most) {
        if (laid.touched.isEmpty()) {
            return;
        }
        synchronized (laid) {
            for (int left = most; left > 0; left--) {
                Long id = laid.touched.poll();
                if (id == null) {
                    return;
                }
                Encoding.Known known = PriorLearning.known(catalogue, id);
                if (known == null) {
                    laid.places.remove(id);
                } else {
                    laid.places.put(id, laid.prior.place(id, known));
                }
            }
        }
    }

    /// Does what deletes a person, such that nothing that was learnt of that person is kept: what is learnt is forgotten, and learnt
    /// anew without.
    ///
    /// @throws GalleryException.Storage
    ///             if the operating system refuses; nothing is deleted then
    public boolean forgetting(BooleanSupplier deletion) {
        synchronized (keeping) {
            forgotten++;
            file.delete();
            Kept.deleteAll(derived);
            boolean deleted = deletion.getAsBoolean();
            look();
            return deleted;
        }
    }

    /// Of what it is learnt.
    public TasteStatus status() {
        Laid now = serving;
        Prior.Counted counted = now == null ? null : now.prior.counted();
        if (counted == null && !opened) {
            Prior kept = kept();
            counted = kept == null ? null : kept.counted();
        }
        int steps = learning ? PriorLearning.STEPS : 0;
        return counted == null
                ? new TasteStatus(false, 0, 0, 0, learning, learning ? done : 0, steps)
                : new TasteStatus(true, counted.people(), counted.likes(), counted.pictures(), learning,
                        learning ? done : 0, steps);
    }

    /// What is wrong with the file.
    public List<String> damages() {
        String damage = file.damage();
        return damage == null ? List.of() : List.of(damage);
    }

    /// Drops what is kept and learns it anew, in the background.
    ///
    /// @throws GalleryException.Storage
    ///             if the operating system refuses
    public void clear() {
        forgetting(() -> true);
    }

    @Override
    public void close() {
        closed = true;
        background.shutdown();
        try {
            while (!background.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.log(Level.DEBUG, "waiting for what is learnt of tastes");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
