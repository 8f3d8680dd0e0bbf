package dev.lookalike.app.api;

import java.util.List;

/// What the gallery holds and what is being done; the counts mean what [dev.lookalike.gallery.GalleryStatus] says.
///
/// @param version
///            of the program
/// @param gallery
///            the gallery's folder
/// @param traits
///            how far it has come to look at the pictures for what else is known of each
/// @param outfits
///            how far it has come to learn what goes with what
/// @param tastes
///            of what tastes are learnt that answer for people
/// @param jobs
///            unfinished ones and the last finished, newest first, without their long lists
public record Status(String version, String gallery, long images, long rejected, long pending, long removed,
        String model, String fingerprint, int dimension, String space, long catalogueBytes, Traits traits,
        OutfitsLearnt outfits, LearntTastes tastes, List<Job> jobs) {}
