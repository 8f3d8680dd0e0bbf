package dev.lookalike.app.api;

import java.util.Map;
import java.util.stream.Stream;

import dev.lookalike.gallery.Filter;

/// Tells a slip of the hand from an honest answer, where nothing passes a filter.
final class UnknownField {
    private UnknownField() {}

    /// Nothing passes `filter`: is it because it asks for a field that no picture has?
    ///
    /// @param fields
    ///            that pictures have
    /// @throws IllegalArgumentException
    ///             if it is; the message names the fields there are
    static void check(Filter filter, Map<String, Long> fields) {
        String unknown = asked(filter).filter(field -> !fields.containsKey(field)).findFirst().orElse(null);
        if (unknown != null && !fields.isEmpty()) {
            throw new IllegalArgumentException("no picture has the field `%s`; there are %s".formatted(unknown,
                    String.join(", ", fields.keySet())));
        }
    }

    /// The fields whose values a filter asks for; whether there is such a field may always be asked.
    private static Stream<String> asked(Filter filter) {
        return switch (filter) {
            case Filter.Has _,Filter.All _,Filter.Folder _,Filter.Category _,Filter.WithIds _ -> Stream.of();
            case Filter.Field field -> Stream.of(field.field());
            case Filter.And(var filters) -> filters.stream().flatMap(UnknownField::asked);
            case Filter.Or(var filters) -> filters.stream().flatMap(UnknownField::asked);
            case Filter.Not(var excluded) -> asked(excluded);
        };
    }
}
