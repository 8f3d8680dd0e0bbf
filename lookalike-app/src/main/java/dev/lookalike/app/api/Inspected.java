package dev.lookalike.app.api;

import java.util.List;
import java.util.Set;

import dev.lookalike.gallery.InspectionReport;

/// What an inspection found; the fields mean what [InspectionReport] says of them.
public record Inspected(long pictures, long compared, long copyGroups, List<Copies> copies, List<Outlier> outliers,
        List<Doubt> doubts, List<Rejection> unreadable, double seconds) {

    /// A picture, as short as it can be told and shown.
    public record Seen(long id, String path, String name, String folder, int width, int height, long bytes,
            String sha256) {
        static Seen of(dev.lookalike.gallery.Image image) {
            return new Seen(image.id(), image.path().toString(), FromGallery.name(image), image.folder(),
                    image.width(), image.height(), image.bytes(), image.sha256());
        }
    }

    /// Pictures that show one photo, the one to keep first.
    public record Copies(boolean sameFile, double agreement, List<Seen> images) {}

    /// A picture unlike all others.
    public record Outlier(Seen image, Seen nearest, double score, double distance) {}

    /// A label that the pictures most alike contradict.
    public record Doubt(Seen image, Set<String> labels, double share, String instead, double insteadShare) {}

    static Inspected of(InspectionReport report) {
        return new Inspected(report.pictures(), report.compared(), report.copyGroups(),
                report.copies().stream().map(one -> new Copies(one.sameFile(), one.agreement(),
                        one.images().stream().map(Seen::of).toList())).toList(),
                report.outliers().stream().map(one -> new Outlier(Seen.of(one.image()), Seen.of(one.nearest()),
                        one.score(), one.distance())).toList(),
                report.doubts().stream().map(one -> new Doubt(Seen.of(one.image()), one.labels(), one.share(),
                        one.instead(), one.insteadShare())).toList(),
                report.unreadable().stream().map(FromGallery::rejection).toList(), report.seconds());
    }
}
