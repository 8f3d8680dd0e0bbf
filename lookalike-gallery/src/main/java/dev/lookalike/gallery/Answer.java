package dev.lookalike.gallery;

import java.util.Iterator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// The answer to a query.
///
/// @param matches
///            best first, or as a [Selection] varies them; those that are not [alike][Match#alike()] come last, and all may be so.
///            In a situation those that suit it come first, also before some that are more alike
/// @param cutOff
///            the score below which a picture is unrelated, measured on this gallery for this query; the lowest there is
///            where the gallery is too small to say
/// @param nothingAlike
///            whether nothing in the gallery that passes is like what was asked for
/// @param labels
///            what the query may be labelled, the likeliest first, at most [#MOST_LABELS]: where the gallery was trained, as the classes
///            that were learnt say, else as the ten most alike are labelled, in the field `label` or by their folders; empty where
///            nothing is. The probabilities are as good as `lookalike evaluate` measures them
/// @param unseen
///            pictures that could not be compared, because they were not [looked at][Traits] yet
/// @param situation
///            what was understood of the query's context, or null where it had none
public record Answer(List<Match> matches, double cutOff, boolean nothingAlike, List<Image.Category> labels, long unseen,
        @Nullable Situation situation) implements Iterable<Match> {
    /// How many labels are named at most.
    public static final int MOST_LABELS = 5;

    /// The answer to a query of which something is alike if a match is.
    public Answer(List<Match> matches, double cutOff, List<Image.Category> labels, long unseen) {
        this(matches, cutOff, matches.stream().noneMatch(Match::alike), labels, unseen, null);
    }

    public Answer {
        matches = List.copyOf(matches);
        labels = List.copyOf(labels);
    }

    /// The same answer, in a situation.
    Answer in(Situation situation) {
        return new Answer(matches, cutOff, nothingAlike, labels, unseen, situation);
    }

    @Override
    public Iterator<Match> iterator() {
        return matches.iterator();
    }
}
