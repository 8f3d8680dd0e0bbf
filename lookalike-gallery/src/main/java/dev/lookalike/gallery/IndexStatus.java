package dev.lookalike.gallery;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.lookalike.index.Tuning;
import org.jspecify.annotations.Nullable;

/// What a gallery's index is, and how well it finds.
///
/// @param choice
///            its engine, and the recall it should have
/// @param file
///            where it is kept, or would be
/// @param bytes
///            of that file, 0 if there is none: a gallery of less than some thousand pictures needs none
/// @param sections
///            what the file's bytes are for; empty where the engine does not say
/// @param count
///            pictures in the index
/// @param unmerged
///            changes that the file does not hold yet; searches see them all the same
/// @param merged
///            when the file was written last, or null if it was not
/// @param beamWidth
///            how many candidates a search for the ten most alike to one example keeps, or 0 while every search is exact
/// @param measured
///            on how many pictures the curve was measured, 0 if it was not
/// @param curve
///            what each beam width finds of the ten most alike by cosine, and how long it takes
/// @param severalBeamWidth
///            how many candidates a search for the ten most alike to several examples keeps, or 0 while every such search is
///            exact
/// @param severalCurve
///            the same curve for pairs of pictures, to be like both or unlike one
/// @param space
///            how embeddings are mapped before they are compared, such as `centred, 256 of 1280 values`
/// @param energy
///            the share of the pictures' variance that the space keeps, 0..1
public record IndexStatus(IndexChoice choice, Path file, long bytes, Map<String, Long> sections, long count,
        long unmerged, @Nullable Instant merged, int beamWidth, long measured, List<Tuning.Point> curve,
        int severalBeamWidth, List<Tuning.Point> severalCurve, String space,
        double energy) {
    public IndexStatus {
        curve = List.copyOf(curve);
        severalCurve = List.copyOf(severalCurve);
    }
}
