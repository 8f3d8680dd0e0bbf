package dev.lookalike.gallery.situation;

import java.util.Map;
import java.util.Set;

/// What rules look at of what is told of a picture.
///
/// @param words
///            of the rules that stand in it, as the rules write them
/// @param fields
///            that the rules name
/// @param isSaid
///            whether it says what thing the picture shows
public record Signs(Set<String> words, Map<String, String> fields, boolean isSaid) {
    public Signs {
        words = Set.copyOf(words);
        fields = Map.copyOf(fields);
    }
}
