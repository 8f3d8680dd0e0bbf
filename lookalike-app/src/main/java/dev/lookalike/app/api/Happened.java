package dev.lookalike.app.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.lookalike.gallery.Event.Kind;
import org.jspecify.annotations.Nullable;

/// What people did, to be kept together or not at all.
///
/// @param events
///            1 to [dev.lookalike.gallery.Users#MAX_EVENTS]
public record Happened(List<One> events) {
    public Happened {
        events = List.copyOf(events);
        Bounds.check("the number of events", events.size(), 1, dev.lookalike.gallery.Users.MAX_EVENTS);
    }

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static Happened of(@Nullable List<One> events) {
        return new Happened(events == null ? List.of() : events);
    }

    /// One event.
    ///
    /// @param at
    ///            when, such as `2026-11-25T10:00:00Z`; null for now
    public record One(String user, long image, Kind kind, @Nullable Integer rating, @Nullable String at) {
        public One {
            dev.lookalike.gallery.Event.checkUser(user);
            Bounds.check("image", image, 1, Long.MAX_VALUE);
            Bounds.checkLength("at", at, MAX_AT);
            event(user, image, kind, rating, at);
        }

        private static final int MAX_AT = 40;

        @JsonCreator
        static One of(@Nullable String user, @Nullable Long image, @Nullable Kind kind, @Nullable Integer rating,
                @Nullable String at) {
            if (user == null || image == null || (kind == null && rating == null)) {
                throw new IllegalArgumentException(
                        "an event lacks a field; give user, image, and a rating or a kind: click or purchase");
            }
            return new One(user, image, kind == null ? Kind.RATING : kind, rating, at);
        }

        /// The same as the gallery knows it.
        dev.lookalike.gallery.Event event() {
            return event(user, image, kind, rating, at);
        }

        private static dev.lookalike.gallery.Event event(String user, long image, Kind kind, @Nullable Integer rating,
                @Nullable String at) {
            try {
                return new dev.lookalike.gallery.Event(0, user, image, kind, rating == null ? 0 : rating,
                        at == null ? Instant.now() : Instant.parse(at));
            } catch (DateTimeParseException impossible) {
                throw new IllegalArgumentException("at is %s; give a time such as 2026-11-25T10:00:00Z".formatted(at),
                        impossible);
            }
        }
    }
}
