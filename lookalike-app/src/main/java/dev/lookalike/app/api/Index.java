package dev.lookalike.app.api;

import java.time.Instant;
import java.util.List;

import dev.lookalike.gallery.IndexStatus;
import dev.lookalike.index.Tuning;
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
        long unmerged, @Nullable Instant merged, int beamWidth, long measured, List<Point> curve,
        int severalBeamWidth, List<Point> severalCurve, String space,
        double energy) {

    /// A part of the file.
    public record Section(String name, long bytes) {}

    /// What one beam width finds.
    public record Point(int beamWidth, double recall, double microseconds) {}

    static Index of(IndexStatus status) {
        return new Index(status.choice().engine(), status.choice().recall(), status.file().toString(), status.bytes(),
                status.sections().entrySet().stream().map(each -> new Section(each.getKey(), each.getValue())).toList(),
                status.count(), status.unmerged(), status.merged(), status.beamWidth(), status.measured(),
                points(status.curve()), status.severalBeamWidth(), points(status.severalCurve()), status.space(),
                status.energy());
    }

    private static List<Point> points(List<Tuning.Point> curve) {
        return curve.stream().map(point -> new Point(point.beamWidth(), point.recall(), point.microseconds()))
                .toList();
    }
}
