package dev.lookalike.app.http;

import java.util.Locale;

/// How far a caller reaches; each scope includes those before it.
enum Scope {
    /// Nothing but the health.
    NONE,
    /// Looking and asking.
    READ,
    /// Adding pictures and taking them out.
    WRITE,
    /// Naming places on the server's disk.
    ADMIN;

    boolean includes(Scope needed) {
        return compareTo(needed) >= 0;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
