package dev.lookalike.engines;

/// What an engine made of rows: it names those that may be near a vector. May be asked from any thread; whoever closes it
/// sees to it that nobody is asking.
public interface Proposer extends AutoCloseable {

    /// How many rows it was made of.
    int count();

    /// Some `count` rows that the engine finds nearest.
    ///
    /// @param query
    ///            finite values, not all zero
    /// @param count
    ///            how many, at least 1; the more, the harder it looks
    /// @return ordinals from 0 to [#count()] - 1 in any order, and -1 in place of what it did not find
    long[] propose(float[] query, int count);

    @Override
    void close();
}
