package dev.lookalike.gallery;

import java.util.Iterator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// The answer to a query.
///
/// @param matches
///            best first, or as a [Selection] varies them; those that are not [alike][Match#alike()] come last, and all may be so
/// @param cutOff
///            the score below which a picture is unrelated, measured on this gallery for this query; the lowest there is
///            where the gallery is too small to say
/// @param labels
///            what the query may be labelled, the likeliest first, at most [#MOST_LABELS]: where the gallery was trained, as the classes
///            that were learnt say, else as the ten most alike are labelled, in the field `label` or by their folders; empty where
///            nothing is. The probabilities are as good as `lookalike evaluate` measures them
/// @param unseen
///            pictures that could not be compared, because they were not [looked at][Traits] yet
/// @param situation
///            what was understood of the query's context, or null where it had none
public record Answer(List<Match> matches, double cutOff, List<Image.Category> labels, long unseen,
        @Nullable Situation situation) implements Iterable<Match> {
    /// How many labels are named at most.
    public static final int MOST_LABELS = 5;

    /// The answer to a query without a context, for which all pictures were compared.
    public Answer(List<Match> matches, double cutOff, List<Image.Category> labels) {
        this(matches, cutOff, labels, 0, null);
    }

    public Answer {
        matches = List.copyOf(matches);
        labels = List.copyOf(labels);
    }

    /// The same answer, in a situation.
    Answer in(Situation situation) {
        return new Answer(matches, cutOff, labels, unseen, situation);
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
