package dev.lookalike.gallery.sources;

import java.time.LocalDate;

import dev.lookalike.gallery.Context;
import dev.lookalike.gallery.ContextSource;

/// A shop's own class: it knows one place, and fails of another.
public final class FixedSource implements ContextSource {
    /// The weather of this place is known.
    static final String KNOWN = "Fixed Harbour";

    /// This place makes it fail.
    static final String BROKEN = "Broken Harbour";

    @Override
    public Context at(Moment moment) {
        if (moment.place().equals(BROKEN)) {
            throw new IllegalStateException("the instruments are broken");
        }
        return moment.place().equals(KNOWN)
                ? Context.NOW.weather(Context.Weather.SNOW).plan("Office party", LocalDate.of(2026, 12, 4))
                : Context.NOW;
    }
}
