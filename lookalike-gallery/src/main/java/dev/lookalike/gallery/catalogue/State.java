package dev.lookalike.gallery.catalogue;

/// Where a file stands. Every file seen is in exactly one state.
public enum State {
    /// Seen, not yet embedded.
    PENDING(0),
    /// Findable.
    EMBEDDED(1),
    /// Not taken, with a reason.
    REJECTED(2),
    /// Taken out by hand; stays out until it is added again.
    REMOVED(3);

    private final int code;

    State(int code) {
        this.code = code;
    }

    /// The number that stands for it in the catalogue.
    int code() {
        return code;
    }

    static State of(int code) {
        for (State state : values()) {
            if (state.code == code) {
                return state;
            }
        }
        throw new IllegalArgumentException("no state has the number " + code);
    }
}
