package dev.lookalike.app.api;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// Something that a person did with a picture; the fields mean what [dev.lookalike.gallery.Event] says of them.
///
/// @param rating
///            null for what is no rating
public record Event(long id, String user, long image, dev.lookalike.gallery.Event.Kind kind, @Nullable Integer rating,
        Instant at) {
    static Event of(dev.lookalike.gallery.Event event) {
        return new Event(event.id(), event.user(), event.image(), event.kind(),
                event.rating() == 0 ? null : (Integer) event.rating(), event.at());
    }
}
