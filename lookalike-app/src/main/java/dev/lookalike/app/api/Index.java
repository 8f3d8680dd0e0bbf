package dev.lookalike.app.api;

import java.time.Instant;
import java.util.List;

import dev.lookalike.gallery.IndexStatus;
import org.jspecify.annotations.Nullable;

/// The gallery's index; the fields mean what [IndexStatus] says of them.
///
/// @param engine
///            such as `lookalike`
/// @param recall
///            the share of the ten most alike that a search should find
/// @param sections
///            what the file's bytes are for
public record Index(String engine, double recall, String file, long bytes, List<Section> sections, long count,
        long unmerged, @Nullable Instant merged, long measured, Effort one, Effort several, Effort words, String space,
        double energy) {

    /// A part of the file.
    public record Section(String name, long bytes) {}

    /// What one beam width finds.
    public record Point(int beamWidth, double recall, double microseconds) {}

    /// How hard a search for ten looks.
    public record Effort(int beamWidth, List<Point> curve) {
        static Effort of(IndexStatus.Effort effort) {
            return new Effort(effort.beamWidth(), effort.curve().stream()
                    .map(point -> new Point(point.beamWidth(), point.recall(), point.microseconds())).toList());
        }
    }

    static Index of(IndexStatus status) {
        return new Index(status.choice().engine(), status.choice().recall(), status.file().toString(), status.bytes(),
                status.sections().entrySet().stream().map(each -> new Section(each.getKey(), each.getValue())).toList(),
                status.count(), status.unmerged(), status.merged(), status.measured(), Effort.of(status.one()),
                Effort.of(status.several()), Effort.of(status.words()), status.space(), status.energy());
    }
}
