package dev.lookalike.gallery;

/// How far it has come to learn what goes with what ([Outfits]).
///
/// @param outfits
///            outfits that are kept
/// @param learnt
///            outfits that the answers are learnt from; 0 before anything was learnt
/// @param learning
///            whether something is being learnt now
/// @param done
///            how much of that is done, 0 to 1
public record OutfitStatus(long outfits, long learnt, boolean learning, double done) {
    /// Where nothing of the kind is kept.
    public static final OutfitStatus NONE = new OutfitStatus(0, 0, false, 0);
}
