package dev.lookalike.index.code;

/// What a coder was learned from, to tell when it is time to learn again.
///
/// @param count
///            how many rows there were
/// @param lost
///            how much of rows that it was not learned from the codes left out: [Coder#lost]
public record Training(int count, double lost) {
    /// A collection that has doubled may have directions that nobody had seen.
    private static final int GROWTH_MAX = 2;
    private static final double DRIFT_MAX = 1.2;

    /// Whether a coder is still good for rows of which there are `count`, and of which it now leaves out `lost`.
    public boolean isGoodFor(int count, double lost) {
        return count < GROWTH_MAX * (long) this.count && lost <= DRIFT_MAX * this.lost;
    }
}
