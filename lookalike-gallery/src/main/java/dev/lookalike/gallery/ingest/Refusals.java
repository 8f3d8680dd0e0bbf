package dev.lookalike.gallery.ingest;

import java.util.Set;

import dev.lookalike.gallery.catalogue.Item;

/// The kinds of refusal that the ingest itself knows.
final class Refusals {
    static final String MISSING = "missing";
    static final String UNREADABLE = "unreadable";
    static final String DAMAGED = "damaged";
    static final String CRASHED = "crashed";
    static final String NOT_SUPPORTED = "not-supported";
    static final String NOT_EMBEDDED = "not-embedded";
    static final String NO_MEMORY = "no-memory";
    static final String FAILED = "failed";

    /*
     * What may end without the file changing: a drive that is back, permissions given, a library installed, memory
     * free again, a mistake of the program's mended.
     */
    private static final Set<String> PASSING = Set.of(MISSING, UNREADABLE, NOT_SUPPORTED, NO_MEMORY, FAILED);

    private Refusals() {}

    static Item.Refusal noMemory() {
        return new Item.Refusal(NO_MEMORY,
                "there is not enough memory for it; give Java more with -Xmx, then sync again");
    }

    /// Whether a file refused for this is worth another look though it did not change.
    static boolean mayPass(String kind) {
        return PASSING.contains(kind);
    }
}
