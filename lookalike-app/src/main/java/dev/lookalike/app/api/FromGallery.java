package dev.lookalike.app.api;

import java.util.List;
import java.util.Map;

import dev.lookalike.gallery.IngestReport;
import dev.lookalike.gallery.Progress;

/// The gallery's values in the contract's words.
final class FromGallery {
    private FromGallery() {}

    static Image image(dev.lookalike.gallery.Image image) {
        return new Image(image.id(), image.path().toString(), name(image), image.folder(), image.format(),
                image.width(), image.height(), image.bytes(), image.sha256(), image.added(), image.taken(),
                categories(image.categories()), image.metadata(), image.placeholder());
    }

    /// What a picture is called: what was told as its name, or else its file's.
    static String name(dev.lookalike.gallery.Image image) {
        return image.title();
    }

    static Answer answer(dev.lookalike.gallery.Answer answer) {
        boolean measured = answer.cutOff() > -Double.MAX_VALUE;
        return new Answer(answer.matches().stream().map(FromGallery::match).toList(),
                measured ? (Double) answer.cutOff() : null, answer.nothingAlike(), categories(answer.labels()),
                answer.unseen(), Situation.of(answer.situation()));
    }

    static Explanation explanation(dev.lookalike.gallery.Explanation explanation) {
        return new Explanation(explanation.score(), heatMap(explanation.query()), heatMap(explanation.match()));
    }

    static List<Group> groups(Map<String, Long> counts) {
        return counts.entrySet().stream().map(entry -> new Group(entry.getKey(), entry.getValue())).toList();
    }

    static Rejection rejection(dev.lookalike.gallery.Rejection rejection) {
        return new Rejection(rejection.path().toString(), rejection.kind(), rejection.reason());
    }

    static Job.Progress progress(Progress.State state) {
        return new Job.Progress(state.total(), state.done(), state.rejected(), state.perSecond(),
                state.secondsLeft() < 0 ? null : state.secondsLeft());
    }

    static Job.Report report(IngestReport report) {
        return new Job.Report(report.added(), report.changed(), report.moved(), report.unchanged(), report.removed(),
                report.skipped(), report.rejected(), report.pending(),
                report.rejections().stream().map(FromGallery::rejection).toList(), report.warnings());
    }

    private static Match match(dev.lookalike.gallery.Match match) {
        var image = match.image();
        return new Match(image.id(), image.path().toString(), name(image), image.folder(), image.width(),
                image.height(), image.sha256(), categories(image.categories()), image.placeholder(), match.score(),
                match.likeness(), match.alike(), match.reason(), match.others(),
                match.shares().stream()
                        .map(share -> new Match.Share(share.aspect().toString(), share.score(), share.share()))
                        .toList());
    }

    private static List<Image.Category> categories(List<dev.lookalike.gallery.Image.Category> guessed) {
        return guessed.stream()
                .map(category -> new Image.Category(category.name(), category.probability())).toList();
    }

    private static Explanation.HeatMap heatMap(dev.lookalike.gallery.Explanation.HeatMap map) {
        return new Explanation.HeatMap(map.rows(), map.columns(), map.shown(),
                java.util.Arrays.stream(map.parts()).boxed().toList());
    }
}
