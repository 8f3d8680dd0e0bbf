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
/// @param measured
///            on how many pictures beams were measured, 0 if they were not
/// @param one
///            how hard a search looks for what is like one picture
/// @param several
///            the same for several examples, or some to be unlike; measured with pairs of pictures
/// @param words
///            the same for words, by themselves or beside a picture; measured with what the network's classes are called
/// @param space
///            how embeddings are mapped before they are compared, such as `centred, 256 of 1280 values`
/// @param energy
///            the share of the pictures' variance that the space keeps, 0..1
public record IndexStatus(IndexChoice choice, Path file, long bytes, Map<String, Long> sections, long count,
        long unmerged, @Nullable Instant merged, long measured, Effort one, Effort several, Effort words,
        String space, double energy) {

    /// How hard a search looks for the ten most alike.
    ///
    /// @param beamWidth
    ///            how many candidates it keeps, or 0 while every such search is exact
    /// @param curve
    ///            what each beam width finds of the ten most alike by cosine, and how long it takes; empty until it is measured
    public record Effort(int beamWidth, List<Tuning.Point> curve) {
        public Effort {
            curve = List.copyOf(curve);
        }
    }
}
