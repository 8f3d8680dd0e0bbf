package dev.lookalike.app.api;

import dev.lookalike.gallery.OutfitStatus;

/// How far it has come to learn what goes with what, as [OutfitStatus] says.
///
/// @param least
///            from how many outfits on it is learnt
public record OutfitsLearnt(long outfits, long least, long learnt, boolean learning, double done) {
    static OutfitsLearnt of(OutfitStatus status) {
        return new OutfitsLearnt(status.outfits(), dev.lookalike.gallery.Outfits.LEAST_LEARNT, status.learnt(),
                status.learning(), status.done());
    }
}
