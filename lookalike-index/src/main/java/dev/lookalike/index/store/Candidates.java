package dev.lookalike.index.store;

import dev.lookalike.index.Ids;
import dev.lookalike.index.flat.Tombstones;
import org.jspecify.annotations.Nullable;

/// The rows that a search may answer with, and a few more to skip.
///
/// @param ordinals
///            the rows, or null for the first `count`
/// @param skipped
///            those that may not be answered all the same
record Candidates(int count, int @Nullable [] ordinals, Tombstones skipped) {

    static Candidates of(CodedRows rows, Ids ids, Tombstones removed) {
        return switch (ids) {
            case Ids.All all -> new Candidates(rows.count(), null, removed);
            case Ids.Except except -> new Candidates(rows.count(), null, removed.with(rows.find(except.toArray())));
            case Ids.Only only -> {
                int[] found = rows.find(only.toArray());
                yield new Candidates(found.length, found, removed);
            }
        };
    }

    int ordinal(int candidate) {
        return ordinals == null ? candidate : ordinals[candidate];
    }
}
