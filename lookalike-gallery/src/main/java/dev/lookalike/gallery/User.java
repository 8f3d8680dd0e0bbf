package dev.lookalike.gallery;

import java.time.Instant;

/// What is kept about a person, counted.
///
/// @param name
///            as in [Event#user()]
/// @param since
///            when the first event was kept
/// @param ratings
///            how many pictures are rated
/// @param clicks
///            how many clicks are kept
/// @param purchases
///            how many purchases are kept
public record User(String name, Instant since, long ratings, long clicks, long purchases) {
    /// How many events are kept.
    public long events() {
        return ratings + clicks + purchases;
    }
}
