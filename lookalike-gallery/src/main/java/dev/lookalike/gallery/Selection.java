package dev.lookalike.gallery;

import java.util.Objects;

/// Which of the pictures that are like a query are answered, where the nearest are much of a muchness.
///
/// @param lambda
///            how much likeness to the query counts, and one less it how much likeness to the answers before counts against a
///            picture (maximal marginal relevance, Carbonell and Goldstein 1998): 0 to 1. 1 answers the nearest; 0.7 varies
///            them and stays with the subject
/// @param groupBy
///            a field of the metadata, each of whose values is answered once, by its best picture: one product, many photos.
///            Pictures without the field stand for themselves. Empty for none; at most [#MAX_FIELD] characters
/// @param copies
///            whether a picture that shows the same photo as a better one is answered too; that two of them do is seen by
///            their pixels, so leaving them out costs milliseconds where pictures are nearly the same
public record Selection(double lambda, String groupBy, boolean copies) {
    /// The nearest as they come.
    public static final Selection NEAREST = new Selection(1, "", true);

    /// The most characters of a field's name.
    public static final int MAX_FIELD = 100;

    public Selection {
        Objects.requireNonNull(groupBy, "groupBy");
        if (!(lambda >= 0 && lambda <= 1)) {
            throw new IllegalArgumentException(
                    "lambda is " + lambda + "; give 0 (as different as can be) to 1 (the nearest)");
        }
        if (groupBy.length() > MAX_FIELD) {
            throw new IllegalArgumentException("groupBy has %d characters; a field's name has at most %d"
                    .formatted(groupBy.length(), MAX_FIELD));
        }
    }
}
