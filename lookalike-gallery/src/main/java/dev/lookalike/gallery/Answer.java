package dev.lookalike.gallery;

import java.util.Iterator;
import java.util.List;

/// The answer to a query.
///
/// @param matches
///            best first; those that are not [alike][Match#alike()] come last, and all may be so
/// @param cutOff
///            the score below which a picture is unrelated, measured on this gallery for this query; the lowest there is
///            where the gallery is too small to say
public record Answer(List<Match> matches, double cutOff) implements Iterable<Match> {
    public Answer {
        matches = List.copyOf(matches);
    }

    /// Whether nothing in the gallery is like what was asked for.
    public boolean nothingAlike() {
        return matches.stream().noneMatch(Match::alike);
    }

    @Override
    public Iterator<Match> iterator() {
        return matches.iterator();
    }
}
