package dev.lookalike.index.graph;

import java.util.function.IntUnaryOperator;

/// Where a walk ends: what costs more than a limit is of no use, and the cheapest rows found so far set the limit.
///
/// @param wanted
///            how many of the cheapest rows are wanted
/// @param limit
///            of the cost of the last of them, the cost beyond which rows are not looked at
public record Horizon(int wanted, IntUnaryOperator limit) {
    /// Ends nothing.
    static final Horizon NONE = new Horizon(Integer.MAX_VALUE, _ -> Integer.MAX_VALUE);

    int of(Beam beam) {
        return beam.count() < wanted ? Integer.MAX_VALUE : limit.applyAsInt(beam.cost(wanted - 1));
    }
}
