package dev.lookalike.app.api;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// What an answer understood of a [Context].
///
/// @param context
///            what was told and what sources knew
/// @param occasions
///            by the names that the rules know them by
/// @param unknown
///            what could not be said, each with the reason
public record Situation(Context context, List<String> occasions, List<String> unknown) {
    static @Nullable Situation of(dev.lookalike.gallery.@Nullable Situation situation) {
        return situation == null
                ? null
                : new Situation(Context.of(situation.context()), situation.occasions(), situation.unknown());
    }
}
