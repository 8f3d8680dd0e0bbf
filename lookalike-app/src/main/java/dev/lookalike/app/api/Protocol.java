package dev.lookalike.app.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/// What is asked for when a gallery is measured, and among what.
///
/// @param queries
///            how many pictures may be asked for, 1 to [#MAX_QUERIES]; of more, so many are taken evenly
/// @param ask
///            pictures in this folder and below, or with this in their field `split`, are asked for, such as `test`; empty
///            for all
/// @param among
///            those in this folder or split may be answers; empty for all. A picture that does both is left out of its
///            own ranking
public record Protocol(int queries, String ask, String among) {
    /// The most pictures that are asked for.
    public static final int MAX_QUERIES = 10_000;

    /// Every picture among all others: leave one out.
    public static final Protocol USUAL = new Protocol(MAX_QUERIES, "", "");

    public Protocol {
        Bounds.check("queries", queries, 1, MAX_QUERIES);
        Bounds.checkLength("ask", ask, Place.MAX_LENGTH);
        Bounds.checkLength("among", among, Place.MAX_LENGTH);
    }

    @JsonCreator
    static Protocol of(@Nullable Integer queries, @Nullable String ask, @Nullable String among) {
        return new Protocol(queries == null ? MAX_QUERIES : queries, ask == null ? "" : ask,
                among == null ? "" : among);
    }
}
