package dev.lookalike.gallery;

/// How far an `add` or a `sync` has come. Called from its thread, some times a second at most.
@FunctionalInterface
public interface Progress {

    /// Nobody looks.
    static Progress none() {
        return state -> {};
    }

    /// The work has come this far.
    void at(State state);

    /// A moment of the work.
    ///
    /// @param total
    ///            files found so far
    /// @param done
    ///            files finished, rejected ones counted
    /// @param rejected
    ///            files not taken
    /// @param perSecond
    ///            pictures embedded a second, lately
    /// @param secondsLeft
    ///            an estimate, or -1 while files are still being found
    /// @param finished
    ///            whether nothing is left to do
    record State(long total, long done, long rejected, double perSecond, double secondsLeft, boolean finished) {}
}
