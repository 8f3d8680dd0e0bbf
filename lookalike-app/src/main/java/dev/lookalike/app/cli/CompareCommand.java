package dev.lookalike.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.Compared;
import dev.lookalike.app.api.Comparing;
import dev.lookalike.app.api.Job;
import dev.lookalike.app.problem.Exit;
import dev.lookalike.app.report.HtmlReport;
import dev.lookalike.gallery.evaluation.Comparison;
import dev.lookalike.gallery.evaluation.EngineCurve;
import dev.lookalike.gallery.evaluation.Photos;
import dev.lookalike.index.Metric;
import dev.lookalike.vision.Limits;
import dev.lookalike.vision.Model;
import dev.lookalike.vision.Picture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lookalike compare`: which network, space, metric and engine is best for these pictures.
@Command(name = "compare", description = "Measures networks, spaces, metrics and engines on a folder of pictures, with and without labels: every "
        + "combination of what is given. Pictures of one folder count as alike. A folder needs no gallery; with --gallery, its own pictures are compared.")
final class CompareCommand implements Callable<Integer> {
    @Mixin
    ModelOptions models = new ModelOptions();

    @Mixin
    Output output = new Output();

    @Parameters(paramLabel = "PHOTOS", arity = "0..1", description = "a folder with a folder for each class, at any depth")
    Path photos = Path.of("");

    @Option(names = "--model", paramLabel = "NAME", defaultValue = "efficientnet-lite2-int8", description = "a network, or several joined as a+b; may be "
            + "given several times (default: ${DEFAULT-VALUE})")
    List<String> names = List.of();

    @Option(names = "--preprocessing", paramLabel = "WORDS", description = "try each network with this too, such as squash:256 or letterbox,bicubic; may "
            + "be given several times")
    List<String> preparations = List.of();

    @Option(names = "--space", paramLabel = "NAME", defaultValue = "usual", description = "usual, as-is, centred, learnt (from the labels of those that answer), pca-N or whitened-N; may be given "
            + "several times (default: ${DEFAULT-VALUE})")
    List<String> spaces = List.of();

    @Option(names = "--metric", paramLabel = "NAME", defaultValue = "cosine", converter = MetricConverter.class, description = "cosine or euclidean; may be "
            + "given several times (default: ${DEFAULT-VALUE})")
    List<dev.lookalike.app.api.Metric> metrics = List.of();

    @Option(names = "--weigh", description = "compare each ensemble with weights too that are chosen on a part of the pictures that answer")
    boolean weigh;

    @Option(names = "--engine", paramLabel = "NAME", description = "draw recall against time of this engine, such as lookalike, faiss or annoy:50, beside exact search; may be given several times")
    List<String> engines = List.of();

    @Option(names = "--nearest", paramLabel = "COUNT", defaultValue = "10", description = "how many of the nearest an engine is to find (default: ${DEFAULT-VALUE})")
    int nearest;

    @Option(names = "--changed", paramLabel = "COUNT", defaultValue = "0", description = "measure without labels too: so many pictures, 1,000 or more to be sure, are asked for by "
            + "parts of them: as they are, mirrored, blurred, recoloured and re-encoded")
    int changed;

    @Option(names = "--gallery", paramLabel = "FOLDER", description = "compare on the pictures of this gallery in place of PHOTOS; it remembers what was measured "
            + "(`lookalike evaluate --last`, and the page)")
    @Nullable
    Path gallery;

    @Option(names = "--labels", paramLabel = "FIELD", defaultValue = "folder", description = "what makes pictures of a gallery alike: folder, or a field (default: ${DEFAULT-VALUE})")
    String labels = "folder";

    @Mixin
    MeasureOptions measured = new MeasureOptions();

    @Override
    public Integer call() throws InterruptedException {
        Path folder = gallery;
        if (folder != null) {
            return ofGallery(folder);
        }
        measured.checkReport();
        if (photos.toString().isEmpty() || !Files.isDirectory(photos)) {
            throw Failures.usage(
                    "there is no folder `%s`; give one with a folder for each class, or --gallery".formatted(photos));
        }
        var all = Photos.below(photos, measured.ask, measured.among);
        var grid = new Comparison.Grid(chosen(), weigh, spaces,
                metrics.stream().map(each -> Metric.valueOf(each.name())).toList(), engines, nearest, changed);
        Compared compared = Compared.of(
                Comparison.run(all, grid, new Counted(Comparison.embeddings(all, grid))::more), "folder", all,
                nearest);
        answer(compared, id -> Picture.read(all.files().get((int) id), Limits.FOLDER, EvaluateCommand.SIDE)
                .thumbnail(EvaluateCommand.SIDE));
        return Exit.OK;
    }

    /// On the pictures of a gallery, which remembers what was measured.
    private int ofGallery(Path folder) throws InterruptedException {
        if (weigh || changed > 0 || !preparations.isEmpty() || !photos.toString().isEmpty()) {
            throw Failures.usage(
                    "--gallery compares its own pictures as they are; leave out PHOTOS, --weigh, --changed and --preprocessing (a model may be called NAME@squash:256)");
        }
        var opened = new GalleryOptions();
        opened.folder = folder;
        opened.models = models;
        measured.checkReport();
        try (Api api = opened.open()) {
            Job job = Verb.finish(api,
                    api.compare(new Comparing(names, spaces, metrics, engines, labels, measured.ask, measured.among)));
            answer(Objects.requireNonNull(job.compared(), "a comparison says what it measured"),
                    id -> api.thumbnail(id, EvaluateCommand.SIDE));
            return Exit.OK;
        }
    }

    private void answer(Compared compared, LongFunction<byte[]> thumbnails) {
        output.print(compared, () -> show(compared));
        Path report = measured.report;
        if (report != null) {
            write(report, compared, thumbnails);
        }
    }

    private List<Model> chosen() {
        var chosen = new ArrayList<Model>();
        for (String name : names) {
            Model model = models.store().find(name);
            chosen.add(model);
            for (String words : preparations) {
                chosen.add(prepared(model, words));
            }
        }
        return chosen;
    }

    private static Model prepared(Model model, String words) {
        return switch (model) {
            case Model.Network network -> network.prepared(words);
            case Model.Ensemble ensemble -> new Model.Ensemble(ensemble.members().stream()
                    .map(member -> new Model.Member(member.network().prepared(words), member.weight())).toList());
        };
    }

    private void show(Compared compared) {
        if (compared.cells().stream().allMatch(cell -> cell.evaluation().classes().size() < 2)) {
            output.line(
                    "All pictures lie in one folder, so what is said by labels (P@1 to calibration error) says nothing.");
        }
        boolean joined = compared.cells().stream().anyMatch(cell -> cell.averaged() != null);
        output.line("| model | space | metric | queries | P@1 | P@10 | mAP | guessed | calibration error |%s%s%n|%s",
                joined ? " by averaged guesses |" : "", changed > 0 ? " found unlabelled |" : "",
                "---|".repeat(9 + (joined ? 1 : 0) + (changed > 0 ? 1 : 0)));
        compared.cells().forEach(cell -> output.line("| %s | %s | %s | %d | %.3f | %.3f | %.3f | %.3f | %.3f |%s%s",
                cell.model(), cell.space(), cell.metric(), cell.evaluation().queries(),
                cell.evaluation().precisionAt1(), cell.evaluation().precisionAt10(),
                cell.evaluation().meanAveragePrecision(), cell.evaluation().guessing().right(),
                cell.evaluation().guessing().calibrationError(),
                joined ? averaged(cell) : "", unlabelled(cell)));
        compared.weighed().forEach(one -> output.line(
                "%nWeights of %s, chosen by %d pictures that ask others of those that answer: %s (mAP %.3f, before %.3f).",
                one.model(), one.queries(), one.chosen(), one.after(), one.before()));
        if (!compared.engines().isEmpty()) {
            output.line(
                    "%n| engine | model | space | metric | beam width | recall@%d | microseconds | one of 100 |%n%s",
                    nearest, "|" + "---|".repeat(8));
        }
        compared.engines().forEach(this::show);
    }

    private void show(Compared.Curve one) {
        if (one.obstacle() != null) {
            output.line("| %s | %s | %s | %s | not measured: %s |", one.engine(), one.model(), one.space(),
                    one.metric(),
                    one.obstacle());
            return;
        }
        one.points()
                .forEach(point -> output.line("| %s | %s | %s | %s | %d | %.4f | %.0f | %.0f |", one.engine(),
                        one.model(),
                        one.space(), one.metric(), point.beamWidth(), point.recall(), point.microseconds(),
                        point.slowMicroseconds()));
        output.line("| exact search beside %s | %s | %s | %s | | 1 | %.0f | |", one.engine(), one.model(),
                one.space(), one.metric(), one.exactMicroseconds());
    }

    private static String averaged(Compared.Cell cell) {
        return cell.averaged() == null ? " |" : " %.3f |".formatted(cell.averaged().right());
    }

    private static String unlabelled(Compared.Cell cell) {
        var values = cell.unlabelled().values();
        return values.isEmpty()
                ? ""
                : " %.3f |".formatted(values.stream().mapToDouble(each -> each).average().orElseThrow());
    }

    private static void write(Path report, Compared compared, LongFunction<byte[]> thumbnails) {
        var sections = compared.cells().stream().map(
                cell -> new HtmlReport.Section(cell.name(), cell.evaluation(), cell.averaged(), cell.unlabelled()))
                .toList();
        var curves = compared.engines().stream().filter(one -> !one.points().isEmpty())
                .map(one -> new HtmlReport.Curve(one.name(), one.nearest(), one.exactMicroseconds(),
                        one.points().stream().map(EngineCurve.Point::microseconds).toList(),
                        one.points().stream().map(EngineCurve.Point::recall).toList()))
                .toList();
        HtmlReport.write(report, "What finds best among %,d pictures".formatted(compared.photos()), sections, curves,
                thumbnails);
    }

    /// Shows on a terminal how many pictures have been embedded.
    private static final class Counted {
        private final AtomicLong done = new AtomicLong();
        private final long all;
        private final boolean shown = Terminal.current().errors();

        Counted(long all) {
            this.all = all;
        }

        void more(int count) {
            long now = done.addAndGet(count);
            if (shown) {
                System.err.printf("\r%,d of %,d embedded%s", now, all, now == all ? "\n" : "");
            }
        }
    }
}
