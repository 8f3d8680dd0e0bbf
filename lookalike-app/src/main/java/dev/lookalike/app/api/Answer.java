package dev.lookalike.app.api;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// The answer to a query, best first.
///
/// @param cutOff
///            the score below which a picture is unrelated, or null where the gallery is too small to say
/// @param nothingAlike
///            whether nothing in the gallery that passes is like what was asked for
/// @param labels
///            what the query may be labelled, the likeliest first; empty where nothing is labelled
/// @param unseen
///            pictures that could not be compared, because they were not looked at yet
/// @param situation
///            what was understood of the query's context, or null where it had none
public record Answer(List<Match> matches, @Nullable Double cutOff, boolean nothingAlike,
        List<Image.Category> labels, long unseen, @Nullable Situation situation) {
    /// The most matches of one answer.
    public static final int MAX_COUNT = 1_000;

    /// How many matches unless told otherwise.
    public static final int DEFAULT_COUNT = 20;
}
