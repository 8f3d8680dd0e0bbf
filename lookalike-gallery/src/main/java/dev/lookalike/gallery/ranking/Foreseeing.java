package dev.lookalike.gallery.ranking;

import java.util.List;

import dev.lookalike.gallery.Event;
import org.jspecify.annotations.Nullable;

/// Foresees what a person likes by what was learnt of everybody's likes.
public interface Foreseeing {
    /// Where nothing was learnt.
    Foreseeing NOTHING = _ -> null;

    /// What is foreseen of a person, by what that person did up to this moment; null where nothing was learnt, or the person
    /// likes nothing.
    ///
    /// @param did
    ///            the last event first
    @Nullable
    Foreseen of(List<Event> did);
}
