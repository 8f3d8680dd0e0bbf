package dev.lookalike.gallery;

import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/// Something that a person did with a picture.
///
/// @param id
///            larger for what was kept later; 0 while it is not kept
/// @param user
///            who: 1 to 100 letters, digits, spaces and `. _ - @ + :`, the first of them a letter or digit
/// @param image
///            the picture's id
/// @param kind
///            what
/// @param rating
///            [#LEAST] to [#MOST] for a rating, else 0
/// @param at
///            when, in milliseconds, from the year 1970 on
public record Event(long id, String user, long image, Kind kind, int rating, Instant at) {
    /// The lowest rating: not at all.
    public static final int LEAST = 1;

    /// The highest rating.
    public static final int MOST = 5;

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    public Event {
        checkUser(user);
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(at, "at");
        if (kind == Kind.RATING && (rating < LEAST || rating > MOST)) {
            throw new IllegalArgumentException("rating is %d; give %d (not at all) to %d".formatted(rating, LEAST,
                    MOST));
        }
        if (kind != Kind.RATING && rating != 0) {
            throw new IllegalArgumentException("a %s has a rating, %d; leave it out, or make it a rating"
                    .formatted(kind, rating));
        }
        if (at.isBefore(Instant.EPOCH) || at.isAfter(LAST)) {
            throw new IllegalArgumentException("at is %s; give a time from 1970 on".formatted(at));
        }
        at = Instant.ofEpochMilli(at.toEpochMilli());
    }

    /// What a person can do with a picture.
    public enum Kind {
        /// Said how much it is liked; the last rating of a picture counts.
        RATING,
        /// Looked at it.
        CLICK,
        /// Bought it.
        PURCHASE;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// A rating, given now.
    public static Event rating(String user, long image, int rating) {
        return new Event(0, user, image, Kind.RATING, rating, Instant.now());
    }

    /// A click or purchase, done now.
    public static Event of(String user, long image, Kind kind) {
        return new Event(0, user, image, kind, 0, Instant.now());
    }

    /// The name, if a user can have it.
    ///
    /// @throws IllegalArgumentException
    ///             if none can
    public static String checkUser(@Nullable String user) {
        return Names.check("a user", user);
    }
}
