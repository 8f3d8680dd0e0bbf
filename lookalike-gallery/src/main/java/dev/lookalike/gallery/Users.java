package dev.lookalike.gallery;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.lookalike.gallery.catalogue.Catalogue;
import dev.lookalike.gallery.exchange.EventTable;
import dev.lookalike.gallery.taste.LearntTastes;

/// What people did with the pictures of a gallery: kept in its catalogue, acknowledged once it is on stable storage, and
/// deleted when they ask for it. All methods may be called from any thread.
public final class Users {
    /// The most events that are kept at once.
    public static final int MAX_EVENTS = 5_000;

    /// The most events that are kept of one person.
    public static final int MAX_EVENTS_EACH = 100_000;

    /// How many people there must be to learn from.
    public static final int LEAST_USERS = 10;

    /// How many pictures there must be to learn of.
    public static final int LEAST_IMAGES = 30;

    /// How far clocks may differ.
    private static final Duration AHEAD = Duration.ofDays(1);

    private final Path gallery;
    private final Catalogue catalogue;
    private final LearntTastes tastes;
    private final Vectors vectors;

    /// @param tastes
    ///            hears of what is done
    /// @param vectors
    ///            of the pictures
    Users(Path gallery, Catalogue catalogue, LearntTastes tastes, Vectors vectors) {
        this.gallery = gallery;
        this.catalogue = catalogue;
        this.tastes = tastes;
        this.vectors = vectors;
    }

    /// Keeps what people did: all of it or, where one event is refused, nothing. A person nobody heard of is known from then
    /// on; a rating takes the place of the one that the picture had.
    ///
    /// @param events
    ///            up to [#MAX_EVENTS]
    /// @throws IllegalArgumentException
    ///             if they are too many, at once or of one person, or one is of a time to come
    /// @throws GalleryException.NoSuchImage
    ///             if a picture is not there
    public void keep(List<Event> events) {
        if (events.size() > MAX_EVENTS) {
            throw new IllegalArgumentException("%,d events at once; give up to %,d, and the rest after them"
                    .formatted(events.size(), MAX_EVENTS));
        }
        Instant latest = Instant.now().plus(AHEAD);
        for (Event event : events) {
            if (event.at().isAfter(latest)) {
                throw new IllegalArgumentException("at is %s, which is to come; give when it happened"
                        .formatted(event.at()));
            }
        }
        catalogue.users().keep(events);
        tastes.look();
    }

    /// Keeps the events of a table, and says what became of its rows: `added`, and `rejected` with their lines. Where there is enough
    /// of them, what answers for people is [learnt][#keepLearnt()] of them before this returns.
    ///
    /// The table is CSV with a header (UTF-8, RFC 4180), or NDJSON if its name ends in `.ndjson` or `.jsonl`. `user` says who;
    /// `id`, or else `path` or `name`, which picture, as [Gallery#describe(Path)] reads them; `rating` a rating; `kind`
    /// `rating`, `click` or `purchase`, where it is not a rating; `at` when, such as `2026-11-25T10:00:00Z`, where it was not
    /// now. A row that cannot be kept is rejected and stops nothing.
    ///
    /// @throws IllegalArgumentException
    ///             if there is no such file, or it lacks a column or has another
    public IngestReport keep(Path table) {
        IngestReport report = new EventTable(gallery, catalogue, table.toAbsolutePath().normalize(), this::keep)
                .read();
        tastes.settle();
        return report;
    }

    /// Takes a rating back.
    ///
    /// @return whether there was one
    /// @throws GalleryException.NoSuchUser
    ///             if nothing is kept of this person
    public boolean unrate(String user, long image) {
        boolean there = catalogue.users().unrate(Event.checkUser(user), image);
        tastes.look();
        return there;
    }

    /// The people there are, by name, from the first whose name is greater than `after`.
    ///
    /// @param count
    ///            1 to [Gallery#MAX_COUNT]
    public List<User> all(String after, int count) {
        Pictures.checkCount(count);
        return catalogue.users().all(after, count);
    }

    /// How many people there are.
    public long count() {
        return catalogue.users().count();
    }

    /// What is kept of this person, counted; empty if nothing is.
    public Optional<User> user(String name) {
        return Optional.ofNullable(catalogue.users().named(Event.checkUser(name)));
    }

    /// What is kept of this person, all of it in pages: events in the order they were kept in, from the first id greater
    /// than `after`. A picture may have been taken out since.
    ///
    /// @param count
    ///            1 to [Gallery#MAX_COUNT]
    /// @throws GalleryException.NoSuchUser
    ///             if nothing is kept of this person
    public List<Event> events(String user, long after, int count) {
        Pictures.checkCount(count);
        return catalogue.users().events(Event.checkUser(user), after, count);
    }

    /// Forgets a person: the name and all events are deleted and their bytes overwritten, and what was learnt is learnt anew without
    /// them. Snapshots that were taken before
    /// still hold them.
    ///
    /// @return whether anything was kept
    public boolean delete(String user) {
        return user(user).isPresent() && tastes.forgetting(() -> catalogue.users().delete(user));
    }

    /// Reads what is learnt of everybody's likes, and learns it in the background as it becomes due, until the gallery is closed. So
    /// does the first question for a person, and whatever people do: where 20 people like 30 pictures, and again as
    /// events or pictures become a quarter more. Until then a person's own likes answer.
    public void keepLearnt() {
        tastes.look();
    }

    /// Learns from what everybody liked (ratings of 4 and 5, clicks, purchases), with several models, and measures each on likes
    /// that were held out: of a tenth of the pictures all, of the rest a fifth of each person's. Changes nothing; an interrupt ends it,
    /// and asked again with the same seed it goes on. Costs some minutes for ten thousand likes.
    ///
    /// @param seed
    ///            of what is held out and left to chance
    /// @param progress
    ///            hears of each model
    /// @throws IllegalArgumentException
    ///             if fewer than [#LEAST_USERS] people like anything that is there, or [#LEAST_IMAGES] pictures
    public TasteReport taste(long seed, Progress progress) {
        return new Tasting(gallery.resolve("derived"), catalogue, vectors, seed).run(progress, null);
    }

    /// The same beside what is known to be the truth, for catalogues that are drawn by rules.
    ///
    /// @param truth
    ///            how likely a person likes a picture; higher is likelier
    public TasteReport taste(long seed, Truth truth) {
        return new Tasting(gallery.resolve("derived"), catalogue, vectors, seed).run(Progress.none(), truth);
    }

    /// What a person likes by the rules that a catalogue was drawn by.
    @FunctionalInterface
    public interface Truth {
        /// How likely this person likes this picture: higher is likelier.
        double preference(String user, long image);
    }
}
