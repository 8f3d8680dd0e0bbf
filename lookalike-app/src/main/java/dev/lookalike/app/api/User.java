package dev.lookalike.app.api;

import java.time.Instant;

/// What is kept about a person, counted.
public record User(String name, Instant since, long ratings, long clicks, long purchases) {
    /// The most characters of a name.
    public static final int MAX_NAME = 100;
}
