package dev.lookalike.app.cli;

import java.util.List;
import java.util.Objects;

import dev.lookalike.app.api.Api;
import dev.lookalike.app.api.Inspected;
import dev.lookalike.app.api.Inspection;
import dev.lookalike.app.api.Job;
import dev.lookalike.app.problem.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `lookalike inspect`: what is wrong with the collection.
@Command(name = "inspect", description = "Looks through the gallery for copies of one photo, pictures unlike all others, and labels that the "
        + "pictures most alike contradict. Changes nothing.")
final class InspectCommand extends Verb {
    @Option(names = "--labels", paramLabel = "FIELD", defaultValue = "folder", description = "folder: the folder a picture lies in is its label; or a field "
            + "of what was told about pictures, with commas between several labels (default: ${DEFAULT-VALUE})")
    String labels = "folder";

    @Option(names = "--count", paramLabel = "COUNT", defaultValue = "20", description = "how many of each to tell, 1 to 1000 (default: ${DEFAULT-VALUE})")
    int count;

    @Override
    public Integer call() throws InterruptedException {
        try (Api api = gallery.open()) {
            Job job = finish(api, api.inspect(new Inspection(labels, count)));
            Inspected found = Objects.requireNonNull(job.inspected(), "an inspection says what it found");
            output.print(found, () -> show(found));
            return found.unreadable().isEmpty() ? Exit.OK : Exit.REJECTED;
        }
    }

    private void show(Inspected found) {
        output.line("%s looked at, %s compared by their pixels, in %.1f s",
                Output.counted(found.pictures(), "picture"), Output.counted(found.compared(), "pair"),
                found.seconds());
        output.line("%nCopies: %s", Output.counted(found.copyGroups(), "group"));
        found.copies().forEach(this::show);
        if (found.copyGroups() > found.copies().size()) {
            output.line("and %,d more; give --count", found.copyGroups() - found.copies().size());
        }
        output.line("%nLeast like any other:");
        found.outliers().forEach(one -> output.line("%8d  %.3f  %s", one.image().id(), one.score(),
                one.image().path()));
        output.line("%nLabels that the pictures most alike contradict:");
        found.doubts().forEach(one -> output.line("%8d  %s (%.0f %%), perhaps %s (%.0f %%)  %s", one.image().id(),
                String.join(", ", one.labels()), 100 * one.share(), one.instead(), 100 * one.insteadShare(),
                one.image().path()));
        found.unreadable().forEach(one -> output.line("unreadable  %s  %s", one.path(), one.reason()));
    }

    private void show(Inspected.Copies copies) {
        output.line("%s", copies.sameFile() ? "the same file" : "one photo, %.3f".formatted(copies.agreement()));
        List<Inspected.Seen> images = copies.images();
        images.forEach(image -> output.line("%8d  %,d x %,d  %s  %s", image.id(), image.width(), image.height(),
                Output.bytes(image.bytes()), image.path()));
    }
}
