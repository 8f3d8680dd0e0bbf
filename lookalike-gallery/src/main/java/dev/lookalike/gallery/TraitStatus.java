package dev.lookalike.gallery;

/// How far it has come to look at the pictures for what else is known of each ([Traits]).
///
/// @param ready
///            pictures of which all is known
/// @param total
///            pictures there are
/// @param skipped
///            pictures that cannot be looked at, such as those whose file is gone; they are tried again when the gallery is
///            opened next
/// @param making
///            whether the others are being looked at in the background
public record TraitStatus(long ready, long total, long skipped, boolean making) {
    /// Where nothing of the kind is kept.
    public static final TraitStatus NONE = new TraitStatus(0, 0, 0, false);

    /// Whether nothing is left to do.
    public boolean isComplete() {
        return ready + skipped >= total;
    }
}
