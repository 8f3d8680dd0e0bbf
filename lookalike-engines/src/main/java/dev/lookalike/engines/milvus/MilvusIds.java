package dev.lookalike.engines.milvus;

import java.util.StringJoiner;

import dev.lookalike.index.Ids;

/// Ids in the language of Milvus's filters.
final class MilvusIds {
    /// The field of a collection that holds the id.
    static final String FIELD = "id";

    private MilvusIds() {}

    /// The filter that lets these ids pass; empty for all.
    static String filter(Ids ids) {
        return switch (ids) {
            case Ids.All _ -> "";
            case Ids.Only only -> in(only.toArray());
            case Ids.Except except -> except.toArray().length == 0 ? "" : "not (" + in(except.toArray()) + ")";
        };
    }

    /// The filter that lets these ids pass.
    static String in(long... ids) {
        // Milvus reads a number's digits before its sign, so the smallest of all is no number to it.
        var rest = new StringJoiner(",", FIELD + " in [", "]");
        boolean smallest = false;
        for (long id : ids) {
            if (id == Long.MIN_VALUE) {
                smallest = true;
            } else {
                rest.add(Long.toString(id));
            }
        }
        return smallest ? "%s or %s < %d".formatted(rest, FIELD, -Long.MAX_VALUE) : rest.toString();
    }
}
