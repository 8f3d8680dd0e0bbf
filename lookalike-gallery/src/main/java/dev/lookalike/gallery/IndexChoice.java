package dev.lookalike.gallery;

import java.util.Objects;

/// What a gallery's index is made by, and how much of the truth it should find.
///
/// @param engine
///            as [dev.lookalike.index.EngineProvider#open] takes it: a name, or a name, a colon and options
/// @param recall
///            the share of the ten most alike that a search of a large gallery should find, more than 0 up to 1; 1 for
///            certainty, which small galleries have in any case
public record IndexChoice(String engine, double recall) {
    /// This library's own engine, finding 99 of 100.
    public static final IndexChoice STANDARD = new IndexChoice("lookalike", 0.99);

    public IndexChoice {
        Objects.requireNonNull(engine, "engine");
        if (!(recall > 0 && recall <= 1)) {
            throw new IllegalArgumentException("recall is " + recall + "; give more than 0 and up to 1, such as 0.99");
        }
    }

    /// The same with another engine.
    public IndexChoice by(String engine) {
        return new IndexChoice(engine, recall);
    }

    /// The same with another recall.
    public IndexChoice recall(double recall) {
        return new IndexChoice(engine, recall);
    }
}
