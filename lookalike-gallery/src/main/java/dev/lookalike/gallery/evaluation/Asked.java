package dev.lookalike.gallery.evaluation;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// One query of an evaluation and how it was answered.
///
/// @param id
///            of the picture that was asked for
/// @param labels
///            it has
/// @param averagePrecision
///            of its ranking
/// @param answers
///            the ids of the first ten, best first
/// @param shares
///            by label, which share of those ten has it
public record Asked(long id, Set<String> labels, double averagePrecision, List<Long> answers,
        Map<String, Double> shares) {
    /// How many answers are kept.
    public static final int KEPT = 10;
}
