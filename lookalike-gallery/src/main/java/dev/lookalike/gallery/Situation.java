package dev.lookalike.gallery;

import java.util.List;

/// What an answer understood of a [Context].
///
/// @param context
///            what was told and what sources knew, with the season of the date
/// @param occasions
///            the occasion that was told, and those of plans that are near, by the names that the rules know them by
/// @param unknown
///            what could not be said of the situation, each with the reason
public record Situation(Context context, List<String> occasions, List<String> unknown) {
    public Situation {
        occasions = List.copyOf(occasions);
        unknown = List.copyOf(unknown);
    }
}
