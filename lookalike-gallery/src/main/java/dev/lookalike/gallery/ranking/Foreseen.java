package dev.lookalike.gallery.ranking;

import java.util.List;

import dev.lookalike.index.Hit;
import dev.lookalike.index.Ids;

/// How much a person may like pictures: 0 as pictures in the mean, 1 as the pictures that the person likes, in the mean.
public interface Foreseen {
    /// How much the person may like a picture; 0 where nothing is known of it.
    double taste(long id);

    /// The pictures that the person may like most, best first.
    ///
    /// @param ids
    ///            which may be found
    List<Hit> best(Ids ids, int count);

    /// Of what the person likes, the picture that speaks most for this one.
    long because(long id);
}
