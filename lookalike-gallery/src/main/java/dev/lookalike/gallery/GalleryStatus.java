package dev.lookalike.gallery;

/// What a gallery holds.
///
/// @param images
///            findable pictures
/// @param rejected
///            files with a reason
/// @param pending
///            files seen and not yet embedded
/// @param removed
///            pictures taken out by hand, which `sync` leaves out
/// @param model
///            the name of the model
/// @param fingerprint
///            of the model and its preprocessing
/// @param dimension
///            values of an embedding
/// @param space
///            how embeddings are mapped before they are compared, such as `centred, 128 of 1280 values`
/// @param catalogueBytes
///            on disk
/// @param outfits
///            how far it has come to learn what goes with what
/// @param tastes
///            of what tastes are learnt
public record GalleryStatus(long images, long rejected, long pending, long removed, String model, String fingerprint,
        int dimension, String space, long catalogueBytes, OutfitStatus outfits,
        TasteStatus tastes) {}
