package dev.lookalike.gallery.taste;

import java.util.List;

/// A model that learns in epochs. What it has learnt is its state: copied back into a new learner of the same course and data,
/// learning goes on as if it had never stopped.
public interface Learner extends Scorer {
    /// Learns from every like once more.
    ///
    /// @param number
    ///            of the epoch, from 0 on; chance depends on it and the course's seed alone
    void epoch(int number);

    /// All that it has learnt, live: what is written there is learnt.
    List<float[]> state();
}
