package dev.lookalike.gallery.ranking;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

import dev.lookalike.index.IndexException;

/// Tells those who only read which index serves, and lets earlier ones go once they know.
final class Announcer {
    private static final Logger LOG = System.getLogger(Announcer.class.getName());

    private final Announcing announcing;
    private volatile boolean late;

    Announcer(Announcing announcing) {
        this.announcing = announcing;
        late = !announcing.equals(Announcing.TO_NOBODY);
    }

    /// Whether they do not know yet.
    boolean isLate() {
        return late;
    }

    /// Another index serves from now on.
    void changed() {
        late = true;
    }

    /// @param fits
    ///            whether the space is one that was fitted; what was learnt stays with the owner
    void announce(boolean fits, byte[] space, KeptIndex index) {
        if (!fits && !announcing.equals(Announcing.TO_NOBODY)) {
            LOG.log(Level.WARNING,
                    "those who only read stay with the space before: what was learnt is not shown to them");
            late = false;
            return;
        }
        try {
            late = !announcing.serves(space, index.file());
            if (!late) {
                index.dropOthers();
            }
        } catch (IndexException failure) {
            LOG.log(Level.WARNING, "readers do not know yet which index serves: {0}", failure.getMessage());
        }
    }
}
