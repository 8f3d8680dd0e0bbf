package dev.lookalike.app.api;

import java.util.List;

/// A picture that answers, flat: what a listing of answers shows of an [Image], and how alike it is.
///
/// @param score
///            higher is more alike
/// @param likeness
///            0..1, from "unrelated" to "the same" as measured on this gallery
/// @param alike
///            whether it is above the cut-off below which pictures are unrelated
/// @param reason
///            one short phrase, may be empty
/// @param others
///            the pictures that it stands for: of its group, and copies of it
/// @param shares
///            what each aspect adds to the score; empty where overall looks alone were asked for
public record Match(long id, String path, String name, String folder, int width, int height, String sha256,
        List<Image.Category> categories, byte[] placeholder, double score, double likeness, boolean alike,
        String reason, List<Long> others, List<Share> shares) {

    /// One aspect of a match; see [dev.lookalike.gallery.Match.Share].
    ///
    /// @param aspect
    ///            `overall`, `colour`, `texture` or `shape`
    public record Share(String aspect, double score, double share) {}
}
