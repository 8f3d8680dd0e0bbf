package dev.lookalike.app.problem;

/// What a process says when it ends.
public final class Exit {
    public static final int OK = 0;
    /// It went through, and some inputs were not taken.
    public static final int REJECTED = 1;
    public static final int USAGE = 2;
    /// Stored data is corrupt or incompatible.
    public static final int CORRUPT = 3;
    /// Something that is needed is not there now; trying later may help.
    public static final int UNAVAILABLE = 4;
    public static final int BUG = 70;

    private Exit() {}
}
