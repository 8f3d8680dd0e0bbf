package dev.lookalike.gallery;

import java.util.List;

/// What became of the files of an `add`, a `sync` or an import.
///
/// @param added
///            new in the gallery
/// @param changed
///            embedded again because their content changed
/// @param moved
///            found again under another path, with the id they had
/// @param unchanged
///            already there
/// @param removed
///            no longer on disk
/// @param skipped
///            not looked at, because they are no pictures by name or were removed before
/// @param rejected
///            not taken
/// @param pending
///            seen and not done, because the work was stopped or the file vanished; the next run takes them up
/// @param rejections
///            the first [#MAX_REJECTIONS] of those not taken, each with its reason; [Gallery#rejections] has all
/// @param warnings
///            what else a person should know, such as a drive that is not there, or a library to install
public record IngestReport(long added, long changed, long moved, long unchanged, long removed, long skipped,
        long rejected, long pending, List<Rejection> rejections, List<String> warnings) {
    /// The most rejections, and the most warnings, that a report lists.
    public static final int MAX_REJECTIONS = 1_000;

    public IngestReport {
        rejections = List.copyOf(rejections);
        warnings = List.copyOf(warnings);
    }
}
